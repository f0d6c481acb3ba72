import CKernels

/// One bit for each number of each window: enough to tell in a tenth of the time which windows are worth a closer look, and about how
/// near the others are.
struct SignBits: Sendable {
    /// Numbers in a vector.
    let width: Int
    private let words: Int
    /// Rows in a block of the bits.
    private static let block = 8

    private let bits: [UInt64]
    /// How far each window reaches in the direction of its bits; 0 without a vector.
    private let factors: [Float]
    private let mean: [Float]
    let count: Int

    init(_ columns: MeaningColumns, _ kernels: Kernels = .best) {
        let mean = Self.mean(of: columns)
        let width = columns.width
        self.mean = mean
        self.width = width
        words = width / 64
        count = columns.count
        let room = (columns.count + Self.block - 1) / Self.block * Self.block * words
        var factors = [Float](repeating: 0, count: columns.count)
        bits = [UInt64](unsafeUninitializedCapacity: room) { bits, filled in
            guard let base = bits.baseAddress, !columns.isEmpty else { return }
            columns.withRows {
                ck_signs(kernels.level, $0, columns.scales, mean, columns.count, width, base, &factors)
            }
            filled = room
        }
        self.factors = factors
    }

    /// A sample tells the mean well enough.
    private static func mean(of columns: MeaningColumns) -> [Float] {
        let width = columns.width
        var mean = [Float](repeating: 0, count: width)
        var seen: Float = 0
        for window in stride(from: 0, to: columns.count, by: max(1, columns.count / 4096)) {
            guard let vector = columns.vector(of: window) else { continue }
            for place in 0..<width { mean[place] += vector[place] }
            seen += 1
        }
        return seen > 0 ? mean.map { $0 / seen } : mean
    }

    /// A query as whole numbers of four bits: what each bit of a window counts.
    struct Query {
        fileprivate let planes: [UInt64]
        fileprivate let middle: Float
        fileprivate let offset: Float
        fileprivate let step: Float
    }

    func query(_ vector: [Float]) -> Query {
        let most = max(vector.reduce(Float(0)) { max($0, abs($1)) }, 1e-12)
        let step = most / 7.5
        var planes = [UInt64](repeating: 0, count: 4 * words)
        var sum = 0
        var offset: Float = 0
        for (place, value) in vector.enumerated() {
            let whole = min(max(Int((value / step).rounded()), -8), 7)
            sum += whole
            offset += value * mean[place]
            let pattern = UInt64(truncatingIfNeeded: whole) & 0xF
            for plane in 0..<4 where pattern >> UInt64(plane) & 1 == 1 {
                planes[plane * words + place / 64] |= 1 << UInt64(place % 64)
            }
        }
        return Query(planes: planes, middle: Float(sum), offset: offset, step: step)
    }

    /// About how near each window is to the query, turned by `line`; 0 for windows without a vector.
    func estimates(_ query: Query, _ line: Line, _ kernels: Kernels) -> [Float] {
        guard !bits.isEmpty else { return Array(repeating: 0, count: count) }
        return [Float](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress {
                ck_sign_estimates(
                    kernels.level, query.planes, bits, factors, count, words, query.middle,
                    line.offset + line.slope * query.offset, line.slope * query.step, base)
            }
            filled = count
        }
    }

    /// The same of some windows.
    func estimates(_ query: Query, at windows: [Int32], _ kernels: Kernels) -> [Float] {
        guard !bits.isEmpty else { return Array(repeating: 0, count: windows.count) }
        return [Float](unsafeUninitializedCapacity: windows.count) { room, filled in
            if let base = room.baseAddress {
                ck_sign_estimates_at(
                    kernels.level, query.planes, bits, factors, windows, windows.count, words, query.middle,
                    query.offset, query.step, base)
            }
            filled = windows.count
        }
    }

    /// What turns an estimate into something else.
    struct Line {
        var offset: Float = 0
        var slope: Float = 1
    }
}
