import CKernels

/// Turns a sentence into a direction: sentences that mean the same point the same way. The network is all-MiniLM-L6-v2, six
/// layers of a transformer whose outputs are averaged.
package final class SentenceEncoder: Sendable {
    /// Numbers in a vector.
    package static let width = 384
    /// What other models may have: as many as whole words of bits hold, and no more than the loops take.
    package static let widths = stride(from: 64, through: 4096, by: 64)
    static let heads = 12
    /// Longer texts are cut off there, as the model was trained.
    static let longest = 256

    let weights: EncoderWeights
    let pieces: WordPieces
    let kernels: Kernels

    init(weights: EncoderWeights, pieces: WordPieces, kernels: Kernels = .best) {
        self.weights = weights
        self.pieces = pieces
        self.kernels = kernels
    }

    /// Takes no memory for weights until somebody asks for a vector again; that one takes a millisecond longer.
    package func rest() {
        weights.file?.forget()
    }

    /// - Returns: `width` numbers whose squares add up to one.
    package func vector(of text: String) -> [Float] {
        vector(ofPieces: pieces.ids(of: text, limit: Self.longest))
    }

    func vector(ofPieces ids: [Int]) -> [Float] {
        let rows = ids.count
        let width = Self.width
        var x = weights.embedded(ids)
        weights.embeddingNorm.apply(&x, adding: nil, rows: rows, kernels)
        var mixed = [Float](repeating: 0, count: rows * 3 * width)
        var attended = [Float](repeating: 0, count: rows * width)
        var projected = attended
        var scores = [Float](repeating: 0, count: rows)
        var inner = [Float](repeating: 0, count: rows * 4 * width)
        for layer in weights.layers {
            layer.attention.apply(x, rows: rows, to: &mixed, kernels)
            ck_attention(kernels.level, mixed, rows, Self.heads, &scores, &attended)
            layer.attentionOutput.apply(attended, rows: rows, to: &projected, kernels)
            layer.attentionNorm.apply(&x, adding: projected, rows: rows, kernels)
            layer.inner.apply(x, rows: rows, to: &inner, kernels)
            ck_gelu(kernels.level, &inner, inner.count)
            layer.output.apply(inner, rows: rows, to: &projected, kernels)
            layer.outputNorm.apply(&x, adding: projected, rows: rows, kernels)
        }
        return Self.normalisedMean(x, rows: rows)
    }

    private static func normalisedMean(_ x: [Float], rows: Int) -> [Float] {
        var mean = [Float](repeating: 0, count: width)
        for row in 0..<rows {
            for place in 0..<width { mean[place] += x[row * width + place] }
        }
        return normalised(mean)
    }

    static func normalised(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }
}

extension SentenceEncoder {
    /// The numbers of a text's pieces, as the model is given them.
    package func pieceNumbers(of text: String) -> [Int] {
        pieces.ids(of: text, limit: Self.longest)
    }
}
