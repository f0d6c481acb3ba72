import Database
import Domain
import Foundation
import Lookup
import Outbound
import Rehearsal
import Store
import Synchronization
import Testing

@testable import Services

/// Lookup by the vectors of a provider, played by a server of this process.
struct EmbeddingsTests {
    /// What the provider does.
    private final class Behaviour: Sendable {
        private struct State {
            var width = 64
            var status = 200
            var isSilent = false
        }

        private let state = Mutex(State())

        func answer(_ question: LocalServer.Question) -> LocalServer.Answer? {
            let (width, status, isSilent) = state.withLock { ($0.width, $0.status, $0.isSilent) }
            if isSilent { return nil }
            guard status == 200, let texts = Self.texts(question) else { return LocalServer.Answer(status: status) }
            let entries = texts.enumerated().map { number, text in
                let numbers = Self.vector(of: text, width: width).map { "\($0)" }.joined(separator: ",")
                return "{\"object\":\"embedding\",\"index\":\(number),\"embedding\":[\(numbers)]}"
            }
            // The order is theirs.
            return LocalServer.Answer(body: Array("{\"data\":[\(entries.reversed().joined(separator: ","))]}".utf8))
        }

        func become(width: Int = 64, status: Int = 200, isSilent: Bool = false) {
            state.withLock { $0 = State(width: width, status: status, isSilent: isSilent) }
        }

        private struct Asked: Decodable {
            let input: [String]
        }

        private static func texts(_ question: LocalServer.Question) -> [String]? {
            try? JSONDecoder().decode(Asked.self, from: Data(question.body)).input
        }

        /// Sentences about the same few things are alike.
        private static func vector(of text: String, width: Int) -> [Float] {
            let things = [
                ["afford", "fee", "expensive", "dear", "price"], ["wait", "later", "quarter"], ["soup", "lunch"],
            ]
            let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
            var vector = [Float](repeating: 0.01, count: width)
            for (place, names) in things.enumerated() where !words.isDisjoint(with: names) { vector[place] = 1 }
            return vector
        }
    }

    private static let fee = "She said the fee was far above what they had set aside."

    private static func place(_ server: LocalServer, model: String) throws -> EmbeddingsProvider.Place {
        let target = try #require(OutboundTarget("http://127.0.0.1:\(server.port)/v1/embeddings"))
        return EmbeddingsProvider.Place(target: target, model: model, key: "open-sesame")
    }

