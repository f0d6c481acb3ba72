package import Database
package import Domain

/// Rows of `again_request` and `promotion`, and what speakers allow.
package struct PromotionStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    // MARK: Another take

    /// Somebody asks for another take in a comment of theirs.
    package struct AgainRequest: Sendable, Hashable {
        package let comment: ID<FeedbackComment>
        package let person: ID<Person>
        package let at: Instant
        /// The take that came of it.
        package let take: ID<Take>?
    }

    /// Asked once; asking again changes nothing. False when it was asked before.
    package func askAgain(_ comment: ID<FeedbackComment>, by person: ID<Person>, at now: Instant) throws -> Bool {
        try connection.run(
            """
            INSERT INTO again_request (comment_id, person_id, created_at) VALUES (\(comment), \(person), \(now))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    package func againRequests(of comments: [ID<FeedbackComment>]) throws -> [ID<FeedbackComment>: AgainRequest] {
        try connection.rows(
            """
            SELECT comment_id, person_id, created_at, take_id FROM again_request
            WHERE comment_id IN (\(list: comments))
            """
        ).map(Self.request).reduce(into: [:]) { $0[$1.comment] = $1 }
    }

    /// On the recording of one take, oldest first.
    package func againRequests(on clip: ID<Clip>) throws -> [AgainRequest] {
        try connection.rows(
            """
            SELECT again_request.comment_id, again_request.person_id, again_request.created_at, again_request.take_id
            FROM again_request
            JOIN comment ON comment.id = again_request.comment_id
            JOIN thread ON thread.id = comment.thread_id
            WHERE thread.clip_id = \(clip) AND comment.deleted_at IS NULL
            ORDER BY again_request.created_at, again_request.comment_id
            """
        ).map(Self.request)
    }

    package func answerAgain(_ comment: ID<FeedbackComment>, with take: ID<Take>) throws {
        try connection.run("UPDATE again_request SET take_id = \(take) WHERE comment_id = \(comment)")
    }

    private static func request(_ row: Row) throws -> AgainRequest {
        AgainRequest(
            comment: try row.id("comment_id"), person: try row.id("person_id"), at: try row.instant("created_at"),
            take: try row.idOrNil("take_id"))
    }

    // MARK: Consent

    /// How far the speaker of a take lets it be shown; nil while nothing was said.
    package func consent(to take: ID<Take>) throws -> Visibility? {
        try connection.row("SELECT consent FROM take WHERE id = \(take)")?.valueOrNil("consent")
    }

    package func setConsent(_ visibility: Visibility?, to take: ID<Take>) throws {
        try connection.run("UPDATE take SET consent = \(visibility) WHERE id = \(take)")
    }

    // MARK: Promotion

    /// Takes the place of what was asked or declined before.
    package func set(_ promotion: Promotion) throws {
        try connection.run(
            """
            INSERT INTO promotion (take_id, person_id, content, state, reason, clip_id, created_at, ended_at)
            VALUES (\(promotion.take), \(promotion.person), \(try JSONText.write(promotion.content)),
                \(promotion.state), \(promotion.reason), \(promotion.clip), \(promotion.createdAt),
                \(promotion.endedAt))
            ON CONFLICT (take_id) DO UPDATE SET person_id = excluded.person_id, content = excluded.content,
                state = excluded.state, reason = excluded.reason, clip_id = excluded.clip_id,
                created_at = excluded.created_at, ended_at = excluded.ended_at
            """)
    }

    package func find(_ take: ID<Take>) throws -> Promotion? {
        try connection.row(
            """
            SELECT take_id, person_id, content, state, reason, clip_id, created_at, ended_at FROM promotion
            WHERE take_id = \(take)
            """
        ).map { row in
            Promotion(
                take: try row.id("take_id"), person: try row.id("person_id"),
                content: try JSONText.read(try row.text("content")), state: try row.value("state"),
                reason: try row.text("reason"), clip: try row.idOrNil("clip_id"),
                createdAt: try row.instant("created_at"), endedAt: try row.instantOrNil("ended_at"))
        }
    }
}
