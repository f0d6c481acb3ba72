import CKernels

/// One layer of the encoder: every output is a weighted sum of all inputs. Either in whole numbers, which is what lookups run
/// on, or exact.
enum DenseLayer: Sendable {
    case whole(WholeLayer)
    case exact(ExactLayer)

    var outputs: Int {
        switch self {
        case .whole(let layer): layer.bias.count
        case .exact(let layer): layer.bias.count
        }
    }

    /// - Parameters:
    ///   - x: rows of inputs, one after the other.
    ///   - y: room for as many rows of outputs.
    func apply(_ x: [Float], rows: Int, to y: inout [Float], _ kernels: Kernels) {
        switch self {
        case .whole(let layer): layer.apply(x, rows: rows, to: &y, kernels)
        case .exact(let layer): layer.apply(x, rows: rows, to: &y, kernels)
        }
    }
}

/// Weights as bytes with a scale for each output, in the order the product wants them.
struct WholeLayer: Sendable {
    let inputs: Int
    let packed: WeightBytes
    let sums: [Int32]
    let scales: [Float]
    let bias: [Float]

    init(inputs: Int, packed: WeightBytes, sums: [Int32], scales: [Float], bias: [Float]) {
        self.inputs = inputs
        self.packed = packed
        self.sums = sums
        self.scales = scales
        self.bias = bias
    }

    /// - Parameter weights: by output, then by input.
    init(weights: [Float], bias: [Float]) {
        let inputs = weights.count / bias.count
        var scales = [Float](repeating: 0, count: bias.count)
        var bytes = [Int8](repeating: 0, count: weights.count)
        for output in bias.indices {
            let row = weights[output * inputs..<(output + 1) * inputs]
            let scale = max(row.reduce(Float(0)) { max($0, abs($1)) } / 127, 1e-12)
            scales[output] = scale
            for (place, weight) in row.enumerated() {
                bytes[output * inputs + place] = Int8(clamping: Int((weight / scale).rounded()))
            }
        }
        var packed = bytes
        var sums = [Int32](repeating: 0, count: bias.count)
        ck_pack_i8(bytes, bias.count, inputs, &packed, &sums)
        self.init(inputs: inputs, packed: .own(packed), sums: sums, scales: scales, bias: bias)
    }

    func apply(_ x: [Float], rows: Int, to y: inout [Float], _ kernels: Kernels) {
        var bytes = [UInt8](repeating: 0, count: rows * inputs)
        var own = [Float](repeating: 0, count: rows)
        ck_quantize(kernels.level, x, rows, inputs, &bytes, &own)
        packed.withBytes { packed in
            ck_gemm_i8(kernels.level, bytes, own, rows, inputs, packed.baseAddress, sums, scales, bias, bias.count, &y)
        }
    }
}

/// Weights as they were trained.
struct ExactLayer: Sendable {
    let inputs: Int
    let packed: [Float]
    let bias: [Float]

    /// - Parameter weights: by output, then by input.
    init(weights: [Float], bias: [Float]) {
        inputs = weights.count / bias.count
        self.bias = bias
        var packed = weights
        ck_pack_f32(weights, bias.count, inputs, &packed)
        self.packed = packed
    }

    func apply(_ x: [Float], rows: Int, to y: inout [Float], _ kernels: Kernels) {
        ck_gemm_f32(kernels.level, x, rows, inputs, packed, bias, bias.count, &y)
    }
}

/// Gain and bias of a normalisation.
struct NormLayer: Sendable {
    let gain: [Float]
    let bias: [Float]

    /// x = normalised (x + residual).
    func apply(_ x: inout [Float], adding residual: [Float]?, rows: Int, _ kernels: Kernels) {
        if let residual {
            ck_layer_norm(kernels.level, &x, residual, rows, gain.count, gain, bias)
        } else {
            ck_layer_norm(kernels.level, &x, nil, rows, gain.count, gain, bias)
        }
    }
}
