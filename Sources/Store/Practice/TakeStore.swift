package import Database
package import Domain

/// Rows of `take`.
package struct TakeStore {
    let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Its clip leaves every list and is seen by the rule of takes from now on.
    package func insert(_ take: Take) throws {
        let review = take.review
        try connection.run("UPDATE clip SET is_answer = TRUE, is_take = TRUE WHERE id = \(take.clip)")
        try connection.run(
            """
            INSERT INTO take (id, brief_id, brief_version, person_id, clip_id, again_id, text, worked, otherwise, question,
                confidence, audience, created_at, submitted_at)
            VALUES (\(take.id), \(take.brief), \(take.briefVersion), \(take.person), \(take.clip), \(take.again),
                \(take.text), \(review.worked), \(review.otherwise), \(review.question), \(review.confidence),
                \(take.audience), \(take.createdAt), \(take.submittedAt))
            """)
    }

    package func find(_ id: ID<Take>) throws -> Take? {
        try connection.row("SELECT \(Self.columns) FROM take WHERE take.id = \(id)").map(Self.take)
    }

    package func find(clip: ID<Clip>) throws -> Take? {
        try connection.row("SELECT \(Self.columns) FROM take WHERE take.clip_id = \(clip)").map(Self.take)
    }

    /// A person's takes and those of others they may see, latest first.
    package func list(of brief: ID<Brief>, visibleTo actor: Actor, limit: Int) throws -> [Take] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM take JOIN clip ON clip.id = take.clip_id
            WHERE take.brief_id = \(brief) AND \(ClipStore.isVisible(to: actor))
            ORDER BY COALESCE(take.submitted_at, take.created_at) DESC, take.id DESC
            LIMIT \(limit)
            """
        ).map(Self.take)
    }

    /// What one person made of one brief, as far as `actor` may see it, latest first.
    package func list(
        of brief: ID<Brief>, by person: ID<Person>, visibleTo actor: Actor, limit: Int
    ) throws -> [Take] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM take JOIN clip ON clip.id = take.clip_id
            WHERE take.brief_id = \(brief) AND take.person_id = \(person) AND \(ClipStore.isVisible(to: actor))
            ORDER BY COALESCE(take.submitted_at, take.created_at) DESC, take.id DESC
            LIMIT \(limit)
            """
        ).map(Self.take)
    }

    /// A person's own that are not in the trash, latest first.
    package func list(of person: ID<Person>, limit: Int) throws -> [Take] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM take JOIN clip ON clip.id = take.clip_id
            WHERE take.person_id = \(person) AND clip.state <> 'trashed'
            ORDER BY take.created_at DESC, take.id DESC
            LIMIT \(limit)
            """
        ).map(Self.take)
    }

    /// Others are shown it from now on.
    package func submit(_ take: Take) throws {
        let review = take.review
        try connection.run(
            """
            UPDATE take
            SET worked = \(review.worked), otherwise = \(review.otherwise), question = \(review.question),
                confidence = \(review.confidence), audience = \(take.audience), submitted_at = \(take.submittedAt),
                reviewers = \(take.reviewers), release_at = \(take.releaseAt)
            WHERE id = \(take.id)
            """)
    }

    /// Its maker sees what was filled in. False when they did before.
    package func release(_ id: ID<Take>, at now: Instant) throws -> Bool {
        try connection.run("UPDATE take SET released_at = \(now) WHERE id = \(id) AND released_at IS NULL") == 1
    }

    /// Those whose day has come and about which somebody else said something; those in the trash can wait.
    package func due(at now: Instant, limit: Int) throws -> [Take] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM take JOIN clip ON clip.id = take.clip_id
            WHERE take.release_at <= \(now) AND take.released_at IS NULL AND clip.state <> 'trashed'
                AND EXISTS (SELECT 1 FROM scorecard
                    WHERE scorecard.take_id = take.id AND scorecard.person_id <> take.person_id)
            ORDER BY take.release_at, take.id
            LIMIT \(limit)
            """
        ).map(Self.take)
    }

    // MARK: Access

    /// What decides who sees the recordings of takes.
    func access(of clips: [ID<Clip>]) throws -> [ID<Clip>: TakeAccess] {
        guard !clips.isEmpty else { return [:] }
        let asked = try connection.rows(
            """
            SELECT feedback_ask.clip_id, feedback_turn.person_id FROM feedback_turn
            JOIN feedback_ask ON feedback_ask.id = feedback_turn.ask_id
            WHERE feedback_ask.clip_id IN (\(list: clips))
            """
        ).reduce(into: [ID<Clip>: Set<ID<Person>>]()) {
            $0[try $1.id("clip_id"), default: []].insert(try $1.id("person_id"))
        }
        return try connection.rows(
            "SELECT id, clip_id, audience, submitted_at FROM take WHERE clip_id IN (\(list: clips))"
        ).reduce(into: [:]) { found, row in
            let clip: ID<Clip> = try row.id("clip_id")
            found[clip] = TakeAccess(
                take: try row.id("id"), isSubmitted: try row.instantOrNil("submitted_at") != nil,
                audience: try row.value("audience"), asked: asked[clip] ?? [])
        }
    }

    /// `Permission` for the recording of a take in the row of `clip`, for others than its maker and admins.
    static func isShared(with actor: Actor) -> SQL {
        """
        EXISTS (SELECT 1 FROM take WHERE take.clip_id = clip.id AND take.submitted_at IS NOT NULL AND (
            clip.team_id IN (\(list: actor.managedTeams)) OR take.audience = 'everyone'
            OR (take.audience = 'team' AND clip.team_id IN (\(list: actor.teams)))
            OR EXISTS (SELECT 1 FROM feedback_turn JOIN feedback_ask ON feedback_ask.id = feedback_turn.ask_id
                WHERE feedback_ask.clip_id = clip.id AND feedback_turn.person_id = \(actor.person.id))))
        """
    }

    static let columns: SQL = """
        take.id, take.brief_id, take.brief_version, take.person_id, take.clip_id, take.again_id, take.text, take.worked,
        take.otherwise, take.question, take.confidence, take.audience, take.created_at, take.submitted_at,
        take.reviewers, take.release_at, take.released_at
        """

    static func take(_ row: Row) throws -> Take {
        Take(
            id: try row.id("id"), brief: try row.id("brief_id"), briefVersion: try row.int("brief_version"),
            person: try row.id("person_id"), clip: try row.id("clip_id"), again: try row.idOrNil("again_id"),
            text: try row.text("text"),
            review: SelfReview(
                stored: try row.text("worked"), otherwise: try row.text("otherwise"),
                question: try row.text("question"), confidence: try row.intOrNil("confidence")),
            audience: try row.value("audience"), createdAt: try row.instant("created_at"),
            submittedAt: try row.instantOrNil("submitted_at"), reviewers: try row.int("reviewers"),
            releaseAt: try row.instantOrNil("release_at"), releasedAt: try row.instantOrNil("released_at"))
    }
}
