package import Database
package import Domain

/// Rows of `comment` with their earlier texts, those they call, and what became of them.
package struct CommentStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ comment: FeedbackComment) throws {
        let words = comment.words
        try connection.run(
            """
            INSERT INTO comment (id, thread_id, author_id, text, effect, alternative, moves, created_at, edited_at,
                deleted_at, deleted_by, revision, life, life_at, tried_on, life_note)
            VALUES (\(comment.id), \(comment.thread), \(comment.author), \(words.text), \(words.effect),
                \(words.alternative), \(Self.text(of: comment.moves)), \(comment.createdAt), \(comment.editedAt),
                \(comment.deletedAt), \(comment.deletedBy), \(comment.revision), \(comment.life.step),
                \(comment.life.at), \(comment.life.triedOn), \(comment.life.note))
            """)
    }

    package func find(_ id: ID<FeedbackComment>) throws -> FeedbackComment? {
        try connection.row("SELECT \(Self.columns) FROM comment WHERE comment.id = \(id)").map(Self.comment)
    }

    /// A thread's comments, oldest first.
    package func list(
        of thread: ID<FeedbackThread>, after comment: FeedbackComment? = nil, limit: Int
    ) throws -> [FeedbackComment] {
        let isBehind: SQL =
            comment.map { "(comment.created_at, comment.id) > (\($0.createdAt), \($0.id))" } ?? "TRUE"
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM comment
            WHERE comment.thread_id = \(thread) AND \(isBehind)
            ORDER BY comment.created_at, comment.id
            LIMIT \(limit)
            """
        ).map(Self.comment)
    }

    /// The first comments of each thread, oldest first, at most `limit` of one.
    package func first(
        _ limit: Int, of threads: [ID<FeedbackThread>]
    ) throws -> [ID<FeedbackThread>: [FeedbackComment]] {
        try connection.rows(
            """
            WITH numbered AS (
                SELECT comment.id AS number_of,
                    ROW_NUMBER() OVER (PARTITION BY comment.thread_id ORDER BY comment.created_at, comment.id) AS number
                FROM comment
                WHERE comment.thread_id IN (\(list: threads))
            )
            SELECT \(Self.columns) FROM numbered
            JOIN comment ON comment.id = numbered.number_of
            WHERE numbered.number <= \(limit)
            ORDER BY comment.created_at, comment.id
            """
        ).reduce(into: [:]) { found, row in
            let comment = try Self.comment(row)
            found[comment.thread, default: []].append(comment)
        }
    }

    /// How many comments each thread has, with those that were taken away.
    package func counts(of threads: [ID<FeedbackThread>]) throws -> [ID<FeedbackThread>: Int] {
        try connection.rows(
            """
            SELECT thread_id, COUNT(*) AS number FROM comment
            WHERE thread_id IN (\(list: threads))
            GROUP BY thread_id
            """
        ).reduce(into: [:]) { $0[try $1.id("thread_id")] = try $1.int("number") }
    }

    /// A new text; the one before is kept.
    package func rewrite(
        _ comment: FeedbackComment, as words: FeedbackWords, moves: [ObservableMove], at now: Instant
    ) throws {
        let before = comment.words
        try connection.run(
            """
            INSERT INTO comment_revision (comment_id, revision, text, effect, alternative, saved_at)
            VALUES (\(comment.id), \(comment.revision), \(before.text), \(before.effect), \(before.alternative),
                \(comment.editedAt ?? comment.createdAt))
            """)
        try connection.run(
            """
            UPDATE comment
            SET text = \(words.text), effect = \(words.effect), alternative = \(words.alternative),
                moves = \(Self.text(of: moves)), edited_at = \(now), revision = \(comment.revision + 1)
            WHERE id = \(comment.id)
            """)
    }

    /// Earlier texts, newest first.
    package func revisions(of id: ID<FeedbackComment>) throws -> [CommentRevision] {
        try connection.rows(
            """
            SELECT revision, text, effect, alternative, saved_at FROM comment_revision
            WHERE comment_id = \(id)
            ORDER BY revision DESC
            """
        ).map { row in
            CommentRevision(
                revision: try row.int("revision"),
                words: FeedbackWords(
                    stored: try row.text("text"), effect: try row.text("effect"),
                    alternative: try row.text("alternative")), savedAt: try row.instant("saved_at"))
        }
    }

    /// Only a stone stays: every text it ever had is gone.
    package func clear(_ id: ID<FeedbackComment>, by person: ID<Person>, at now: Instant) throws {
        try connection.run("DELETE FROM comment_revision WHERE comment_id = \(id)")
        try connection.run("DELETE FROM comment_mention WHERE comment_id = \(id)")
        // With the row go its renditions and transcript; the sweeper takes the files nobody points at.
        try connection.run(
            "DELETE FROM clip WHERE id IN (SELECT clip_id FROM comment_recording WHERE comment_id = \(id))")
        try connection.run(
            """
            UPDATE comment
            SET text = '', effect = '', alternative = '', moves = '', life_note = '', deleted_at = \(now),
                deleted_by = \(person)
            WHERE id = \(id)
            """)
    }

    /// Exactly these people are called by it from now on.
    package func setMentions(_ people: [ID<Person>], of id: ID<FeedbackComment>) throws {
        try connection.run("DELETE FROM comment_mention WHERE comment_id = \(id)")
        for person in people {
            try connection.run("INSERT INTO comment_mention (comment_id, person_id) VALUES (\(id), \(person))")
        }
    }

    package func mentions(of ids: [ID<FeedbackComment>]) throws -> [ID<FeedbackComment>: [ID<Person>]] {
        try connection.rows(
            """
            SELECT comment_id, person_id FROM comment_mention
            WHERE comment_id IN (\(list: ids))
            ORDER BY comment_id, person_id
            """
        ).reduce(into: [:]) { $0[try $1.id("comment_id"), default: []].append(try $1.id("person_id")) }
    }

    /// What becomes of it, with the step that led there.
    package func setLife(
        _ life: CommentLife, of id: ID<FeedbackComment>, by person: ID<Person>, step: ID<CommentStepRow>,
        at now: Instant
    ) throws {
        try connection.run(
            """
            UPDATE comment
            SET life = \(life.step), life_at = \(now), tried_on = \(life.triedOn), life_note = \(life.note)
            WHERE id = \(id)
            """)
        try connection.run(
            """
            INSERT INTO comment_step (id, comment_id, person_id, step, tried_on, note, created_at)
            VALUES (\(step), \(id), \(person), \(life.step), \(life.triedOn), \(life.note), \(now))
            """)
    }

    /// Every step of its life, oldest first.
    package func steps(of id: ID<FeedbackComment>) throws -> [CommentLife] {
        try connection.rows(
            """
            SELECT step, tried_on, note, created_at FROM comment_step
            WHERE comment_id = \(id)
            ORDER BY created_at, id
            """
        ).map { row in
            CommentLife(
                step: try row.value("step"), at: try row.instant("created_at"), triedOn: try row.dayOrNil("tried_on"),
                note: try row.text("note"))
        }
    }

    static func text(of moves: [ObservableMove]) -> String {
        moves.map(\.rawValue).joined(separator: " ")
    }

    static let columns: SQL = """
        comment.id, comment.thread_id, comment.author_id, comment.text, comment.effect, comment.alternative,
        comment.moves, comment.created_at, comment.edited_at, comment.deleted_at, comment.deleted_by, comment.revision,
        comment.life, comment.life_at, comment.tried_on, comment.life_note
        """

    static func comment(_ row: Row) throws -> FeedbackComment {
        FeedbackComment(
            id: try row.id("id"), thread: try row.id("thread_id"), author: try row.id("author_id"),
            words: FeedbackWords(
                stored: try row.text("text"), effect: try row.text("effect"), alternative: try row.text("alternative")),
            moves: try row.text("moves").split(separator: " ").compactMap { ObservableMove(rawValue: String($0)) },
            createdAt: try row.instant("created_at"), editedAt: try row.instantOrNil("edited_at"),
            deletedAt: try row.instantOrNil("deleted_at"), deletedBy: try row.idOrNil("deleted_by"),
            revision: try row.int("revision"),
            life: CommentLife(
                step: try row.value("life"), at: try row.instantOrNil("life_at"), triedOn: try row.dayOrNil("tried_on"),
                note: try row.text("life_note")))
    }
}

/// A row of `comment_step`.
package enum CommentStepRow: Identified {
    package static let idPrefix = "step"
}
