import Database
import Domain
import Rehearsal
import Store
import Testing

struct RubricStoreTests {
    private static func rubric(_ title: String, of owner: Person, in team: Team, _ stage: Stage) throws -> Rubric {
        let criterion = RubricCriterion(
            id: stage.world.id(), title: "Clarified", weight: 2, levels: ["a", "b", "c", "d"])
        let rubric = Rubric(
            id: stage.world.id(), team: team.id, owner: owner.id,
            content: RubricContent(title: title, criteria: [criterion]), createdAt: stage.now, updatedAt: stage.now)
        try RubricStore(stage.connection).insert(rubric)
        try RubricStore(stage.connection).addVersion(of: rubric, by: owner.id, at: stage.now)
        return rubric
    }

    @Test(arguments: Engine.available)
    func whatIsWrittenIsReadAndTheFirstToSaveWins(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let bo = try stage.person("Bo", in: [team])
            var rubric = try Self.rubric("Price", of: bo, in: team, stage)
            let store = RubricStore(stage.connection)
            #expect(try store.find(rubric.id) == rubric)
            rubric.version = 2
            rubric.content.title = "Prices"
            #expect(try store.update(rubric, expecting: 1))
            #expect(try !store.update(rubric, expecting: 1))
            #expect(try store.content(of: rubric.id, version: 1)?.title == "Price")
            #expect(try store.content(of: rubric.id, version: 7) == nil)
            #expect(try store.list(of: [team.id], isRetired: false, limit: 9) == [rubric])
            #expect(try store.list(of: [], isRetired: false, limit: 9).isEmpty)
            #expect(try store.list(of: nil, isRetired: true, limit: 9).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func aPersonHasOneScorecardOfATake(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (ana, bo) = (try stage.person("Ana", in: [team]), try stage.person("Bo", in: [team]))
            let rubric = try Self.rubric("Price", of: bo, in: team, stage)
            let take = try stage.take(
                of: ana, for: try stage.brief(owner: bo, team: team), in: team, isSubmitted: true)
            let store = RubricStore(stage.connection)
            func fill(_ level: Int) throws {
                let criterion = rubric.content.criteria[0].id
                try store.set(
                    Scorecard(
                        id: stage.world.id(), take: take.id, person: bo.id, rubric: rubric.id, rubricVersion: 1,
                        answers: [ScorecardAnswer(criterion, level)], note: "n\(level)", createdAt: stage.now,
                        updatedAt: stage.now))
            }
            try fill(2)
            try fill(3)
            let cards = try store.scorecards(of: take.id)
            #expect(cards.map(\.note) == ["n3"])
            #expect(cards.first?[rubric.content.criteria[0].id] == 3)
        }
    }

    @Test(arguments: Engine.available)
    func whatIsDueIsReleasedOnce(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (ana, bo) = (try stage.person("Ana", in: [team]), try stage.person("Bo", in: [team]))
            let rubric = try Self.rubric("Price", of: bo, in: team, stage)
            let brief = try stage.brief(owner: bo, team: team)
            var take = try stage.take(of: bo, for: brief, in: team)
            func fill(by person: Person) throws {
                try RubricStore(stage.connection).set(
                    Scorecard(
                        id: stage.world.id(), take: take.id, person: person.id, rubric: rubric.id, rubricVersion: 1,
                        answers: [], createdAt: stage.now, updatedAt: stage.now))
            }
            try fill(by: bo)
            take.submittedAt = stage.now
            take.reviewers = 2
            take.releaseAt = stage.now.advanced(bySeconds: 60)
            try stage.takes.submit(take)
            #expect(try stage.takes.due(at: stage.now, limit: 9).isEmpty)
            stage.world.advance(seconds: 61)
            // What its maker says of themselves is theirs anyway.
            #expect(try stage.takes.due(at: stage.now, limit: 9).isEmpty)
            try fill(by: ana)
            #expect(try stage.takes.due(at: stage.now, limit: 9).map(\.id) == [take.id])
            #expect(try stage.takes.release(take.id, at: stage.now))
            #expect(try !stage.takes.release(take.id, at: stage.now))
            #expect(try stage.takes.due(at: stage.now, limit: 9).isEmpty)
            #expect(try stage.takes.find(take.id)?.releasedAt == stage.now)
        }
    }
}
