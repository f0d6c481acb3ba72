import Database
package import Domain
import Store

/// Doing it again: asked for in a comment, and two takes beside each other. What changed is shown; nobody says what it is worth.
extension TakeService {
    /// Somebody asks for another take.
    package struct AgainShown: Sendable {
        package let comment: ID<FeedbackComment>
        package let name: String
        package let at: Instant
        /// The take that came of it.
        package let take: ID<Take>?
    }

    /// Asks the maker of a take to do it again, in a comment of one's own.
    /// - Throws: 403 for a comment of somebody else, 409 `not_a_take` on a clip.
    package func askAgain(in id: ID<FeedbackComment>, by actor: Actor) async throws {
        guard !actor.isOperator else { throw Problem.forbidden() }
        let world = ground.world
        let news = try await ground.change { connection, events -> FeedbackService.News? in
            let (scene, comment, thread) = try FeedbackService.Scene.around(id, actor, connection)
            guard comment.author == actor.person.id, !comment.isDeleted, !thread.isPrivate else {
                throw Problem.forbidden()
            }
            guard let take = try TakeStore(connection).find(clip: scene.clip.id) else {
                throw Problem.conflict("not_a_take", "Only a take can be done again")
            }
            guard take.person != actor.person.id else { throw Problem.forbidden() }
            guard try PromotionStore(connection).askAgain(id, by: actor.person.id, at: world.now()) else { return nil }
            events.append(Event("take.again_asked", by: actor, object: take.id.text))
            return try scene.news(.feedback, "again", to: [take.person], about: id, world)
        }
        await feedback.tell(news)
    }

    /// Who asks for another take of this one.
    package func again(_ id: ID<Take>, by actor: Actor) async throws -> [AgainShown] {
        try await ground.database.read { connection in
            let shown = try Self.show(id, by: actor, connection)
            let found = try PromotionStore(connection).againRequests(on: shown.take.clip)
            let names = try PersonStore(connection).names(of: found.map(\.person))
            return found.map {
                AgainShown(comment: $0.comment, name: names[$0.person] ?? "", at: $0.at, take: $0.take)
            }
        }
    }

    /// A take that was submitted answers whoever asked for another one; they are told.
    static func answerAgain(
        _ take: Take, by actor: Actor, _ world: World, _ connection: any Connection
    ) throws -> FeedbackService.News? {
        guard let before = try take.again.flatMap({ try TakeStore(connection).find($0) }) else { return nil }
        let store = PromotionStore(connection)
        let open = try store.againRequests(on: before.clip).filter { $0.take == nil }
        for request in open { try store.answerAgain(request.comment, with: take.id) }
        guard !open.isEmpty else { return nil }
        // Whoever asked sees what came of it.
        let asks = FeedbackAskStore(connection)
        if let ask = try asks.open(of: take.clip) {
            let known = Set(try asks.turns(of: ask.id).map(\.person))
            for person in Set(open.map(\.person)).subtracting(known).sorted(by: { $0.text < $1.text }) {
                try asks.insert(
                    FeedbackTurn(id: world.id(), ask: ask.id, person: person, why: .named, routedAt: world.now()))
            }
        }
        let scene = try FeedbackService.Scene(clip: take.clip, actor, connection)
        return try scene.news(.outcome, "did_again", to: Set(open.map(\.person)), about: nil, world)
    }

    // MARK: Beside each other

    /// What one person saw in the takes, before and after.
    package struct Change: Sendable {
        package let person: ID<Person>
        package let name: String
        package let isSelf: Bool
        package let before: Int?
        package let after: Int?
    }

    /// Two takes of the same brief by the same person, the earlier one first.
    package struct Beside: Sendable {
        package let first: TakeShown
        package let second: TakeShown
        /// What was seen of each criterion by those who filled in both or one of them. Never added up.
        package let changes: [(criterion: RubricCriterion, people: [Change])]
    }

    /// - Parameter other: nil takes the one it came after, or the latest other one.
    /// - Throws: `Problem.notFound` where there is no other.
    package func beside(_ id: ID<Take>, with other: ID<Take>? = nil, by actor: Actor) async throws -> Beside {
        let now = ground.world.now()
        return try await ground.database.read { connection in
            let one = try Self.show(id, by: actor, connection)
            let siblings = try Self.siblings(of: one, to: actor, connection)
            let wanted = other ?? one.take.again
            guard
                let two = siblings.first(where: { $0.take.id == wanted })
                    ?? (other == nil ? siblings.first : nil)
            else { throw Problem.notFound }
            let isLater = (one.take.createdAt, one.take.id.text) > (two.take.createdAt, two.take.id.text)
            let (first, second) = isLater ? (two, one) : (one, two)
            let before = try Self.scores(first, to: actor, now, connection)
            let after = try Self.scores(second, to: actor, now, connection)
            return Beside(first: first, second: second, changes: Self.changes(before, after))
        }
    }

    private static func changes(
        _ before: Scores, _ after: Scores
    ) -> [(criterion: RubricCriterion, people: [Change])] {
        var criteria = after.criteria
        for criterion in before.criteria where !criteria.contains(where: { $0.id == criterion.id }) {
            criteria.append(criterion)
        }
        var people: [Scores.Card] = []
        for card in before.cards + after.cards where !people.contains(where: { $0.card.person == card.card.person }) {
            people.append(card)
        }
        return criteria.map { criterion in
            (
                criterion: criterion,
                people: people.compactMap { entry in
                    let person = entry.card.person
                    let first = before.cards.first { $0.card.person == person }?.card[criterion.id]
                    let second = after.cards.first { $0.card.person == person }?.card[criterion.id]
                    guard first != nil || second != nil else { return nil }
                    return Change(
                        person: person, name: entry.name, isSelf: entry.isSelf, before: first, after: second)
                }
            )
        }
    }
}
