import Database
package import Domain
import Store

/// The lists by which clips are found, and what an admin changes in them.
package struct TaxonomyService: Sendable {
    let ground: Ground
    private let index: LookupIndexing
    let jobs: JobQueue
    private let cache = TaxonomyCache()

    package init(ground: Ground, index: LookupIndexing, jobs: JobQueue) {
        self.jobs = jobs
        self.ground = ground
        self.index = index
    }

    package func taxonomy() async throws -> Taxonomy {
        try await cache.taxonomy { try await ground.database.read { try TermStore($0).taxonomy() } }
    }

    /// Fills empty lists with the starter taxonomy; does nothing once there is an entry.
    package func seedIfEmpty() async throws {
        let world = ground.world
        try await ground.database.write { connection in
            guard try TermStore(connection).list().isEmpty else { return }
            for term in StarterTaxonomy.terms { try TermStore(connection).insert(term) }
            for (objection, texts) in StarterTaxonomy.phrasings {
                for (position, text) in texts.enumerated() {
                    try PhrasingStore(connection).insert(
                        Phrasing(id: world.id(), objection: ID(objection), text: text, position: position))
                }
            }
        }
        cache.forget()
    }

    /// Another node has changed the lists.
    func follow() async throws {
        cache.forget()
        try await index.followTaxonomy()
    }

    package func add(kind: TermKind, _ changes: TermChanges, by actor: Actor) async throws -> Term {
        let id: ID<Term> = ground.world.id()
        return try await edit("term.added", id, by: actor) { connection in
            let position = try TermStore(connection).maxPosition(kind) + 1
            let blank = Term(id: id, kind: kind, label: "", position: position)
            var named = changes
            named.label = changes.label ?? ""
            let term = try named.applied(to: blank)
            try TermStore(connection).insert(term)
            return term
        }
    }

    package func edit(_ id: ID<Term>, _ changes: TermChanges, by actor: Actor) async throws -> Term {
        try await edit("term.edited", id, by: actor) { connection in
            let term = try changes.applied(to: try Self.known(id, connection))
            try TermStore(connection).update(term)
            return term
        }
    }

    /// Everything under `id` is under `target` from now on; the old label stays as an alias.
    package func merge(_ id: ID<Term>, into target: ID<Term>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await edit("term.merged", id, by: actor) { connection in
            let old = try Self.known(id, connection)
            let new = try Self.known(target, connection)
            guard old.id != new.id, old.kind == new.kind, new.isActive else {
                throw Problem.invalid("into", "Please choose another entry of the same list.")
            }
            try TermStore(connection).merge(id, into: target, at: now)
        }
        // Clips have moved, and the index knows them by the old entry. Merging is rare, so all of it anew.
        try await index.rebuild()
    }

    package func retire(_ id: ID<Term>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await edit("term.retired", id, by: actor) { connection in
            var term = try Self.known(id, connection)
            term.retiredAt = now
            try TermStore(connection).update(term)
        }
    }

    package func restore(_ id: ID<Term>, by actor: Actor) async throws {
        try await edit("term.restored", id, by: actor) { connection in
            var term = try Self.known(id, connection)
            term.retiredAt = nil
            term.mergedInto = nil
            try TermStore(connection).update(term)
        }
    }

    /// One place up (-1) or down (+1) among the active entries of its list.
    package func move(_ id: ID<Term>, by step: Int, _ actor: Actor) async throws {
        try await edit("term.moved", id, by: actor) { connection in
            _ = try Self.known(id, connection)
            try TermStore(connection).move(id, by: step < 0 ? -1 : 1)
        }
    }

    package func addPhrasing(_ text: String, to objection: ID<Term>, by actor: Actor) async throws -> Phrasing {
        let text = try Self.checkedPhrasing(text)
        let id: ID<Phrasing> = ground.world.id()
        return try await edit("phrasing.added", id, by: actor) { connection in
            guard try Self.known(objection, connection).kind == .objection else { throw Problem.notFound }
            let position = try PhrasingStore(connection).list().count { $0.objection == objection }
            let phrasing = Phrasing(id: id, objection: objection, text: text, position: position)
            try PhrasingStore(connection).insert(phrasing)
            return phrasing
        }
    }

    package func editPhrasing(_ id: ID<Phrasing>, to text: String, by actor: Actor) async throws -> Phrasing {
        let text = try Self.checkedPhrasing(text)
        return try await edit("phrasing.edited", id, by: actor) { connection in
            guard var phrasing = try PhrasingStore(connection).find(id) else { throw Problem.notFound }
            phrasing.text = text
            try PhrasingStore(connection).update(phrasing)
            return phrasing
        }
    }

    /// Exactly these sentences for an objection, in this order; what is missing is retired, what was retired comes back.
    package func setPhrasings(_ texts: [String], of objection: ID<Term>, by actor: Actor) async throws {
        let texts = try texts.map(Self.checkedPhrasing)
        let world = ground.world
        try await edit("phrasing.set", objection, by: actor) { connection in
            guard try Self.known(objection, connection).kind == .objection else { return }
            let store = PhrasingStore(connection)
            let old = try store.list().filter { $0.objection == objection }
            for var phrasing in old {
                let place = texts.firstIndex(of: phrasing.text)
                phrasing.retiredAt = place == nil ? (phrasing.retiredAt ?? world.now()) : nil
                phrasing.position = place ?? phrasing.position
                try store.update(phrasing)
            }
            for (position, text) in texts.enumerated()
            where !old.contains(where: { $0.text == text }) && texts.firstIndex(of: text) == position {
                try store.insert(Phrasing(id: world.id(), objection: objection, text: text, position: position))
            }
        }
    }

    package func retirePhrasing(_ id: ID<Phrasing>, by actor: Actor) async throws {
        let now = ground.world.now()
        try await edit("phrasing.retired", id, by: actor) { connection in
            guard var phrasing = try PhrasingStore(connection).find(id) else { throw Problem.notFound }
            phrasing.retiredAt = now
            try PhrasingStore(connection).update(phrasing)
        }
    }

    private func edit<Noun, Value: Sendable>(
        _ event: String, _ id: ID<Noun>, by actor: Actor,
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try Permission.requireAdmin(actor)
        let object = id.text
        let value = try await ground.change { connection, events in
            let value = try body(connection)
            events.append(Event(event, by: actor, object: object))
            return value
        }
        cache.forget()
        try await index.refreshTaxonomy()
        return value
    }

    private static func known(_ id: ID<Term>, _ connection: any Connection) throws -> Term {
        guard let term = try TermStore(connection).find(id) else { throw Problem.notFound }
        return term
    }

    private static func checkedPhrasing(_ raw: String) throws -> String {
        let text = raw.trimmedText
        guard (1...300).contains(text.count) else {
            throw Problem.invalid("text", "Please give a sentence of 1 to 300 characters.")
        }
        return text
    }
}
