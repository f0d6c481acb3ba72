/// Everything the network has learned.
struct EncoderWeights: Sendable {
    struct Layer: Sendable {
        /// Query, key and value in one.
        let attention: DenseLayer
        let attentionOutput: DenseLayer
        let attentionNorm: NormLayer
        let inner: DenseLayer
        let output: DenseLayer
        let outputNorm: NormLayer
    }

    let words: WordRows
    /// One row for each place in a sentence.
    let places: [Float]
    let embeddingNorm: NormLayer
    let layers: [Layer]
    /// Where most of it lies, if it was read from a file.
    let file: MappedFile?

    static let layerCount = 6

    /// The sum of each piece's own row and that of its place.
    func embedded(_ ids: [Int]) -> [Float] {
        let width = SentenceEncoder.width
        var rows = [Float](repeating: 0, count: ids.count * width)
        for (place, id) in ids.enumerated() {
            words.read(id, to: &rows, at: place * width)
            for number in 0..<width { rows[place * width + number] += places[place * width + number] }
        }
        return rows
    }

    /// - Parameter isExact: keeps the weights as they were trained; slower and larger, for comparing.
    /// - Throws: `ModelProblem` when the file does not hold the network.
    init(_ tensors: TensorFile, isExact: Bool) throws {
        let width = SentenceEncoder.width
        let names = "embeddings."
        file = nil
        words = WordRows(try tensors.numbers("\(names)word_embeddings.weight"), isExact: isExact)
        let kind = try tensors.numbers("\(names)token_type_embeddings.weight", count: 2 * width)
        let all = try tensors.numbers("\(names)position_embeddings.weight", count: 512 * width)
        places = all.prefix(SentenceEncoder.longest * width).enumerated().map { $1 + kind[$0 % width] }
        embeddingNorm = try tensors.norm("\(names)LayerNorm")
        layers = try (0..<Self.layerCount).map { number in
            let layer = "encoder.layer.\(number)"
            func dense(_ names: [String], _ outputs: Int, _ inputs: Int) throws -> DenseLayer {
                let weights = try names.flatMap {
                    try tensors.numbers("\(layer).\($0).weight", count: outputs * inputs)
                }
                let bias = try names.flatMap { try tensors.numbers("\(layer).\($0).bias", count: outputs) }
                return isExact
                    ? .exact(ExactLayer(weights: weights, bias: bias))
                    : .whole(WholeLayer(weights: weights, bias: bias))
            }
            return Layer(
                attention: try dense(
                    ["attention.self.query", "attention.self.key", "attention.self.value"], width, width),
                attentionOutput: try dense(["attention.output.dense"], width, width),
                attentionNorm: try tensors.norm("\(layer).attention.output.LayerNorm"),
                inner: try dense(["intermediate.dense"], 4 * width, width),
                output: try dense(["output.dense"], width, 4 * width),
                outputNorm: try tensors.norm("\(layer).output.LayerNorm"))
        }
    }

    init(words: WordRows, places: [Float], embeddingNorm: NormLayer, layers: [Layer], file: MappedFile) {
        self.file = file
        self.words = words
        self.places = places
        self.embeddingNorm = embeddingNorm
        self.layers = layers
    }
}

/// One row for each piece of a word, as bytes with a scale or as trained.
enum WordRows: Sendable {
    case whole(bytes: WeightBytes, scales: [Float])
    case exact([Float])

    init(_ numbers: [Float], isExact: Bool) {
        guard !isExact else {
            self = .exact(numbers)
            return
        }
        let width = SentenceEncoder.width
        var bytes = [Int8](repeating: 0, count: numbers.count)
        var scales: [Float] = []
        for row in 0..<numbers.count / width {
            let vector = ByteVector(numbers[row * width..<(row + 1) * width])
            scales.append(vector.scale)
            bytes.replaceSubrange(row * width..<(row + 1) * width, with: vector.bytes)
        }
        self = .whole(bytes: .own(bytes), scales: scales)
    }

    func read(_ id: Int, to rows: inout [Float], at start: Int) {
        let width = SentenceEncoder.width
        switch self {
        case .whole(let bytes, let scales):
            bytes.withBytes { bytes in
                for place in 0..<width { rows[start + place] = Float(bytes[id * width + place]) * scales[id] }
            }
        case .exact(let numbers):
            for place in 0..<width { rows[start + place] = numbers[id * width + place] }
        }
    }
}

extension TensorFile {
    fileprivate func norm(_ name: String) throws -> NormLayer {
        NormLayer(
            gain: try numbers("\(name).weight", count: SentenceEncoder.width),
            bias: try numbers("\(name).bias", count: SentenceEncoder.width))
    }
}
