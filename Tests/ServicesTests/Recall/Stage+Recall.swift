import Database
import Domain
import Rehearsal
import Services
import Store

extension Stage {
    /// A published clip of its own and a cue that it answers.
    @discardableResult
    func cue(
        _ line: String = "You are too expensive", of owner: Actor, objection: String? = "ob.price",
        nice: Bool = false, retention: Double = 0.9, visibility: Visibility = .team
    ) async throws -> Cue {
        let clip = try await clip(line, of: owner, visibility: visibility)
        let input = try CueInput(
            lines: [line],
            points: [
                CueInput.Point(text: "Ask compared to what", isMust: true),
                CueInput.Point(text: "Name what waiting costs", isMust: !nice),
            ], objection: objection.map { ID($0) }, retention: retention)
        return try await services.cues.make(
            input, from: clip, startMilliseconds: 1000, endMilliseconds: 9000, by: owner
        ).cue
    }

    /// `count` cues in the schedule of `person`, on different objections in turn.
    @discardableResult
    func schedule(_ count: Int, for person: Actor, by maker: Actor) async throws -> [Cue] {
        var cues: [Cue] = []
        for number in 0..<count {
            let cue = try await cue(
                "Line \(number)", of: maker, objection: number.isMultiple(of: 2) ? "ob.price" : "ob.later")
            _ = try await services.cues.remember(cue.id, by: person)
            cues.append(cue)
        }
        return cues
    }

    /// Answers what is open; the clock goes on as if somebody had thought.
    @discardableResult
    func answer(
        _ showing: ID<Showing>, _ points: Set<Int> = [1, 2], after seconds: Int64 = 12, by actor: Actor
    ) async throws -> ShowingShown {
        world.advance(seconds: seconds)
        _ = try await services.recall.answer(
            showing, RecallAnswer(text: "Compared to what?", gaveUp: false), by: actor)
        world.advance(seconds: 3)
        return try await services.recall.grade(showing, RecallTicks(points: points), by: actor)
    }

    /// Everything the caps leave room for today.
    /// - Parameter points: what is ticked for each cue.
    @discardableResult
    func answerAll(
        by actor: Actor, _ points: (ShowingShown) -> Set<Int> = { _ in [1, 2] }
    ) async throws -> [ShowingShown] {
        var done: [ShowingShown] = []
        while let next = try await services.recall.next(.due, by: actor) {
            let shown = try await services.recall.show(next, by: actor)
            done.append(try await answer(next, points(shown), by: actor))
        }
        return done
    }

    func memory(_ cue: ID<Cue>, of actor: Actor) async throws -> Memory {
        guard let memory = try await database.read({ try MemoryStore($0).find(actor.person.id, cue) }) else {
            throw Problem.notFound
        }
        return memory
    }

    func history(_ cue: ID<Cue>, of actor: Actor) async throws -> [RecallRecord] {
        try await database.read { try RecallStore($0).history(of: actor.person.id, cue) }
    }
}
