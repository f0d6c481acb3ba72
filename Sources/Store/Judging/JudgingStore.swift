package import Database
package import Domain

/// Rows of `judged_lookup`, `judgement` and `lookup_quality`.
package struct JudgingStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Newest first.
    package func lookups() throws -> [JudgedLookup] {
        try connection.rows(
            "SELECT id, text, stage_id, created_at FROM judged_lookup ORDER BY created_at DESC, id DESC"
        )
        .map(Self.lookup)
    }

    package func find(_ id: ID<JudgedLookup>) throws -> JudgedLookup? {
        try connection.row("SELECT id, text, stage_id, created_at FROM judged_lookup WHERE id = \(id)").map(Self.lookup)
    }

    /// The one of these words, in any case, in this stage.
    package func find(text: String, stage: ID<Term>?) throws -> JudgedLookup? {
        try connection.row(
            """
            SELECT id, text, stage_id, created_at FROM judged_lookup
            WHERE lower(text) = lower(\(text)) AND COALESCE(stage_id, '') = \(stage?.text ?? "")
            """
        ).map(Self.lookup)
    }

    package func insert(_ lookup: JudgedLookup) throws {
        try connection.run(
            """
            INSERT INTO judged_lookup (id, text, stage_id, created_at)
            VALUES (\(lookup.id), \(lookup.text), \(lookup.stage), \(lookup.createdAt))
            """)
    }

    package func delete(_ id: ID<JudgedLookup>) throws {
        try connection.run("DELETE FROM judged_lookup WHERE id = \(id)")
    }

    /// What was judged, by lookup.
    package func judgements() throws -> [ID<JudgedLookup>: [Judgement]] {
        try connection.rows(
            "SELECT lookup_id, clip_id, start_ms, grade FROM judgement ORDER BY lookup_id, clip_id, start_ms"
        ).reduce(into: [:]) { $0[try $1.id("lookup_id"), default: []].append(try Self.judgement($1)) }
    }

    package func judgements(of id: ID<JudgedLookup>) throws -> [Judgement] {
        try connection.rows(
            """
            SELECT lookup_id, clip_id, start_ms, grade FROM judgement
            WHERE lookup_id = \(id) ORDER BY clip_id, start_ms
            """
        ).map(Self.judgement)
    }

    /// A moment that was judged before is judged anew.
    package func put(_ judgement: Judgement, of id: ID<JudgedLookup>) throws {
        try connection.run(
            """
            INSERT INTO judgement (lookup_id, clip_id, start_ms, grade)
            VALUES (\(id), \(judgement.clip), \(judgement.startMilliseconds), \(judgement.grade.rawValue))
            ON CONFLICT (lookup_id, clip_id, start_ms) DO UPDATE SET grade = excluded.grade
            """)
    }

    package func delete(_ judgement: Judgement, of id: ID<JudgedLookup>) throws {
        try connection.run(
            """
            DELETE FROM judgement
            WHERE lookup_id = \(id) AND clip_id = \(judgement.clip) AND start_ms = \(judgement.startMilliseconds)
            """)
    }

    /// One row a time of measuring.
    package func insert(_ quality: LookupQuality) throws {
        try connection.run(
            """
            INSERT INTO lookup_quality (ran_at, lookups, unanswerable, ndcg10, mrr10, recall5, success1, moment1,
                misses_rightly, took_ms)
            VALUES (\(quality.ranAt), \(quality.lookups), \(quality.unanswerable), \(quality.ndcg10), \(quality.mrr10),
                \(quality.recall5), \(quality.success1), \(quality.moment1), \(quality.missesRightly),
                \(quality.tookMilliseconds))
            ON CONFLICT (ran_at) DO NOTHING
            """)
    }

    /// Newest first.
    package func qualities(limit: Int) throws -> [LookupQuality] {
        try connection.rows(
            """
            SELECT ran_at, lookups, unanswerable, ndcg10, mrr10, recall5, success1, moment1, misses_rightly, took_ms
            FROM lookup_quality ORDER BY ran_at DESC LIMIT \(limit)
            """
        ).map { row in
            LookupQuality(
                ranAt: try row.instant("ran_at"), lookups: try row.int("lookups"),
                unanswerable: try row.int("unanswerable"), ndcg10: try row.real("ndcg10"),
                mrr10: try row.real("mrr10"), recall5: try row.real("recall5"), success1: try row.real("success1"),
                moment1: try row.real("moment1"), missesRightly: try row.real("misses_rightly"),
                tookMilliseconds: try row.real("took_ms"))
        }
    }

    private static func lookup(_ row: Row) throws -> JudgedLookup {
        JudgedLookup(
            id: try row.id("id"), text: try row.text("text"), stage: try row.idOrNil("stage_id"),
            createdAt: try row.instant("created_at"))
    }

    private static func judgement(_ row: Row) throws -> Judgement {
        Judgement(
            clip: try row.id("clip_id"), startMilliseconds: try row.int("start_ms"),
            grade: AnswerGrade(rawValue: try row.int("grade")) ?? .wrong)
    }
}
