import CKernels

/// The vector each window of a segment is compared by: what is said there, and twice that together with what was said before it,
/// because a moment is the objection and then the answer. Windows without vectors have the scale 0.
struct MeaningColumns: Sendable {
    /// How much the window with the one before it counts against the window alone; flat between 1 and 3 on development queries.
    static let previousShare: Float = 2

    /// Numbers in a vector; 0 as long as no window has one.
    private(set) var width = 0
    /// Row after row; empty as long as no window has a vector, and where the rows stay in a file.
    private var own: [Int8] = []
    private let kept: KeptBytes?
    private(set) var scales: [Float] = []
    private(set) var count = 0
    /// How many windows have one.
    private(set) var filled = 0

    var isEmpty: Bool { filled == 0 }

    init() {
        kept = nil
    }

    init(rows: [Int8], scales: [Float], width: Int = SentenceEncoder.width, count: Int) {
        own = rows
        kept = nil
        self.width = width
        self.scales = scales
        self.count = count
        filled = scales.count { $0 != 0 }
    }

    /// As they were kept: the vectors stay in the file, which is memory that can be had back.
    init(_ file: inout KeptReader, count: Int) throws {
        width = try file.array(Int.self, count: 1)[0]
        let rows = try file.mapped()
        scales = try file.array(Float.self)
        guard scales.isEmpty || scales.count == count, SentenceEncoder.widths.contains(width) || scales.isEmpty,
            rows.count == scales.count * width
        else { throw ByteReader.CutOff() }
        kept = rows
        self.count = count
        filled = scales.count { $0 != 0 }
    }

    func write(to file: inout KeptWriter) throws {
        try file.write([width])
        try withRows { try file.write(UnsafeRawBufferPointer(start: $0, count: scales.count * width)) }
        try file.write(scales)
    }

    /// The first number of the first row. Not to be called, and not valid, outside.
    func withRows<Value>(_ body: (UnsafePointer<Int8>) throws -> Value) rethrows -> Value {
        if let kept {
            return try kept.withBytes { bytes in
                try bytes.withMemoryRebound(to: Int8.self) { try Self.pass($0, to: body) }
            }
        }
        return try own.withUnsafeBufferPointer { try Self.pass($0, to: body) }
    }

    /// Where there is nothing there is no address either; nobody reads what is passed then.
    private static func pass<Value>(
        _ rows: UnsafeBufferPointer<Int8>, to body: (UnsafePointer<Int8>) throws -> Value
    ) rethrows -> Value {
        if let base = rows.baseAddress { return try body(base) }
        return try withUnsafePointer(to: Int8(0)) { try body($0) }
    }

    mutating func append(_ key: UInt64?, of meaning: ClipMeaning?) {
        count += 1
        guard let key, let meaning, isEmpty || meaning.width == width else { return appendNothing() }
        let isFirst = isEmpty
        var isKnown = false
        isKnown = meaning.read(key) { own, ownScale, withPrevious, previousScale in
            if isFirst { self.begin(width: meaning.width, before: count - 1) }
            let start = self.own.count
            self.own.append(contentsOf: repeatElement(0, count: width))
            var scale: Float = 0
            self.own.withUnsafeMutableBufferPointer { rows in
                guard let base = rows.baseAddress else { return }
                ck_mix_i8(
                    own, ownScale, withPrevious, Self.previousShare * previousScale, width, base + start, &scale)
            }
            scales.append(scale)
            filled += 1
        }
        if !isKnown { appendNothing() }
    }

    mutating func append(_ window: Int, of other: MeaningColumns) {
        count += 1
        guard !other.isEmpty, other.scales[window] != 0, isEmpty || other.width == width else { return appendNothing() }
        if isEmpty { begin(width: other.width, before: count - 1) }
        let width = width
        other.withRows { rows in
            own.append(contentsOf: UnsafeBufferPointer(start: rows + window * width, count: width))
        }
        scales.append(other.scales[window])
        filled += 1
    }

    private mutating func appendNothing() {
        guard !isEmpty else { return }
        own.append(contentsOf: repeatElement(0, count: width))
        scales.append(0)
    }

    private mutating func begin(width: Int, before windows: Int) {
        self.width = width
        own = Array(repeating: 0, count: windows * width)
        scales = Array(repeating: 0, count: windows)
    }

    func has(_ window: Int) -> Bool { !isEmpty && scales[window] != 0 }

    /// The vector of a window as numbers; nil when it has none.
    func vector(of window: Int) -> [Float]? {
        guard !isEmpty, scales[window] != 0 else { return nil }
        let scale = scales[window]
        return withRows { rows in
            UnsafeBufferPointer(start: rows + window * width, count: width).map { Float($0) * scale }
        }
    }

    /// How near each window is to a direction; empty where none can be compared with it.
    func dots(_ query: ByteVector, _ kernels: Kernels) -> [Float] {
        guard !isEmpty, query.bytes.count == width else { return [] }
        return [Float](unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress {
                withRows { ck_dots_i8(kernels.level, query.bytes, query.scale, $0, scales, count, width, base) }
            }
            filled = count
        }
    }

    /// The same of some windows; 0 where they cannot be compared.
    func dots(_ query: ByteVector, at windows: [Int32], _ kernels: Kernels) -> [Float] {
        guard !isEmpty, query.bytes.count == width else { return Array(repeating: 0, count: windows.count) }
        return [Float](unsafeUninitializedCapacity: windows.count) { room, filled in
            if let base = room.baseAddress {
                withRows {
                    ck_dots_at_i8(
                        kernels.level, query.bytes, query.scale, $0, scales, windows, windows.count, width, base)
                }
            }
            filled = windows.count
        }
    }
}
