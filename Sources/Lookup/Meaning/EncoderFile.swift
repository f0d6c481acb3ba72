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
        guard let kept = MappedFile(path: path) else { return nil }
        // The checksum has read all of it.
        defer { kept.forget() }
        return kept.withBytes { bytes in
            var file = ByteReader(bytes)
            guard (try? file.raw(magic.count))?.elementsEqual(magic) == true,
                let count = try? file.number(UInt64.self), let sum = try? file.number(UInt64.self),
                count == UInt64(file.left), let body = try? file.raw(file.left), Checksum.of(body) == sum
            else { return nil }
            var reader = ByteReader(body)
            return try? EncoderWeights(&reader, of: kept)
        }
    }
}

extension EncoderWeights {
    fileprivate func write(to file: inout ByteWriter) {
        guard case .whole(let bytes, let scales) = words else { return }
        file.write(bytes: bytes)
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

    fileprivate init(_ file: inout ByteReader, of kept: MappedFile) throws {
        let width = SentenceEncoder.width
        let bytes = WeightBytes.kept(KeptBytes(kept, try file.bytes()))
        let words = WordRows.whole(bytes: bytes, scales: try file.array(Float.self, count: bytes.count / width))
        let places = try file.array(Float.self, count: SentenceEncoder.longest * width)
        let norm = try NormLayer(&file)
        var layers: [Layer] = []
        for _ in 0..<Self.layerCount {
            layers.append(
                Layer(
                    attention: try DenseLayer(&file, 3 * width, width, of: kept),
                    attentionOutput: try DenseLayer(&file, width, width, of: kept),
                    attentionNorm: try NormLayer(&file),
                    inner: try DenseLayer(&file, 4 * width, width, of: kept),
                    output: try DenseLayer(&file, width, 4 * width, of: kept),
                    outputNorm: try NormLayer(&file)))
        }
        self.init(words: words, places: places, embeddingNorm: norm, layers: layers, file: kept)
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
        file.write(bytes: layer.packed)
        file.write(array: layer.sums)
        file.write(array: layer.scales)
        file.write(array: layer.bias)
    }

    fileprivate init(_ file: inout ByteReader, _ outputs: Int, _ inputs: Int, of kept: MappedFile) throws {
        let packed = try file.bytes()
        guard packed.count == outputs * inputs else { throw ByteReader.CutOff() }
        self = .whole(
            WholeLayer(
                inputs: inputs, packed: .kept(KeptBytes(kept, packed)),
                sums: try file.array(Int32.self, count: outputs), scales: try file.array(Float.self, count: outputs),
                bias: try file.array(Float.self, count: outputs)))
    }
}

extension ByteWriter {
    fileprivate mutating func write(bytes: WeightBytes) {
        write(UInt64(bytes.count))
        bytes.withBytes { self.bytes.append(contentsOf: UnsafeRawBufferPointer($0)) }
    }
}

extension ByteReader {
    /// What `write(bytes:)` wrote, where it is.
    fileprivate mutating func bytes() throws -> UnsafeRawBufferPointer {
        let written = try number(UInt64.self)
        guard written <= UInt64(left) else { throw CutOff() }
        return try raw(Int(written))
    }
}
