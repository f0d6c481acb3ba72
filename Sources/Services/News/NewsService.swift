import Database
package import Domain
import Store

/// What happened and concerns a person: counted by the bell, shown as it comes, summed up in one mail a day.
package struct NewsService: Sendable {
    private let ground: Ground
    private let unread: FreshCache<ID<Person>, Int>

    package init(ground: Ground) {
        self.ground = ground
        unread = FreshCache(ground.database.changes, tables: ["person_news", "clip", "comment"])
    }

    /// One thing that happened, with what stands around it.
    package struct Shown: Sendable {
        package let news: PersonNews
        /// Nil when a machine or nobody did it.
        package let actorName: String?
        package let clip: Clip
        package let anchor: FeedbackAnchor
        /// What was said; nil when it was taken away or is not about words.
        package let text: String?
    }

    /// How much a person has not looked at: on every page, so it is kept as long as nothing changes.
    package func countUnread(of person: ID<Person>) async throws -> Int {
        try await unread.value(person) {
            try await ground.database.read { try NewsStore($0).countUnread(of: person) }
        } ?? 0
    }

    /// Latest first; what is about clips this person may not see any more is left out.
    package func list(of actor: Actor, limit: Int = 100) async throws -> [Shown] {
        let limit = min(max(limit, 1), 200)
        return try await ground.database.read { connection in
            try Self.shown(try NewsStore(connection).list(of: actor.person.id, limit: limit), to: actor, connection)
        }
    }

    package func markRead(about clip: ID<Clip>? = nil, by actor: Actor) async throws {
        let now = ground.world.now()
        let me = actor.person.id
        guard try await countUnread(of: me) > 0 else { return }
        try await ground.database.write { try NewsStore($0).markRead(of: me, about: clip, at: now) }
    }

    package func choice(of actor: Actor) async throws -> NewsChoice {
        let me = actor.person.id
        return try await ground.database.read { try NewsStore($0).choices(of: [me])[me] ?? .usual }
    }

    package func setChoice(_ choice: NewsChoice, by actor: Actor) async throws -> NewsChoice {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let now = ground.world.now()
        try await ground.change { connection, events in
            try NewsStore(connection).setChoice(choice, of: actor.person.id, at: now)
            events.append(Event("news.choice_set", by: actor, object: actor.person.id.text))
        }
        return choice
    }

    static func shown(
        _ news: [PersonNews], to actor: Actor, _ connection: any Connection
    ) throws -> [Shown] {
        let clips = try ClipStore(connection).find(ids: news.map(\.clip), visibleTo: actor)
        let byID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = try PersonStore(connection).names(of: news.compactMap(\.actor))
        let placed = try CommentStore(connection).places(of: news.compactMap(\.comment))
        return news.compactMap { entry in
            guard let clip = byID[entry.clip] else { return nil }
            let place = entry.comment.flatMap { placed[$0] }
            return Shown(
                news: entry, actorName: entry.actor.flatMap { names[$0] }, clip: clip,
                anchor: place?.thread.anchor ?? .whole,
                text: place.flatMap { $0.comment.isDeleted ? nil : $0.comment.words.text })
        }
    }
}

/// Writes news down in the transaction of what happened.
struct NewsDesk {
    let connection: any Connection
    let world: World

    /// One thing for some people.
    struct Item {
        let kind: PersonNews.Kind
        let what: String
        let people: Set<ID<Person>>
    }

    /// Each person gets one line: the first item that names them. Whoever did it hears nothing.
    /// - Returns: for each `what`, whom it may be shown at once: not those in their quiet hours.
    func write(
        _ items: [Item], by actor: ID<Person>, clip: ID<Clip>, comment: ID<FeedbackComment>?
    ) throws -> [String: Set<ID<Person>>] {
        let people = Set(items.flatMap(\.people)).subtracting([actor])
        guard !people.isEmpty else { return [:] }
        let store = NewsStore(connection)
        let sorted = people.sorted { $0.text < $1.text }
        let choices = try store.choices(of: sorted)
        let zones = try ZoneStore(connection).zones(of: sorted)
        let now = world.now()
        var told: Set<ID<Person>> = []
        var loud: [String: Set<ID<Person>>] = [:]
        for item in items {
            for person in item.people.intersection(people).subtracting(told).sorted(by: { $0.text < $1.text }) {
                told.insert(person)
                let choice = choices[person] ?? .usual
                guard !choice.silent.contains(item.kind) else { continue }
                try store.insert(
                    PersonNews(
                        id: world.id(), person: person, kind: item.kind, what: item.what, actor: actor, clip: clip,
                        comment: comment, at: now))
                if !choice.isQuiet(at: now, in: zones[person] ?? .utc) { loud[item.what, default: []].insert(person) }
            }
        }
        return loud
    }
}
