package import Domain
import Foundation
package import Outbound
import Synchronization

/// A model somewhere else that turns sentences into vectors, behind an address like OpenAI's.
package final class EmbeddingsProvider: Sendable {
    /// Where it is, which model of it, and the word it lets in by.
    package struct Place: Sendable {
        package let target: OutboundTarget
        package let model: String
        let key: String?

        package init(target: OutboundTarget, model: String, key: String? = nil) {
            self.target = target
            self.model = model
            self.key = key
        }

        /// What is written beside each vector: the same name at another place is another model.
        package var id: String { "\(target.host):\(target.port)/\(model)" }
    }

    /// How it has gone so far.
    package struct Record: Sendable {
        package fileprivate(set) var answered = 0
        /// Lookups that went by the built-in model because this one did not answer in time, or not at all.
        package fileprivate(set) var fellBack = 0
        /// What went wrong last, in words for an admin; nil once it works again.
        package fileprivate(set) var problem: String?
        package fileprivate(set) var problemAt: Instant?
        /// Nobody waits for it until then.
        fileprivate var restsUntil: Double = 0
    }

    package let place: Place
    private let client: OutboundClient
    private let world: World
    private let state = Mutex(Record())

    /// A lookup waits no longer.
    package static let patience = Duration.milliseconds(300)
    /// How long a request for many may take.
    private static let patienceForMany = Duration.seconds(10)
    /// After a failure lookups do not wait for it for so long.
    private static let restSeconds = 15.0
    /// Texts in one request.
    static let mostTexts = 32
    /// Of the answer, for each text: a number takes a dozen letters.
    private static let mostBytesEach = 96 << 10

    package init(_ place: Place, client: OutboundClient, world: World) {
        self.place = place
        self.client = client
        self.world = world
    }

    package var record: Record { state.withLock { $0 } }

    /// The vectors of a lookup's sentences; nil when it takes too long or does not work, which is noted.
    func vectors(forLookup texts: [String]) async -> [String: [Float]]? {
        let now = world.uptimeSeconds()
        guard state.withLock({ $0.restsUntil <= now }) else {
            state.withLock { $0.fellBack += 1 }
            return nil
        }
        do {
            let vectors = try await ask(texts, within: Self.patience)
            state.withLock {
                $0.answered += 1
                $0.problem = nil
                $0.restsUntil = 0
            }
            return vectors
        } catch {
            // A lookup that was given up says nothing about the provider.
            if !Task.isCancelled { note(error, isLookup: true) }
            return nil
        }
    }

    /// The vectors of many texts, a few at a time.
    /// - Throws: `OutboundFailure`, `CancellationError`.
    func vectors(of texts: [String]) async throws -> [String: [Float]] {
        var all: [String: [Float]] = [:]
        for start in stride(from: 0, to: texts.count, by: Self.mostTexts) {
            let some = Array(texts[start..<min(start + Self.mostTexts, texts.count)])
            do {
                all.merge(try await ask(some, within: Self.patienceForMany)) { $1 }
                state.withLock {
                    $0.problem = nil
                    $0.restsUntil = 0
                }
            } catch {
                if !Task.isCancelled { note(error, isLookup: false) }
                throw error
            }
        }
        return all
    }

    /// Something is wrong with what it answers.
    func note(_ problem: any Error, isLookup: Bool) {
        let now = world.now()
        let rested = world.uptimeSeconds() + Self.restSeconds
        state.withLock {
            if isLookup { $0.fellBack += 1 }
            $0.problem = "\(problem)"
            $0.problemAt = now
            $0.restsUntil = rested
        }
    }

    package func close() async throws {
        try await client.close()
    }

    private struct Question: Encodable {
        let model: String
        let input: [String]
        let encodingFormat = "float"

        enum CodingKeys: String, CodingKey {
            case model, input
            case encodingFormat = "encoding_format"
        }
    }

    private func ask(_ texts: [String], within limit: Duration) async throws -> [String: [Float]] {
        let body = try JSONEncoder().encode(Question(model: place.model, input: texts))
        let headers = place.key.map { ["Authorization": "Bearer \($0)"] } ?? [:]
        let answer = try await client.post(
            [UInt8](body), to: place.target, headers: headers, within: limit,
            mostBytes: Self.mostBytesEach * texts.count)
        guard answer.status == 200 else {
            throw OutboundFailure("\(place.target.host) answered with status \(answer.status).")
        }
        return try EmbeddingsAnswer(answer.body, texts: texts, host: place.target.host).vectors
    }
}

/// What came back, checked: a provider is believed nothing.
struct EmbeddingsAnswer {
    private struct Body: Decodable {
        struct Entry: Decodable {
            let index: Int
            let embedding: [Float]
        }
        let data: [Entry]
    }

    /// Of length one, filled up with zeros to whole words of 64 numbers.
    let vectors: [String: [Float]]

    /// - Throws: `OutboundFailure`.
    init(_ bytes: [UInt8], texts: [String], host: String) throws {
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(bytes))
        } catch {
            throw OutboundFailure("\(host) did not answer with vectors.")
        }
        guard body.data.count == texts.count, Set(body.data.map(\.index)) == Set(texts.indices) else {
            throw OutboundFailure("\(host) did not answer with one vector for each text.")
        }
        let width = body.data.first?.embedding.count ?? 0
        var vectors: [String: [Float]] = [:]
        for entry in body.data {
            let length = entry.embedding.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
            guard entry.embedding.count == width, (2...4096).contains(width), length.isFinite, length > 0 else {
                throw OutboundFailure("\(host) answered with vectors that cannot be used.")
            }
            let rest = [Float](repeating: 0, count: (64 - width % 64) % 64)
            vectors[texts[entry.index]] = entry.embedding.map { $0 / length } + rest
        }
        self.vectors = vectors
    }
}
