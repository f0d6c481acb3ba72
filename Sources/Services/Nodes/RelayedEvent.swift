import Domain

/// An event on its way to the open pages of other nodes, with who may see it.
struct RelayedEvent: Codable, Sendable, Hashable {
    private struct Access: Codable, Hashable {
        let owner: String
        let team: String
        let state: String
        let visibility: String
        let isWithdrawn: Bool
    }

    private let name: String
    private let clip: String?
    private let request: String?
    private let what: String
    private let state: String
    private let percent: Int
    private let message: String
    private let access: Access?
    private let people: [String]?

    init(_ event: LiveEvent, about clip: ClipAccess) {
        self.init(
            event,
            access: Access(
                owner: clip.owner.text, team: clip.team.text, state: clip.state.rawValue,
                visibility: clip.visibility.rawValue, isWithdrawn: clip.isWithdrawn),
            people: nil)
    }

    init(_ event: LiveEvent, for people: Set<ID<Person>>) {
        self.init(event, access: nil, people: people.map(\.text).sorted())
    }

    private init(_ event: LiveEvent, access: Access?, people: [String]?) {
        name = event.name
        clip = event.clip?.text
        request = event.request?.text
        what = event.what
        state = event.state
        percent = event.percent
        message = event.message
        self.access = access
        self.people = people
    }

    /// Nil for what a later version tells.
    var event: LiveEvent? {
        if let request { return LiveEvent(request: ID(request), what: what) }
        return clip.map {
            LiveEvent(name: name, clip: ID($0), what: what, state: state, percent: percent, message: message)
        }
    }

    /// Nil when it is for certain people.
    var clipAccess: ClipAccess? {
        guard let access, let state = ClipState(rawValue: access.state),
            let visibility = Visibility(rawValue: access.visibility)
        else { return nil }
        return ClipAccess(
            owner: ID(access.owner), team: ID(access.team), state: state, visibility: visibility,
            isWithdrawn: access.isWithdrawn)
    }

    var persons: Set<ID<Person>>? { people.map { Set($0.map { ID($0) }) } }
}
