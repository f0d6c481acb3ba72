import Domain
import Lookup
import Rehearsal
import Services
import Testing

/// Who is asked, and how often.
struct RequestRoutingTests {
    /// Keeps a clip, as somebody who looked it up.
    private static func keep(_ clip: ID<Clip>, _ text: String, by actor: Actor, on stage: Stage) async throws {
        let lookup = stage.services.lookup
        let id = try #require(try await lookup.lookup(LookupInput(text: text), by: actor).id)
        try await lookup.use(.kept, id, clip: clip, by: actor)
    }

    private static func waiting(_ id: ID<RecordingRequest>, _ stage: Stage, by actor: Actor) async throws -> [String] {
        try await stage.services.requests.show(id, by: actor).turns.filter { $0.turn.state == .waiting }.map(\.name)
            .sorted()
    }

    @Test func thoseWhoseClipsNearbyWereKeptAreAskedFirst() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let people = [
                try await stage.person("Ada", in: "A"), try await stage.person("Ben", in: "A"),
                try await stage.person("Cy", in: "A"),
            ]
            var clips: [ID<Clip>] = []
            for person in people {
                clips.append(try await stage.clip("Too expensive, says \(person.person.name)", of: person))
            }
            try await Self.keep(clips[2], "expensive", by: cast.peer, on: stage)
            try await Self.keep(clips[1], "so expensive", by: cast.peer, on: stage)
            try await Self.keep(clips[1], "too expensive", by: cast.owner, on: stage)
            let id = try await stage.ask(objection: "ob.price", by: cast.peer).request.id
            #expect(try await Self.waiting(id, stage, by: cast.manager) == ["Ben", "Cy"])
        }
    }

    @Test func nobodyIsAskedMoreOftenThanTheyAllow() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let ada = try await stage.person("Ada", in: "A")
            try await stage.clip(of: ada)
            _ = try await stage.services.requests.setBudget(1, by: ada)
            _ = try await stage.services.requests.setBudget(0, by: cast.performer)
            let first = try await stage.ask("Do you work on the moon?", objection: "ob.price", by: cast.peer).request.id
            let second = try await stage.ask("Is a zebra cheaper?", objection: "ob.price", by: cast.peer).request.id
            #expect(try await Self.waiting(first, stage, by: cast.manager) == ["Ada"])
            #expect(try await Self.waiting(second, stage, by: cast.manager) == [])
            #expect(try await stage.services.requests.budget(of: ada).perWeek == 1)
            #expect(try await stage.services.requests.budget(of: ada).used == 1)
            stage.world.advance(days: 8)
            #expect(try await stage.services.requests.budget(of: ada).used == 0)
            let third = try await stage.ask("Who feeds the lions?", objection: "ob.price", by: cast.peer).request.id
            #expect(try await Self.waiting(third, stage, by: cast.manager) == ["Ada"])
        }
    }

    @Test(arguments: [-1, 21, 1000])
    func budgetIsAReasonableNumber(perWeek: Int) async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            #expect(try await refusal { try await stage.services.requests.setBudget(perWeek, by: ana) }?.status == 422)
            #expect(try await stage.services.requests.budget(of: ana).perWeek == 3)
        }
    }

    @Test func declinedQuestionGoesToTheNext() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for name in ["Ada", "Ben"] {
                try await stage.clip(of: try await stage.person(name, in: "A"))
            }
            let id = try await stage.ask(objection: "ob.price", by: cast.peer).request.id
            #expect(try await Self.waiting(id, stage, by: cast.manager) == ["Ada", "Ben"])
            let ada = try await stage.named("Ada", by: cast.manager)
            _ = try await stage.services.requests.decline(id, reason: .away, by: ada)
            #expect(try await Self.waiting(id, stage, by: cast.manager) == ["Ben", "Performer"])
            let shown = try await stage.services.requests.show(id, by: cast.peer)
            #expect(shown.turns.first { $0.name == "Ada" }?.turn.reason == "I am away.")
            // Nobody is asked twice by routing.
            _ = try await stage.services.requests.decline(id, reason: .away, by: cast.performer)
            #expect(try await Self.waiting(id, stage, by: cast.manager) == ["Ben"])
        }
    }

    @Test func handingOnAsksThatPersonAndRespectsTheirBudget() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(by: cast.peer).request.id
            _ = try await requests.setBudget(0, by: cast.outsider)
            let code = try await refusedCode {
                try await requests.handOn(id, to: cast.outsider.person.id, reason: .away, by: cast.performer)
            }
            #expect(code == "budget_used")
            _ = try await requests.setBudget(1, by: cast.outsider)
            _ = try await requests.handOn(id, to: cast.outsider.person.id, reason: .away, by: cast.performer)
            #expect(try await requests.news(of: cast.outsider).waiting.map(\.id) == [id])
            #expect(try await requests.news(of: cast.performer).waiting.isEmpty)
            // Who was asked sees the question, though it is another team's.
            #expect(try await requests.show(id, by: cast.outsider).askers.map(\.name) == ["Peer"])
        }
    }

    @Test func whoAsksIsNeverAskedThemselves() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.peer)
            let id = try await stage.ask(objection: "ob.price", by: cast.peer).request.id
            #expect(try await Self.waiting(id, stage, by: cast.manager) == ["Performer"])
            _ = try await stage.services.requests.join(id, note: "", by: cast.performer)
            #expect(try await Self.waiting(id, stage, by: cast.manager) == [])
        }
    }
}

extension Stage {
    /// Somebody by name, as they are now.
    func named(_ name: String, by admin: Actor) async throws -> Actor {
        let found = try await services.people.list(by: admin).first { $0.name == name }
        guard let found else { throw Problem.notFound }
        return try await actor(found.id)
    }
}
