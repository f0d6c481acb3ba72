import Domain
import Rehearsal
import Store
import Testing

struct IdempotencyStoreTests {
    private static func answer(_ body: String) -> IdempotencyStore.Answer {
        IdempotencyStore.Answer(requestHash: "hash", status: 201, location: "/api/v1/clips/a?b='c'", body: body)
    }

    @Test(arguments: Engine.available, awkwardTexts)
    func firstAnswerStaysTheAnswer(engine: Engine, body: String) async throws {
        try await engine.onStage { stage in
            let person = try stage.person().id
            try stage.answers.insert(Self.answer(body), person: person, key: "k", at: stage.now)
            try stage.answers.insert(Self.answer("second"), person: person, key: "k", at: stage.now)
            #expect(try stage.answers.find(person: person, key: "k") == Self.answer(body))
        }
    }

    @Test(arguments: Engine.available)
    func keyBelongsToOnePerson(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana").id
            let bo = try stage.person("Bo").id
            try stage.answers.insert(Self.answer("Ana's"), person: ana, key: "k", at: stage.now)
            #expect(try stage.answers.find(person: bo, key: "k") == nil)
            try stage.answers.insert(Self.answer("Bo's"), person: bo, key: "k", at: stage.now)
            #expect(try stage.answers.find(person: ana, key: "k")?.body == "Ana's")
            #expect(try stage.answers.find(person: ana, key: "K") == nil)
        }
    }

    @Test(arguments: Engine.available)
    func oldAnswersAreForgotten(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person().id
            try stage.answers.insert(Self.answer("old"), person: person, key: "old", at: stage.now)
            stage.world.advance(seconds: 1)
            try stage.answers.insert(Self.answer("new"), person: person, key: "new", at: stage.now)
            try stage.answers.deleteOlder(than: stage.now)
            #expect(try stage.answers.find(person: person, key: "old") == nil)
            #expect(try stage.answers.find(person: person, key: "new") != nil)
        }
    }
}
