import Database
package import Domain
import Lookup
import Store

/// How good lookup is here: admins judge what their own lookups find, and see over time what becomes of the figures. What is judged
/// and measured is what everybody finds in the library.
package struct JudgingService: Sendable {
    private let ground: Ground
    private let lookup: LookupService

    package init(ground: Ground, lookup: LookupService) {
        self.ground = ground
        self.lookup = lookup
    }

    /// One judged lookup in the list.
    package struct Listed: Sendable {
        package let lookup: JudgedLookup
        package let judgements: Int
        /// Whether any of the judged moments is useful.
        package let hasAnswer: Bool
    }

    /// What one lookup finds now, with what was judged of it.
    package struct Sheet: Sendable {
        package let lookup: JudgedLookup
        package let rows: [(row: LookupService.Row, grade: AnswerGrade?)]
    }

    package static let most = 2000
    private static let rowsOfSheet = 10

    package func list(by actor: Actor) async throws -> [Listed] {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { connection in
            let store = JudgingStore(connection)
            let judgements = try store.judgements()
            return try store.lookups().map { lookup in
                let own = judgements[lookup.id] ?? []
                return Listed(lookup: lookup, judgements: own.count, hasAnswer: own.contains { $0.grade >= .good })
            }
        }
    }

    /// - Throws: `Problem.invalid`; `Problem.conflict` `lookup_taken`.
    package func add(_ text: String, stage: ID<Term>?, by actor: Actor) async throws -> JudgedLookup {
        try Permission.requireAdmin(actor)
        let text = text.trimmedText.singleLine
        guard (1...200).contains(text.count) else {
            throw Problem.invalid("text", "Please give a sentence of 1 to 200 characters.")
        }
        let lookup = JudgedLookup(id: ground.world.id(), text: text, stage: stage, createdAt: ground.world.now())
        try await ground.change { connection, events in
            let store = JudgingStore(connection)
            if let stage, try TermStore(connection).find(stage)?.kind != .stage {
                throw Problem.invalid("stage", "Please choose a stage of the list.")
            }
            guard try store.find(text: text, stage: stage) == nil else {
                throw Problem.conflict("lookup_taken", "This lookup is judged already")
            }
            guard try store.lookups().count < Self.most else {
                throw Problem.conflict("too_many", "That is enough: \(Self.most) judged lookups")
            }
            try store.insert(lookup)
            events.append(Event("judging.added", by: actor, object: lookup.id.text))
        }
        return lookup
    }

    package func remove(_ id: ID<JudgedLookup>, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        try await ground.change { connection, events in
            guard try JudgingStore(connection).find(id) != nil else { throw Problem.notFound }
            try JudgingStore(connection).delete(id)
            events.append(Event("judging.removed", by: actor, object: id.text))
        }
    }

    package func sheet(_ id: ID<JudgedLookup>, by actor: Actor) async throws -> Sheet {
        try Permission.requireAdmin(actor)
        let found = try await ground.database.read { connection in
            try JudgingStore(connection).find(id).map { ($0, try JudgingStore(connection).judgements(of: id)) }
        }
        guard let (judged, judgements) = found else { throw Problem.notFound }
        let own = OwnLookup(id: id.text, text: judged.text, stage: judged.stage, judgements: judgements)
        let rows = try await lookup.unlogged(
            LookupInput(text: judged.text, stage: judged.stage, limit: Self.rowsOfSheet), as: .anybody, by: actor)
        return Sheet(
            lookup: judged,
            rows: rows.map { row in (row, own.grade(of: row.hit.clip, at: row.hit.startMilliseconds)) })
    }

    /// What is not named keeps what was judged of it.
    package func judge(_ id: ID<JudgedLookup>, _ judgements: [Judgement], by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        guard judgements.count <= 50, judgements.allSatisfy({ (0...86_400_000).contains($0.startMilliseconds) }) else {
            throw Problem.invalid("grades", "At most 50 moments at a time, please.")
        }
        try await ground.change { connection, events in
            let store = JudgingStore(connection)
            guard let judged = try store.find(id) else { throw Problem.notFound }
            var own = OwnLookup(
                id: id.text, text: judged.text, stage: judged.stage, judgements: try store.judgements(of: id))
            for judgement in judgements {
                guard try ClipStore(connection).find(judgement.clip, visibleTo: actor) != nil else {
                    throw Problem.notFound
                }
                // The same moment may begin a little elsewhere since: what was said of it before is replaced.
                if let old = own.judgement(at: judgement) { try store.delete(old, of: id) }
                try store.put(judgement, of: id)
                own = OwnLookup(
                    id: id.text, text: judged.text, stage: judged.stage, judgements: try store.judgements(of: id))
            }
            events.append(Event("judging.judged", by: actor, object: id.text, note: "\(judgements.count)"))
        }
    }

    /// Newest first.
    package func qualities(limit: Int = 60, by actor: Actor) async throws -> [LookupQuality] {
        try Permission.requireAdmin(actor)
        return try await ground.database.read { try JudgingStore($0).qualities(limit: min(max(limit, 1), 400)) }
    }

    /// - Throws: `Problem.conflict` `nothing_judged`.
    package func measure(by actor: Actor) async throws -> LookupQuality {
        try Permission.requireAdmin(actor)
        guard let quality = try await measured() else {
            throw Problem.conflict("nothing_judged", "No answer is judged yet", "Judge what a few lookups find first.")
        }
        return quality
    }

    /// Once a day, when something is judged.
    package func measureDaily() async throws {
        let last = try await ground.database.read { try JudgingStore($0).qualities(limit: 1).first?.ranAt }
        let due = last?.advanced(bySeconds: 23 * 3600)
        if due.map({ $0 <= ground.world.now() }) ?? true { _ = try await measured() }
    }

    /// Nil when nothing is judged, or not everything can be found yet.
    private func measured() async throws -> LookupQuality? {
        let index = lookup.indexing.index
        guard index.state == .ready, index.meaning != .loading else { return nil }
        let own = try await ground.database.read { connection in
            let judgements = try JudgingStore(connection).judgements()
            return try JudgingStore(connection).lookups().map {
                OwnLookup(id: $0.id.text, text: $0.text, stage: $0.stage, judgements: judgements[$0.id] ?? [])
            }
        }.filter { !$0.judgements.isEmpty }
        guard !own.isEmpty else { return nil }
        let now = ground.world.now()
        let report = try await onQuietThread { index.judged(own, viewer: .anybody, today: now.day) }
        let quality = LookupQuality(
            ranAt: now, lookups: report.queries, unanswerable: own.count - report.queries, ndcg10: report.all.ndcg10,
            mrr10: report.all.mrr10, recall5: report.all.recall5, success1: report.all.success1,
            moment1: report.all.moment1, missesRightly: report.misses.rightly,
            tookMilliseconds: report.tookMilliseconds.p50)
        try await ground.database.write { try JudgingStore($0).insert(quality) }
        return quality
    }
}
