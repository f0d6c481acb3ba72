import Domain

/// An event on its way to the open pages of other nodes, with who may see it.
struct RelayedEvent: Codable, Sendable, Hashable {
    private struct Access: Codable, Hashable {
        let owner: String
        let team: String
        let state: String
        let visibility: String
        let isWithdrawn: Bool
        let take: Take?

        init(_ access: ClipAccess) {
            owner = access.owner.text
            team = access.team.text
            state = access.state.rawValue
            visibility = access.visibility.rawValue
            isWithdrawn = access.isWithdrawn
            take = access.take.map(Take.init)
        }

        /// Nil when a part of it is not understood: then nobody is shown anything.
        var whole: ClipAccess? {
            guard let state = ClipState(rawValue: state), let visibility = Visibility(rawValue: visibility) else {
                return nil
            }
            let take = take?.whole
            guard (take == nil) == (self.take == nil) else { return nil }
            return ClipAccess(
                owner: ID(owner), team: ID(team), state: state, visibility: visibility, isWithdrawn: isWithdrawn,
                take: take)
        }
    }

    private struct Take: Codable, Hashable {
        let id: String
        let isSubmitted: Bool
        let audience: String
        let asked: [String]

        init(_ access: TakeAccess) {
            id = access.take.text
            isSubmitted = access.isSubmitted
            audience = access.audience.rawValue
            asked = access.asked.map(\.text).sorted()
        }

        var whole: TakeAccess? {
            TakeAudience(rawValue: audience).map {
                TakeAccess(take: ID(id), isSubmitted: isSubmitted, audience: $0, asked: Set(asked.map { ID($0) }))
            }
        }
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
        self.init(event, access: Access(clip), people: nil)
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
    var clipAccess: ClipAccess? { access?.whole }

    var persons: Set<ID<Person>>? { people.map { Set($0.map { ID($0) }) } }
}
