import Database
package import Domain
import Lookup
import Store

/// Review sets: built out of lookups, filters or by hand, kept in versions, shown to their team and to whom they were given.
package struct SetService: Sendable {
    let ground: Ground
    let lookup: LookupService

    package init(ground: Ground, lookup: LookupService) {
        self.ground = ground
        self.lookup = lookup
    }

    /// Which sets a list shows.
    package enum Scope: String, Sendable, Hashable, CaseIterable {
        case team, mine, templates
    }

    // MARK: Reading

    package func list(_ scope: Scope, limit: Int = 100, by actor: Actor) async throws -> [SetShown] {
        try await ground.database.read { connection in
            let sets = try SetStore(connection).list(
                templates: scope == .templates, owner: scope == .mine ? actor.person.id : nil, visibleTo: actor,
                limit: min(max(limit, 1), 200))
            return try Self.shown(sets, by: actor, connection)
        }
    }

    /// Those this person may put something into.
    package func writable(by actor: Actor) async throws -> [ReviewSet] {
        try await ground.database.read { connection in
            try SetStore(connection).list(templates: false, owner: nil, visibleTo: actor, limit: 100).filter {
                Permission.buildsSets(actor, in: $0.team)
            }
        }
    }

    /// - Throws: `Problem.notFound` for what is missing or not this person's to see.
    package func show(_ id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        try await ground.database.read { try Self.show(id, by: actor, $0) }
    }

    /// Latest first.
    package func versions(of id: ID<ReviewSet>, by actor: Actor) async throws -> [SetVersionShown] {
        try await ground.database.read { connection in
            try Self.require(.edit, id, by: actor, connection)
            let names = try Self.names(connection)
            return try SetStore(connection).versions(of: id, limit: 50).map {
                SetVersionShown(
                    number: $0.number, content: $0.content, name: $0.person.flatMap { names[$0] } ?? "", at: $0.at)
            }
        }
    }

    // MARK: Building

    /// - Parameters:
    ///   - team: whose set it is; nil when there is only one it can be.
    ///   - template: gathers the clips of a pattern.
    ///   - copied: takes over what is in another set.
    package func create(
        _ head: SetHead, items: [NewSetItem] = [], template: SetTemplate? = nil, copying copied: ID<ReviewSet>? = nil,
        team: ID<Team>? = nil, by actor: Actor
    ) async throws -> SetShown {
        guard !actor.isOperator, Permission.buildsSets(actor) else { throw Problem.forbidden() }
        let gathered = try await gather(template, by: actor)
        let world = ground.world
        return try await ground.change { connection, events in
            let team = try Self.team(team, of: actor, connection)
            var content = SetContent(
                title: head.title, summary: head.summary, threshold: head.threshold, goal: head.goal,
                retention: head.retention, items: [])
            if let copied {
                content.items = try Self.show(copied, by: actor, connection).set.content.items
            }
            try Self.add(gathered + items, to: &content, by: actor, world, connection)
            let now = world.now()
            let set = ReviewSet(
                id: world.id(), team: team, owner: actor.person.id, content: content, createdAt: now, updatedAt: now)
            let store = SetStore(connection)
            try store.insert(set)
            try store.addVersion(of: set, by: actor.person.id, at: now)
            events.append(Event("set.created", by: actor, object: set.id.text))
            return try Self.show(set.id, by: actor, connection)
        }
    }

    /// - Parameter version: what the caller saw; nil takes whatever is there.
    /// - Throws: 409 `edited_meanwhile` when it is another one by now.
    package func edit(
        _ id: ID<ReviewSet>, _ head: SetHead, items: [NewSetItem]? = nil, version: Int? = nil, by actor: Actor
    ) async throws -> SetShown {
        let world = ground.world
        return try await change(id, "set.edited", version: version, by: actor) { content, connection in
            content.title = head.title
            content.summary = head.summary
            content.threshold = head.threshold
            content.goal = head.goal
            content.retention = head.retention
            guard let items else { return }
            let before = content.items
            content.items = []
            try Self.add(items, to: &content, by: actor, world, connection, keeping: before)
        }
    }

    /// Puts things at the end; what is in it already is not put in again.
    package func add(_ items: [NewSetItem], to id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        let world = ground.world
        return try await change(id, "set.items_added", by: actor) { content, connection in
            try Self.add(items, to: &content, by: actor, world, connection)
        }
    }

    /// What a question or a filter finds, best or newest first.
    package struct Gathering: Sendable, Hashable {
        package let text: String
        package let stage: ID<Term>?
        package let objection: ID<Term>?
        package let limit: Int

        /// - Throws: `Problem.invalid`.
        package init(text: String, stage: ID<Term>?, objection: ID<Term>?, limit: Int) throws {
            let text = text.singleLine
            guard !text.isEmpty || stage != nil || objection != nil else {
                throw Problem.invalid("q", "Please give the buyer's words, a stage or an objection.")
            }
            guard (1...20).contains(limit) else {
                throw Problem.invalid("limit", "Please give a number from 1 to 20.")
            }
            self.text = String(text.prefix(200))
            self.stage = stage
            self.objection = objection
            self.limit = limit
        }
    }

    /// The moments that would be put in, as a lookup finds them; it is not logged as one.
    package func candidates(_ gathering: Gathering, by actor: Actor) async throws -> [LookupService.Row] {
        try await lookup.unlogged(
            LookupInput(
                text: gathering.text, stage: gathering.stage, objection: gathering.objection, limit: gathering.limit),
            by: actor)
    }

    /// Puts in what a question or a filter finds.
    package func gather(_ gathering: Gathering, into id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        let found = try await candidates(gathering, by: actor)
        return try await add(try found.map { try NewSetItem($0, asks: !gathering.text.isEmpty) }, to: id, by: actor)
    }

    /// - Parameter order: the ids of all items.
    package func reorder(
        _ id: ID<ReviewSet>, to order: [ID<SetItem>], version: Int? = nil, by actor: Actor
    ) async throws -> SetShown {
        try await change(id, "set.reordered", version: version, by: actor) { content, _ in
            let known = Dictionary(content.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            guard order.count == content.items.count, Set(order) == Set(known.keys) else {
                throw Problem.invalid("items", "Please give every item of the set once.")
            }
            content.items = order.compactMap { known[$0] }
        }
    }

    /// - Parameter steps: how many places down; up when negative. It stops at both ends.
    package func move(
        _ item: ID<SetItem>, by steps: Int, in id: ID<ReviewSet>, by actor: Actor
    ) async throws -> SetShown {
        try await change(id, "set.reordered", by: actor) { content, _ in
            guard let from = content.items.firstIndex(where: { $0.id == item }) else { throw Problem.notFound }
            let steps = min(max(steps, -SetContent.mostItems), SetContent.mostItems)
            let target = min(max(from + steps, 0), content.items.count - 1)
            content.items.insert(content.items.remove(at: from), at: target)
        }
    }

    package func setNote(
        _ note: String, of item: ID<SetItem>, in id: ID<ReviewSet>, by actor: Actor
    ) async throws -> SetShown {
        let note = try NewSetItem.checkedNote(note)
        return try await change(id, "set.edited", by: actor) { content, _ in
            guard let index = content.items.firstIndex(where: { $0.id == item }) else { throw Problem.notFound }
            content.items[index].note = note
        }
    }

    package func remove(_ item: ID<SetItem>, from id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        try await change(id, "set.item_removed", by: actor) { content, _ in
            guard content.items.contains(where: { $0.id == item }) else { throw Problem.notFound }
            content.items.removeAll { $0.id == item }
        }
    }

    /// Makes what an older version held the newest one; nothing between is lost.
    package func restore(_ number: Int, of id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        try await change(id, "set.restored", by: actor) { content, connection in
            guard let old = try SetStore(connection).version(number, of: id) else { throw Problem.notFound }
            content = old.content
        }
    }

    /// A template is a pattern for others' sets, offered when one is built.
    package func setTemplate(_ isTemplate: Bool, _ id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        try await mark(id, isTemplate ? "set.made_template" : "set.made_plain", by: actor) {
            $0.isTemplate = isTemplate
        }
    }

    /// Takes it out of the lists; who was given it keeps it, and it can be brought back.
    package func setRetired(_ isRetired: Bool, _ id: ID<ReviewSet>, by actor: Actor) async throws -> SetShown {
        try await mark(id, isRetired ? "set.retired" : "set.brought_back", by: actor) { $0.isRetired = isRetired }
    }
}

extension NewSetItem {
    /// A moment somebody marked, else the stretch that was found; by stage or objection alone the whole clip is meant.
    init(_ row: LookupService.Row, asks: Bool) throws {
        let hit = row.hit
        guard asks, hit.endMilliseconds > hit.startMilliseconds else {
            try self.init(kind: .clip, subject: hit.clip.text)
            return
        }
        try self.init(
            kind: .moment, subject: hit.clip.text, start: max(0, hit.startMilliseconds), end: hit.endMilliseconds)
    }
}
