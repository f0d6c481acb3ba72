import Domain
import Rehearsal
import Services
import Testing

/// DS-4: a request that comes again is answered alike.
struct IdempotencyTests {
    private let answer = IdempotencyService.Answer(requestHash: "abc", status: 201, location: "/x", body: "{}")

    @Test func theFirstAnswerStays() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana").person.id
            let memory = stage.services.idempotency
            #expect(try await memory.find("key", of: ana) == nil)
            try await memory.store(answer, for: "key", of: ana)
            let other = IdempotencyService.Answer(requestHash: "def", status: 409, location: nil, body: "")
            try await memory.store(other, for: "key", of: ana)
            #expect(try await memory.find("key", of: ana) == answer)
        }
    }

    @Test func aKeyMeansSomethingForItsPersonOnly() async throws {
        try await Stage.open { stage in
            let (ana, ben) = (try await stage.person("Ana").person.id, try await stage.person("Ben").person.id)
            try await stage.services.idempotency.store(answer, for: "key", of: ana)
            #expect(try await stage.services.idempotency.find("key", of: ben) == nil)
        }
    }

    @Test func itIsForgottenAfterADay() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana").person.id
            let memory = stage.services.idempotency
            try await memory.store(answer, for: "key", of: ana)
            stage.world.advance(seconds: 86_400)
            try await stage.services.storage.sweep()
            #expect(try await memory.find("key", of: ana) == answer)
            stage.world.advance(seconds: 1)
            try await stage.services.storage.sweep()
            #expect(try await memory.find("key", of: ana) == nil)
        }
    }
}
