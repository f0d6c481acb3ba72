import Database
package import Domain
import Store

/// Briefs: written by performers and managers for their team, published, and changed afterwards without losing what they said.
package struct BriefService: Sendable {
    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    // MARK: Reading

    /// In one state, latest change first. Drafts only of teams whose briefs this person writes.
    package func list(_ state: Brief.State = .published, by actor: Actor) async throws -> [BriefShown] {
        try await ground.database.read { connection in
            let teams = actor.isAdmin ? nil : actor.teams
            let found = try BriefStore(connection).list(state, of: teams, limit: 200)
                .filter { Permission.allows(.see, for: actor, on: $0.access) }
            return try Self.shown(found, to: actor, connection)
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<Brief>, by actor: Actor) async throws -> BriefShown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// Latest first.
    package func versions(of id: ID<Brief>, by actor: Actor) async throws -> [BriefVersionShown] {
        try await ground.database.read { connection in
            try Self.require(.edit, id, by: actor, connection)
            let versions = try BriefStore(connection).versions(of: id, limit: 50)
            let names = try PersonStore(connection).names(of: versions.compactMap(\.person))
            return versions.map {
                BriefVersionShown(
                    number: $0.number, content: $0.content, name: $0.person.flatMap { names[$0] } ?? "", at: $0.at)
            }
        }
    }

    // MARK: Writing

    /// - Parameters:
    ///   - team: whose brief it is; nil when there is only one it can be.
    ///   - request: the question that asks for it.
    package func write(
        _ input: BriefInput, team: ID<Team>? = nil, for request: ID<RecordingRequest>? = nil,
        isPublished: Bool = false, by actor: Actor
    ) async throws -> BriefShown {
        guard !actor.isOperator, Permission.buildsSets(actor) else { throw Problem.forbidden() }
        let world = ground.world
        return try await ground.change { connection, events in
            let team = try SetService.team(team, of: actor, connection)
            try Self.check(input.content, of: team, connection)
            if let request { _ = try RequestService.show(request, by: actor, connection) }
            let now = world.now()
            let brief = Brief(
                id: world.id(), team: team, owner: actor.person.id, state: isPublished ? .published : .draft,
                content: input.content, request: request, createdAt: now, updatedAt: now)
            try BriefStore(connection).insert(brief)
            try BriefStore(connection).addVersion(of: brief, by: actor.person.id, at: now)
            events.append(Event("brief.written", by: actor, object: brief.id.text))
            return try Self.show(brief.id, by: actor, connection)
        }
    }

    /// Takes that are there keep what the brief said when they were recorded.
    /// - Parameter version: what the caller saw; nil takes whatever is there.
    /// - Throws: 409 `edited_meanwhile` when it is another one by now.
    package func edit(
        _ id: ID<Brief>, _ input: BriefInput, version: Int? = nil, by actor: Actor
    ) async throws -> BriefShown {
        try await change(id, "brief.edited", version: version, by: actor) { content, team, connection in
            try Self.check(input.content, besides: content, of: team, connection)
            content = input.content
        }
    }

    /// Makes what an older version said the newest one; nothing between is lost.
    package func restore(_ number: Int, of id: ID<Brief>, by actor: Actor) async throws -> BriefShown {
        try await change(id, "brief.restored", by: actor) { content, _, connection in
            guard let old = try BriefStore(connection).version(number, of: id) else { throw Problem.notFound }
            content = old.content
        }
    }

    /// Published: the team records. Retired: takes stay, and nobody begins new ones. Drafts are their writers'.
    package func setState(_ state: Brief.State, of id: ID<Brief>, by actor: Actor) async throws -> BriefShown {
        let now = ground.world.now()
        return try await ground.change { connection, events in
            var brief = try Self.require(.edit, id, by: actor, connection)
            if brief.state != state {
                brief.state = state
                brief.updatedAt = now
                guard try BriefStore(connection).update(brief, expecting: brief.version) else {
                    throw Self.editedMeanwhile
                }
                events.append(Event("brief.\(state.rawValue)", by: actor, object: id.text))
            }
            return try Self.show(id, by: actor, connection)
        }
    }

    // MARK: Parts

    /// One change of what a brief says: found, allowed, changed, kept as a new version.
    private func change(
        _ id: ID<Brief>, _ event: String, version: Int? = nil, by actor: Actor,
        _ body: @escaping @Sendable (inout BriefContent, ID<Team>, any Connection) throws -> Void
    ) async throws -> BriefShown {
        let world = ground.world
        return try await ground.change { connection, events in
            var brief = try Self.require(.edit, id, by: actor, connection)
            if let version, version != brief.version { throw Self.editedMeanwhile }
            let before = brief
            try body(&brief.content, brief.team, connection)
            // What changes nothing is no version.
            guard brief.content != before.content else { return try Self.show(id, by: actor, connection) }
            brief.version += 1
            brief.updatedAt = world.now()
            let store = BriefStore(connection)
            guard try store.update(brief, expecting: before.version) else { throw Self.editedMeanwhile }
            try store.addVersion(of: brief, by: actor.person.id, at: brief.updatedAt)
            events.append(Event(event, by: actor, object: id.text))
            return try Self.show(id, by: actor, connection)
        }
    }

    @discardableResult
    static func require(
        _ action: Permission.BriefAction, _ id: ID<Brief>, by actor: Actor, _ connection: any Connection
    ) throws -> Brief {
        guard let brief = try BriefStore(connection).find(id) else { throw Problem.notFound }
        try Permission.require(action, for: actor, on: brief.access)
        return brief
    }

    static func show(_ id: ID<Brief>, by actor: Actor, _ connection: any Connection) throws -> BriefShown {
        let brief = try require(.see, id, by: actor, connection)
        guard let shown = try shown([brief], to: actor, connection).first else { throw Problem.notFound }
        return shown
    }

    private static func shown(_ briefs: [Brief], to actor: Actor, _ connection: any Connection) throws -> [BriefShown] {
        let names = try PersonStore(connection).names(of: briefs.map(\.owner))
        let teams = Dictionary(
            try TeamStore(connection).list().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let own = Dictionary(
            grouping: try TakeStore(connection).list(of: actor.person.id, limit: 1000), by: \.brief)
        return briefs.map { brief in
            BriefShown(
                brief: brief, ownerName: names[brief.owner] ?? "", teamName: teams[brief.team] ?? "",
                ownTakes: own[brief.id]?.count ?? 0,
                allowed: Set(
                    Permission.BriefAction.allCases.filter { Permission.allows($0, for: actor, on: brief.access) }))
        }
    }

    /// What is chosen has to be on the lists, or to have been chosen before; a rubric is one that the team of the brief sees.
    private static func check(
        _ content: BriefContent, besides old: BriefContent? = nil, of team: ID<Team>, _ connection: any Connection
    ) throws {
        let taxonomy = try TermStore(connection).taxonomy()
        var problems = FieldProblems()
        for (field, term, before, kind) in [
            ("stage", content.stage, old?.stage, TermKind.stage),
            ("objection", content.objection, old?.objection, .objection),
            ("persona", content.persona, old?.persona, .persona),
        ] where term != nil && term != before {
            let found = taxonomy.term(term)
            if found?.kind != kind || found?.isActive != true {
                problems.add(field, "This is not on the list any more. Please choose another.")
            }
        }
        if let id = content.rubric, id != old?.rubric {
            let rubric = try RubricStore(connection).find(id)
            if rubric.map({ $0.team == team && !$0.isRetired }) != true {
                problems.add("rubric", "This rubric is not there any more. Please choose another.")
            }
        }
        try problems.check()
    }

    private static let editedMeanwhile = Problem.conflict(
        "edited_meanwhile", "Someone saved this brief while you were editing",
        "Your text is still in the form. Open the brief in another tab, compare, and save again.")
}
