import CKernels

/// The vector each window of a segment is compared by: what is said there, and twice that together with what was said before it,
/// because a moment is the objection and then the answer. Windows without vectors have the scale 0.
struct MeaningColumns: Sendable {
    static let width = SentenceEncoder.width
    /// How much the window with the one before it counts against the window alone; flat between 1 and 3 on development queries.
    static let previousShare: Float = 2

    /// Row after row; empty as long as no window has a vector.
    private(set) var rows: [Int8] = []
    private(set) var scales: [Float] = []
    private(set) var count = 0
    /// How many windows have one.
    private(set) var filled = 0

    var isEmpty: Bool { filled == 0 }

    init() {}

    init(rows: [Int8], scales: [Float], count: Int) {
        self.rows = rows
        self.scales = scales
        self.count = count
        filled = scales.count { $0 != 0 }
    }

    mutating func append(_ key: UInt64?, of meaning: ClipMeaning?) {
        count += 1
        guard let key, let meaning else { return appendNothing() }
        let isFirst = isEmpty
        var isKnown = false
        isKnown = meaning.read(key) { own, ownScale, withPrevious, previousScale in
            if isFirst { self.reserveAll(before: count - 1) }
            let start = rows.count
            rows.append(contentsOf: repeatElement(0, count: Self.width))
            var scale: Float = 0
            rows.withUnsafeMutableBufferPointer { rows in
                guard let base = rows.baseAddress else { return }
                ck_mix_i8(
                    own, ownScale, withPrevious, Self.previousShare * previousScale, Self.width, base + start, &scale)
            }
            scales.append(scale)
            filled += 1
        }
        if !isKnown { appendNothing() }
    }

    mutating func append(_ window: Int, of other: MeaningColumns) {
        count += 1
        guard !other.isEmpty, other.scales[window] != 0 else { return appendNothing() }
        if isEmpty { reserveAll(before: count - 1) }
        rows.append(contentsOf: other.rows[window * Self.width..<(window + 1) * Self.width])
        scales.append(other.scales[window])
        filled += 1
    }

    private mutating func appendNothing() {
        guard !isEmpty else { return }
        rows.append(contentsOf: repeatElement(0, count: Self.width))
        scales.append(0)
    }

    private mutating func reserveAll(before windows: Int) {
        rows = Array(repeating: 0, count: windows * Self.width)
        scales = Array(repeating: 0, count: windows)
    }

    func has(_ window: Int) -> Bool { !isEmpty && scales[window] != 0 }

    /// The vector of a window as numbers; nil when it has none.
    func vector(of window: Int) -> [Float]? {
        guard !isEmpty, scales[window] != 0 else { return nil }
        let scale = scales[window]
        return rows[window * Self.width..<(window + 1) * Self.width].map { Float($0) * scale }
    }

    /// How near each window is to a direction.
    func dots(_ query: ByteVector, _ kernels: Kernels) -> [Float] {
        guard !isEmpty else { return [] }
        return [Float](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress {
                ck_dots_i8(kernels.level, query.bytes, query.scale, rows, scales, count, Self.width, base)
            }
            filled = count
        }
    }

    /// The same of some windows.
    func dots(_ query: ByteVector, at windows: [Int32], _ kernels: Kernels) -> [Float] {
        guard !isEmpty else { return Array(repeating: 0, count: windows.count) }
        return [Float](unsafeUninitializedCapacity: windows.count) { room, filled in
            if let base = room.baseAddress {
                ck_dots_at_i8(
                    kernels.level, query.bytes, query.scale, rows, scales, windows, windows.count, Self.width, base)
            }
            filled = windows.count
        }
    }
}
