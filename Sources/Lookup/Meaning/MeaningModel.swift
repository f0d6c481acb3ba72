import Foundation

/// The sentence encoder as it is found on this machine, or why there is none.
package enum MeaningModel {
    /// What is written beside each vector: vectors of different models cannot be compared.
    package static let id = "all-MiniLM-L6-v2/int8-1"
    package static let folderName = "all-MiniLM-L6-v2"
    private static let trained = "model.safetensors"
    private static let vocabulary = "vocab.txt"
    private static let converted = "meaning.weights"

    /// Reads the model. The first time it is converted, which takes a second or two, and kept beside the trained one.
    /// - Parameters:
    ///   - folder: holds `model.safetensors` and `vocab.txt`.
    ///   - isExact: the weights as trained instead of the converted ones.
    /// - Throws: `ModelProblem`.
    package static func load(
        folder: String, kernels: Kernels = .best, isExact: Bool = false
    ) throws -> SentenceEncoder {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(vocabulary)") else {
            throw ModelProblem("The meaning model is not installed: there is no \(folder)/\(vocabulary).")
        }
        let pieces = try WordPieces(vocabulary: String(decoding: data, as: UTF8.self))
        let weights = isExact ? try trained(folder, isExact: true) : try weights(folder)
        return SentenceEncoder(weights: weights, pieces: pieces, kernels: kernels)
    }

    private static func weights(_ folder: String) throws -> EncoderWeights {
        let file = "\(folder)/\(converted)"
        if let known = EncoderFile.read(file) { return known }
        let made = try trained(folder, isExact: false)
        do {
            try EncoderFile.write(made, to: file)
        } catch {
            // A folder nobody may write to costs a second and some memory at each start, nothing else.
            return made
        }
        return EncoderFile.read(file) ?? made
    }

    private static func trained(_ folder: String, isExact: Bool) throws -> EncoderWeights {
        try EncoderWeights(try TensorFile(path: "\(folder)/\(trained)"), isExact: isExact)
    }
}
