import Foundation
import Testing

@testable import Lookup

/// The model against vectors that its makers' own code gave for the same texts.
@Suite(.enabled(if: InstalledModel.isThere, InstalledModel.whyNot))
struct SentenceEncoderTests {
    private struct Golden: Decodable {
        let text: String
        let tokenIDs: [Int]
        let embedding: [Float]

        enum CodingKeys: String, CodingKey {
            case text, embedding
            case tokenIDs = "token_ids"
        }
    }

    private static func golden() throws -> [Golden] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var files = [folder.appendingPathComponent("Golden/encoder.jsonl").path]
        // A judged set may bring its own.
        if let more = ProcessInfo.processInfo.environment["UNDERSTUDY_GOLDEN"] { files.append(more) }
        return try files.flatMap { file in
            try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
                try JSONDecoder().decode(Golden.self, from: Data($0.utf8))
            }
        }
    }

    private static func cosine(_ one: [Float], _ other: [Float]) -> Float {
        func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return dot(one, other) / (dot(one, one) * dot(other, other)).squareRoot()
    }

    @Test func textIsCutIntoThePiecesTheModelKnows() throws {
        let encoder = try InstalledModel.encoder.get()
        for golden in try Self.golden() { #expect(encoder.pieceNumbers(of: golden.text) == golden.tokenIDs) }
    }

    @Test func exactVectorsAreThoseOfTheModel() throws {
        let encoder = try MeaningModel.load(folder: InstalledModel.folder, isExact: true)
        for golden in try Self.golden() where golden.tokenIDs.count < 30 {
            #expect(Self.cosine(encoder.vector(of: golden.text), golden.embedding) >= 0.999, "\(golden.text)")
        }
    }

    @Test(arguments: Kernels.available)
    func wholeNumbersLoseNextToNothing(kernels: Kernels) throws {
        let encoder = try MeaningModel.load(folder: InstalledModel.folder, kernels: kernels)
        let sentences = try Self.golden().filter { (4..<30).contains($0.tokenIDs.count) }
        let cosines = sentences.map { Self.cosine(encoder.vector(of: $0.text), $0.embedding) }
        #expect(cosines.reduce(0, +) / Float(cosines.count) >= 0.994)
        #expect(cosines.allSatisfy { $0 >= 0.97 })
    }

    @Test func convertedModelIsReadBackAsItWas() throws {
        let encoder = try InstalledModel.encoder.get()
        let file = NSTemporaryDirectory() + "meaning-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try EncoderFile.write(encoder.weights, to: file)
        let weights = try #require(EncoderFile.read(file))
        let again = SentenceEncoder(weights: weights, pieces: encoder.pieces)
        #expect(again.vector(of: "Who signs this?") == encoder.vector(of: "Who signs this?"))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(EncoderFile.read(file) == nil)
    }
}

struct MeaningModelTests {
    @Test func missingModelIsSaidInASentence() {
        #expect(throws: ModelProblem.self) { try MeaningModel.load(folder: "/nowhere") }
    }
}
