import Database
package import Domain
import Store

/// Filling in the rubric of a take, and seeing what others saw in it.
extension TakeService {
    /// What was filled in on one take, as far as one person may see it. Nothing is added up.
    package struct Scores: Sendable {
        package struct Card: Sendable {
            package let card: Scorecard
            package let name: String
            package let isMine: Bool
            /// By whoever made the take.
            package let isSelf: Bool
        }

        /// What is asked now; nil when the brief has no rubric.
        package let rubric: Rubric?
        /// This person can fill it in.
        package let canFill: Bool
        package let mine: Scorecard?
        package let cards: [Card]
        /// What the cards answer, retired criteria included, those that matter most first.
        package let criteria: [RubricCriterion]
        /// How many reviewers filled it in, and from how many on its maker sees it.
        package let filled: Int
        package let needed: Int
        package let isReleased: Bool
        /// When its maker sees it whatever is there.
        package let releaseAt: Instant?
    }

    package func scores(of id: ID<Take>, by actor: Actor) async throws -> Scores {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            try Self.scores(try Self.show(id, by: actor, connection), to: actor, now, connection)
        }
    }

    /// One's own, filled in or changed.
    /// - Parameter version: what the rubric said to whoever filled it in; nil takes what it says now.
    /// - Throws: `Problem.invalid` unless every criterion that is asked is answered, 409 `no_rubric`, 409 `not_submitted` for a
    ///   take that its maker did not give to others yet, 409 `edited_meanwhile` when the rubric says something else by now.
    package func score(
        _ id: ID<Take>, _ input: ScorecardInput, rubricVersion version: Int? = nil, by actor: Actor
    ) async throws -> Scores {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let (scores, news) = try await ground.change { connection, events in
            let shown = try Self.show(id, by: actor, connection)
            let now = world.now()
            guard let rubric = try Self.rubric(of: shown.brief, connection) else {
                throw Problem.conflict("no_rubric", "This brief has no rubric")
            }
            guard shown.isMine || shown.take.submittedAt != nil else {
                throw Problem.conflict("not_submitted", "This take is its maker's alone so far")
            }
            guard version == nil || version == rubric.version else { throw Self.rubricEdited }
            try input.check(against: rubric.content)
            let store = RubricStore(connection)
            let isFirst = try !store.scorecards(of: id).contains { $0.person == actor.person.id }
            try store.set(
                Scorecard(
                    id: world.id(), take: id, person: actor.person.id, rubric: rubric.id,
                    rubricVersion: rubric.version, answers: input.answers, note: input.note, createdAt: now,
                    updatedAt: now))
            events.append(Event("take.scored", by: actor, object: id.text))
            let news =
                shown.isMine
                ? [] : try Self.tellScored(shown, isFirst: isFirst, by: actor, world, connection, &events)
            let after = try Self.scores(try Self.show(id, by: actor, connection), to: actor, now, connection)
            return (after, news)
        }
        for entry in news { await feedback.tell(entry) }
        return scores
    }

    /// Shows makers what is there when its day has come, however few filled it in. Several processes may do it at once: one of
    /// them tells.
    package func releaseDue() async throws {
        let world = ground.world
        let due = try await ground.database.read { try TakeStore($0).due(at: world.now(), limit: 500) }
        for take in due {
            let loud = try await ground.change { connection, events -> [String: Set<ID<Person>>] in
                guard try TakeStore(connection).release(take.id, at: world.now()) else { return [:] }
                events.append(Event("take.released", actor: nil, object: take.id.text, note: "its day has come"))
                let reviewer = try RubricStore(connection).scorecards(of: take.id).map(\.person)
                    .first { $0 != take.person }
                guard let reviewer else { return [:] }
                return try NewsDesk(connection: connection, world: world).write(
                    [NewsDesk.Item(kind: .feedback, what: "scored", people: [take.person])], by: reviewer,
                    clip: take.clip, comment: nil)
            }
            await feedback.tell(FeedbackService.News(comment: nil, clip: take.clip, loud: loud))
        }
    }

    // MARK: Parts

    static func rubric(of brief: Brief, _ connection: any Connection) throws -> Rubric? {
        try brief.content.rubric.flatMap { try RubricStore(connection).find($0) }
    }

    /// Whoever filled it in has done what they were asked for; with the last one that is needed its maker sees all of it, and
    /// from then on hears of everybody who follows.
    private static func tellScored(
        _ shown: TakeShown, isFirst: Bool, by actor: Actor, _ world: World, _ connection: any Connection,
        _ events: inout [Event]
    ) throws -> [FeedbackService.News] {
        let take = shown.take
        let scene = try FeedbackService.Scene(clip: take.clip, actor, connection)
        var news: [FeedbackService.News] = []
        if let asker = try scene.answerAsk(at: world.now()) {
            news.append(try scene.news(.ask, "looked", to: [asker], about: nil, world))
        }
        let filled = try RubricStore(connection).scorecards(of: take.id).count { $0.person != take.person }
        let isDue = take.releaseAt.map { $0 <= world.now() } ?? false
        var tells = take.releasedAt != nil && isFirst
        if filled >= take.reviewers || isDue, try TakeStore(connection).release(take.id, at: world.now()) {
            events.append(Event("take.released", by: actor, object: take.id.text))
            tells = true
        }
        if tells { news.append(try scene.news(.feedback, "scored", to: [take.person], about: nil, world)) }
        return news
    }

    static func scores(
        _ shown: TakeShown, to actor: Actor, _ now: Instant, _ connection: any Connection
    ) throws -> Scores {
        let take = shown.take
        let me = actor.person.id
        let store = RubricStore(connection)
        let all = try store.scorecards(of: take.id)
        let filled = all.count { $0.person != take.person }
        let isReleased =
            take.releasedAt != nil || filled >= take.reviewers || (take.releaseAt.map { $0 <= now } ?? false)
        // Whoever may still say what they saw is not told before what others did.
        let mayCompare = shown.isMine || all.contains { $0.person == me } || manages(actor, shown)
        let visible = all.filter { $0.person == me || (isReleased && mayCompare) }
        let names = try PersonStore(connection).names(of: visible.map(\.person))
        let rubric = try rubric(of: shown.brief, connection)
        var criteria: [RubricCriterion] = []
        for card in visible {
            let content = try store.content(of: card.rubric, version: card.rubricVersion)
            for criterion in content?.criteria ?? []
            where card[criterion.id] != nil && !criteria.contains(where: { $0.id == criterion.id }) {
                criteria.append(criterion)
            }
        }
        return Scores(
            rubric: rubric,
            canFill: rubric != nil && !actor.isOperator && (shown.isMine || take.submittedAt != nil),
            mine: all.first { $0.person == me },
            cards: visible.map {
                Scores.Card(
                    card: $0, name: names[$0.person] ?? "", isMine: $0.person == me, isSelf: $0.person == take.person)
            },
            criteria: criteria.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
                .map(\.element), filled: filled, needed: take.reviewers, isReleased: isReleased,
            releaseAt: take.releaseAt)
    }

    private static let rubricEdited = Problem.conflict(
        "edited_meanwhile", "Someone changed the rubric while you were filling it in",
        "Nothing was saved. Please look at the levels again.")

    private static func manages(_ actor: Actor, _ shown: TakeShown) -> Bool {
        actor.isAdmin || actor.managedTeams.contains(shown.clip.team)
    }
}
