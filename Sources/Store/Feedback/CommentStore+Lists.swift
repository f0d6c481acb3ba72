import Database
package import Domain

/// Comments across clips: what somebody was told, and what became of what they told others.
extension CommentStore {
    /// A comment with the clip and the place it is about.
    package struct Placed: Sendable, Hashable {
        package let comment: FeedbackComment
        package let thread: FeedbackThread
    }

    /// On clips a person owns or is heard in, by others, latest first.
    /// - Parameter isOpen: only what they have not answered: given or read.
    package func received(by person: ID<Person>, isOpen: Bool, limit: Int) throws -> [Placed] {
        let steps: SQL = isOpen ? "comment.life IN ('given', 'read')" : "TRUE"
        return try placed(
            """
            thread.clip_id IN (
                SELECT id FROM clip WHERE owner_id = \(person)
                UNION SELECT clip_id FROM clip_speaker WHERE person_id = \(person))
            AND comment.author_id <> \(person) AND NOT thread.is_private AND \(steps)
            """, "comment.created_at DESC, comment.id DESC", limit)
    }

    /// By a person on other people's clips; what something became of lately comes first.
    package func given(by person: ID<Person>, limit: Int) throws -> [Placed] {
        try placed(
            "comment.author_id = \(person) AND clip.owner_id <> \(person) AND NOT thread.is_private",
            "COALESCE(comment.life_at, comment.created_at) DESC, comment.id DESC", limit)
    }

    /// In which a person is called by name, latest first.
    package func calling(_ person: ID<Person>, limit: Int) throws -> [Placed] {
        try placed(
            """
            comment.id IN (SELECT comment_mention.comment_id FROM comment_mention WHERE comment_mention.person_id = \(person))
            AND comment.author_id <> \(person) AND NOT thread.is_private
            """, "comment.created_at DESC, comment.id DESC", limit)
    }

    /// How much of what a person was told waits for an answer.
    package func countOpen(for person: ID<Person>) throws -> Int {
        try connection.count(
            """
            SELECT COUNT(*) FROM clip
            JOIN thread ON thread.clip_id = clip.id
            JOIN comment ON comment.thread_id = thread.id
            WHERE clip.owner_id = \(person) AND clip.state <> 'trashed' AND comment.author_id <> \(person)
                AND NOT thread.is_private AND comment.deleted_at IS NULL AND comment.life IN ('given', 'read')
            """)
    }

    /// How many comments of each person's a step was reached for in a time: what a contributor's month tells.
    package func lives(of author: ID<Person>, since start: Instant, until end: Instant) throws -> [CommentLife.Step:
        Int]
    {
        try connection.rows(
            """
            SELECT comment.life, COUNT(*) AS number FROM comment
            WHERE comment.author_id = \(author) AND comment.life_at >= \(start) AND comment.life_at < \(end)
                AND comment.deleted_at IS NULL
            GROUP BY comment.life
            """
        ).reduce(into: [:]) { $0[try $1.value("life")] = try $1.int("number") }
    }

    /// Comments by their ids, with their threads; those that were taken away too.
    package func places(of ids: [ID<FeedbackComment>]) throws -> [ID<FeedbackComment>: Placed] {
        try placed("comment.id IN (\(list: ids))", "comment.id", ids.count, withStones: true)
            .reduce(into: [:]) { $0[$1.comment.id] = $1 }
    }

    private func placed(
        _ condition: SQL, _ order: SQL, _ limit: Int, withStones: Bool = false
    ) throws -> [Placed] {
        let isThere: SQL = withStones ? "TRUE" : "comment.deleted_at IS NULL"
        let rows = try connection.rows(
            """
            SELECT \(Self.columns) FROM comment
            JOIN thread ON thread.id = comment.thread_id
            JOIN clip ON clip.id = thread.clip_id
            WHERE clip.state <> 'trashed' AND \(isThere) AND \(condition)
            ORDER BY \(order)
            LIMIT \(limit)
            """)
        let comments = try rows.map(Self.comment)
        let threads = try connection.rows(
            "SELECT \(FeedbackStore.columns) FROM thread WHERE thread.id IN (\(list: comments.map(\.thread)))"
        ).map(FeedbackStore.thread)
        let byID = Dictionary(threads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return comments.compactMap { comment in byID[comment.thread].map { Placed(comment: comment, thread: $0) } }
    }
}
