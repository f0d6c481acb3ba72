import Foundation

/// The network in whole numbers, in one file that is made once from the trained model and read at every start after.
enum EncoderFile {
    static let magic = Array("UNDERSTUDY-MEANING-1\n".utf8)

    /// - Throws: what writing a file throws.
    static func write(_ weights: EncoderWeights, to path: String) throws {
        var body = ByteWriter()
        weights.write(to: &body)
        var file = ByteWriter()
        file.bytes += magic
        file.write(UInt64(body.bytes.count))
        file.write(body.bytes.withUnsafeBytes { Checksum.of($0) })
        file.bytes += body.bytes
        try Data(file.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// - Returns: nil when there is no such file, or it is damaged or of another form: then it is made anew.
    static func read(_ path: String) -> EncoderWeights? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return data.withUnsafeBytes { bytes in
            var file = ByteReader(bytes)
            guard (try? file.raw(magic.count))?.elementsEqual(magic) == true,
                let count = try? file.number(UInt64.self), let sum = try? file.number(UInt64.self),
                count == UInt64(file.left), let body = try? file.raw(file.left), Checksum.of(body) == sum
            else { return nil }
            var reader = ByteReader(body)
            return try? EncoderWeights(&reader)
        }
    }
}

extension EncoderWeights {
    fileprivate func write(to file: inout ByteWriter) {
        guard case .whole(let bytes, let scales) = words else { return }
        file.write(array: bytes)
        file.write(array: scales)
        file.write(array: places)
        embeddingNorm.write(to: &file)
        for layer in layers {
            layer.attention.write(to: &file)
            layer.attentionOutput.write(to: &file)
            layer.attentionNorm.write(to: &file)
            layer.inner.write(to: &file)
            layer.output.write(to: &file)
            layer.outputNorm.write(to: &file)
        }
    }

    fileprivate init(_ file: inout ByteReader) throws {
        let width = SentenceEncoder.width
        let bytes = try file.array(Int8.self)
        let words = WordRows.whole(bytes: bytes, scales: try file.array(Float.self, count: bytes.count / width))
        let places = try file.array(Float.self, count: SentenceEncoder.longest * width)
        let norm = try NormLayer(&file)
        var layers: [Layer] = []
        for _ in 0..<Self.layerCount {
            layers.append(
                Layer(
                    attention: try DenseLayer(&file, 3 * width, width),
                    attentionOutput: try DenseLayer(&file, width, width), attentionNorm: try NormLayer(&file),
                    inner: try DenseLayer(&file, 4 * width, width), output: try DenseLayer(&file, width, 4 * width),
                    outputNorm: try NormLayer(&file)))
        }
        self.init(words: words, places: places, embeddingNorm: norm, layers: layers)
    }
}

extension NormLayer {
    fileprivate func write(to file: inout ByteWriter) {
        file.write(array: gain)
        file.write(array: bias)
    }

    fileprivate init(_ file: inout ByteReader) throws {
        self.init(
            gain: try file.array(Float.self, count: SentenceEncoder.width),
            bias: try file.array(Float.self, count: SentenceEncoder.width))
    }
}

extension DenseLayer {
    fileprivate func write(to file: inout ByteWriter) {
        guard case .whole(let layer) = self else { return }
        file.write(array: layer.packed)
        file.write(array: layer.sums)
        file.write(array: layer.scales)
        file.write(array: layer.bias)
    }

    fileprivate init(_ file: inout ByteReader, _ outputs: Int, _ inputs: Int) throws {
        self = .whole(
            WholeLayer(
                inputs: inputs, packed: try file.array(Int8.self, count: outputs * inputs),
                sums: try file.array(Int32.self, count: outputs), scales: try file.array(Float.self, count: outputs),
                bias: try file.array(Float.self, count: outputs)))
    }
}
