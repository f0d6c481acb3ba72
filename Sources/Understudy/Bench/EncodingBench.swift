import Domain
import Foundation
import Lookup

/// What it costs the processor to learn what one window says.
struct EncodingBench: Sendable {
    let ground: BenchGround

    private static let windows = 40

    /// - Returns: milliseconds of processor time a window; nil without the model.
    func run() async throws -> Double? {
        let settings = ground.settings
        guard FileManager.default.fileExists(atPath: "\(settings.meaningModel)/vocab.txt") else { return nil }
        let encoder = try MeaningModel.load(folder: settings.meaningModel, kernels: settings.kernels)
        let texts = (0..<Self.windows).map { FullTextBench.windows(of: ground.corpus.clip($0)).first?.body ?? "" }
        return try await onOwnThread {
            _ = encoder.vector(of: texts[0])
            let start = ProcessorTime.ofThread
            for (number, text) in texts.enumerated() {
                _ = encoder.vector(of: text)
                _ = encoder.vector(of: "\(texts[(number + 1) % texts.count]) \(text)")
            }
            return (ProcessorTime.ofThread - start) * 1000 / Double(texts.count)
        }
    }
}
