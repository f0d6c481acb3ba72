package import Domain

/// Something a page wants to know while it is open.
package struct LiveEvent: Sendable, Hashable, Encodable {
    /// `job` for progress, `clip` for a change of a clip, `request` for one that concerns the reader.
    package let name: String
    package let clip: ID<Clip>?
    package let request: ID<RecordingRequest>?
    /// The clip's state, the job's name, or what happened to the request.
    package let what: String
    /// `waiting`, `running`, `done`, `failed` for jobs; empty for clips.
    package let state: String
    package let percent: Int
    /// In words for people, such as "Writing the transcript".
    package let message: String

    package init(
        name: String, clip: ID<Clip>, what: String, state: String = "", percent: Int = 0, message: String = ""
    ) {
        self.name = name
        self.clip = clip
        request = nil
        self.what = what
        self.state = state
        self.percent = percent
        self.message = message
    }

    /// - Parameter what: `asked`, `answered`, `confirmed` or `closed`.
    package init(request: ID<RecordingRequest>, what: String) {
        name = "request"
        clip = nil
        self.request = request
        self.what = what
        state = ""
        percent = 0
        message = ""
    }
}

/// Carries events to the open pages, of this process and of those on the same database; each page gets only what its person
/// may see.
package actor LiveFeed {
    private struct Subscriber {
        let actor: Actor
        let continuation: AsyncStream<LiveEvent>.Continuation
    }

    private var subscribers: [Int: Subscriber] = [:]
    private var next = 0

    /// Nil where this is the only process.
    private let node: NodeLink?

    package init(node: NodeLink? = nil) {
        self.node = node
    }

    /// How many pages listen now.
    package var listeners: Int { subscribers.count }

    /// Events until the reader goes away or their rights change. A slow reader loses the oldest events, never the newest.
    package func subscribe(_ actor: Actor) -> AsyncStream<LiveEvent> {
        let number = next
        next += 1
        let (stream, continuation) = AsyncStream.makeStream(of: LiveEvent.self, bufferingPolicy: .bufferingNewest(256))
        subscribers[number] = Subscriber(actor: actor, continuation: continuation)
        return stream
    }

    package func publish(_ event: LiveEvent, about access: ClipAccess) async {
        show(event, about: access)
        await node?.tell(RelayedEvent(event, about: access))
    }

    /// For certain people, whatever else they may see.
    package func tell(_ event: LiveEvent, _ people: Set<ID<Person>>) async {
        show(event, to: people)
        await node?.tell(RelayedEvent(event, for: people))
    }

    /// What another node told.
    func deliver(_ relayed: RelayedEvent) {
        guard let event = relayed.event else { return }
        if let people = relayed.persons { show(event, to: people) }
        if let access = relayed.clipAccess { show(event, about: access) }
    }

    private func show(_ event: LiveEvent, about access: ClipAccess) {
        for (number, subscriber) in subscribers where Permission.allows(.see, for: subscriber.actor, on: access) {
            if case .terminated = subscriber.continuation.yield(event) { subscribers[number] = nil }
        }
    }

    private func show(_ event: LiveEvent, to people: Set<ID<Person>>) {
        for (number, subscriber) in subscribers where people.contains(subscriber.actor.person.id) {
            if case .terminated = subscriber.continuation.yield(event) { subscribers[number] = nil }
        }
    }

    /// Ends the streams of someone whose account, role or teams changed: the next request finds out the new rights.
    package func drop(_ person: ID<Person>) {
        for (number, subscriber) in subscribers where subscriber.actor.person.id == person {
            subscriber.continuation.finish()
            subscribers[number] = nil
        }
    }

    /// Ends all streams: the server stops.
    package func finish() {
        for subscriber in subscribers.values { subscriber.continuation.finish() }
        subscribers = [:]
    }
}