    private static func client(_ server: LocalServer) throws -> OutboundClient {
        OutboundClient(
            rules: OutboundRules(listed: [try #require(OutboundRules.Place("127.0.0.1:\(server.port)"))])
        ) { 0 }
    }

    /// A stage whose services have a provider.
    private func open(
        _ body: (Stage, LocalServer, Behaviour) async throws -> Void
    ) async throws {
        let behaviour = Behaviour()
        try await LocalServer.open({ behaviour.answer($0) }) { server in
            let client = try Self.client(server)
            let place = try Self.place(server, model: "tiny-1")
            try await Stage.open(embeddings: { EmbeddingsProvider(place, client: client, world: $0) }) { stage in
                try await body(stage, server, behaviour)
            }
            try await client.close()
        }
    }

    private func workOff(_ stage: Stage) async throws {
        var turns = JobTurns()
        while try await stage.services.worker.runNext(in: .provided, &turns) {}
    }

    private func provided(_ stage: Stage) throws -> ProvidedMeaning {
        try #require(stage.services.indexing.provided)
    }

    private func models(_ stage: Stage) async throws -> [String] {
        try await stage.database.read { connection in
            try connection.rows("SELECT DISTINCT model FROM clip_meaning ORDER BY model").map { try $0.text("model") }
        }
    }

    @Test func clipsAreEncodedInTheBackgroundAndThenLookupsGoByThem() async throws {
        try await open { stage, server, _ in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await stage.clip("Another", of: cast.owner, said: "We had soup for lunch.")
            #expect(try provided(stage).state == .preparing)
            #expect(try await stage.found("fee set aside", by: cast.peer).first == clip)
            try await workOff(stage)
            #expect(try provided(stage).state == .ready)
            #expect(try await stage.found("they cannot afford it", by: cast.peer).first == clip)
            #expect(try provided(stage).provider.record.answered == 1)
            #expect(server.questions.allSatisfy { $0.headers["authorization"] == "Bearer open-sesame" })
            #expect(server.questions.allSatisfy { $0.path == "/v1/embeddings" })
        }
    }

    @Test func questionThatWasAskedBeforeIsNotSentAgain() async throws {
        try await open { stage, server, _ in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            _ = try await stage.found("they cannot afford it", by: cast.peer)
            let count = server.questions.count
            _ = try await stage.found("they cannot afford it", by: cast.peer)
            _ = try await stage.found("they cannot afford it", by: cast.outsider)
            #expect(server.questions.count == count)
        }
    }

    @Test func whoeverTypesIsNotHeldUp() async throws {
        try await open { stage, server, _ in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            let count = server.questions.count
            var typing = LookupInput(text: "fee set as", isTyping: true)
            typing.waitsForMeaning = false
            #expect(try await stage.services.lookup.lookup(typing, by: cast.peer).rows.count == 1)
            #expect(server.questions.count == count)
        }
    }

    @Test func slowProviderIsNotWaitedForAndThenLeftAloneForAWhile() async throws {
        try await open { stage, server, behaviour in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            behaviour.become(isSilent: true)
            #expect(try await stage.found("the fee they set aside", by: cast.peer) == [clip])
            #expect(try provided(stage).state == .failing)
            #expect(try provided(stage).provider.record.fellBack == 1)
            let count = server.questions.count
            #expect(try await stage.found("above what they set aside", by: cast.peer) == [clip])
            #expect(server.questions.count == count)
            behaviour.become()
            stage.world.advance(seconds: 20)
            _ = try await stage.found("what they cannot afford", by: cast.peer)
            #expect(try provided(stage).state == .ready)
        }
    }

    @Test func failedEncodingIsTriedAgainAndLookupsGoOn() async throws {
        try await open { stage, _, behaviour in
            let cast = try await stage.cast()
            behaviour.become(status: 500)
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            let waiting = try await stage.database.read { try JobStore($0).list(state: .waiting, limit: 9) }
            let job = try #require(waiting.first { $0.name == EncodeProvided.name })
            #expect(job.lastError?.contains("status 500") ?? false)
            #expect(try provided(stage).state == .failing)
            #expect(try await stage.found("fee set aside", by: cast.peer) == [clip])
            behaviour.become()
            stage.world.advance(seconds: 120)
            try await workOff(stage)
            #expect(try provided(stage).state == .ready)
        }
    }

    @Test func changedModelEncodesAnewAndTheOldVectorsGo() async throws {
        try await open { stage, server, _ in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            #expect(try await models(stage) == ["127.0.0.1:\(server.port)/tiny-1"])
            let other = EmbeddingsProvider(
                try Self.place(server, model: "tiny-2"), client: try Self.client(server), world: stage.world.world)
            let again = try stage.startedAgain(with: other)
            try await again.indexing.rebuild()
            #expect(again.indexing.provided?.state == .preparing)
            var turns = JobTurns()
            while try await again.worker.runNext(in: .provided, &turns) {}
            #expect(again.indexing.provided?.state == .ready)
            #expect(try await models(stage) == ["127.0.0.1:\(server.port)/tiny-2"])
            try await other.close()
        }
    }

    @Test func modelThatBecameAnotherUnderTheSameNameStartsOver() async throws {
        try await open { stage, _, behaviour in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            behaviour.become(width: 100)
            // Its vectors cannot be compared with those there are.
            #expect(try await stage.found("the fee they set aside", by: cast.peer) == [clip])
            #expect(try provided(stage).state == .failing)
            stage.world.advance(seconds: 20)
            try await workOff(stage)
            #expect(try provided(stage).state == .ready)
            #expect(try provided(stage).indexing.index.meaningWidth == 128)
            #expect(try await stage.found("they cannot afford it", by: cast.peer).first == clip)
        }
    }

    @Test func startTakesVectorsFromTheDatabase() async throws {
        try await open { stage, server, _ in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            let before = server.questions.count
            try await stage.services.indexing.rebuild()
            try await workOff(stage)
            #expect(try provided(stage).state == .ready)
            // The phrasings alone are asked for.
            #expect(server.questions.count == before + 1)
        }
    }

    @Test func clipThatMayNotBeSeenIsNotFoundEither() async throws {
        try await open { stage, _, _ in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, visibility: .team, said: Self.fee)
            try await workOff(stage)
            #expect(try await stage.found("they cannot afford it", by: cast.outsider).isEmpty)
        }
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"data\":[]}", "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":[1,2,3]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[0,0]},{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1e38,1e38]},{\"index\":1,\"embedding\":[1,2]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[]}]}",
        "{\"error\":{\"message\":\"no\"}}",
    ])
    func answerThatCannotBeUsedIsRefused(text: String) {
        #expect(throws: OutboundFailure.self) {
            try EmbeddingsAnswer(Array(text.utf8), texts: ["a", "b"], host: "example.com")
        }
    }

    @Test func vectorsAreMadeOneLongAndFilledUp() throws {
        let text = "{\"data\":[{\"index\":1,\"embedding\":[3,4]},{\"index\":0,\"embedding\":[0,5]}]}"
        let answer = try EmbeddingsAnswer(Array(text.utf8), texts: ["a", "b"], host: "example.com")
        #expect(answer.vectors["b"]?.prefix(3) == [0.6, 0.8, 0])
        #expect(answer.vectors["a"]?.count == 64)
    }
}
