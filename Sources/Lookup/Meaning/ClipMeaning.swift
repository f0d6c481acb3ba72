import CKernels

/// The vectors of a clip's windows, as they are kept: of each window one for what is said there, and one for that together with what
/// was said just before. Found by the text, so that after an edit only what changed has to be encoded.
package struct ClipMeaning: Sendable, Hashable {
    /// One record after the other: key, then twice a scale and `width` bytes. Vectors of another width than the built-in model's say so
    /// before the first.
    package private(set) var stored: [UInt8]
    /// Numbers in a vector.
    package let width: Int
    private var places: [UInt64: Int]

    private static let otherWidth: UInt64 = 0x4854_4449_575F_4B43

    private var vectorBytes: Int { 4 + width }
    private var recordBytes: Int { 8 + 2 * vectorBytes }

    package init(width: Int = SentenceEncoder.width) {
        self.width = width
        places = [:]
        var head = ByteWriter()
        if width != SentenceEncoder.width {
            head.write(Self.otherWidth)
            head.write(UInt64(width))
        }
        stored = head.bytes
    }

    /// - Returns: nil when these are no whole records.
    package init?(stored: [UInt8]) {
        let written = stored.withUnsafeBytes { bytes -> Int? in
            guard bytes.count >= 16, bytes.loadUnaligned(as: UInt64.self) == Self.otherWidth else { return nil }
            return Int(exactly: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ?? 0
        }
        guard SentenceEncoder.widths.contains(written ?? SentenceEncoder.width) else { return nil }
        self.init(width: written ?? SentenceEncoder.width)
        let first = self.stored.count
        guard (stored.count - first) % recordBytes == 0 else { return nil }
        self.stored = stored
        stored.withUnsafeBytes { bytes in
            for start in stride(from: first, to: bytes.count, by: recordBytes) {
                places[bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)] = start
            }
        }
    }

    package var count: Int { places.count }

    func holds(_ key: UInt64) -> Bool { places[key] != nil }

    /// - Parameters own, withPrevious: both of this width.
    mutating func add(_ key: UInt64, own: ByteVector, withPrevious: ByteVector) {
        var record = ByteWriter()
        record.write(key)
        for vector in [own, withPrevious] {
            record.write(vector.scale)
            vector.bytes.withUnsafeBytes { record.bytes.append(contentsOf: $0) }
        }
        places[key] = stored.count
        stored += record.bytes
    }

    /// The record of `key` out of another clip's or an earlier text's vectors. False when it is not there.
    mutating func take(_ key: UInt64, from other: ClipMeaning) -> Bool {
        guard let start = other.places[key], other.width == width else { return false }
        places[key] = stored.count
        stored += other.stored[start..<start + recordBytes]
        return true
    }

    /// Hands both vectors of a window to `body` as they lie there.
    func read(
        _ key: UInt64, _ body: (_ own: UnsafePointer<Int8>, Float, _ withPrevious: UnsafePointer<Int8>, Float) -> Void
    ) -> Bool {
        guard let start = places[key] else { return false }
        stored.withUnsafeBytes { bytes in
            func scale(_ at: Int) -> Float { bytes.loadUnaligned(fromByteOffset: at, as: Float.self) }
            let first = start + 8
            let second = first + vectorBytes
            guard let base = bytes.baseAddress else { return }
            body(
                (base + first + 4).assumingMemoryBound(to: Int8.self), scale(first),
                (base + second + 4).assumingMemoryBound(to: Int8.self), scale(second))
        }
        return true
    }
}

/// A window's texts as they are encoded.
struct WindowTexts {
    let own: String
    let withPrevious: String
    /// Nil when nothing is said there.
    let key: UInt64?

    /// - Parameter previous: the window before it in the same clip.
    init(_ window: Window, after previous: Window?) {
        own = window.text
        let before = previous?.text ?? ""
        withPrevious = before.isEmpty ? own : "\(before) \(own)"
        key = own.isEmpty ? nil : Checksum.of(withPrevious) ^ (Checksum.of(own) &* 3)
    }

    static func all(_ windows: [Window]) -> [WindowTexts] {
        windows.indices.map { WindowTexts(windows[$0], after: $0 > 0 ? windows[$0 - 1] : nil) }
    }
}

extension ClipMeaning {
    /// Vectors of the clip's windows that come from anywhere, for measuring.
    /// - Parameter vector: of a text.
    package init(of clip: IndexedClip, vector: (_ text: String) -> [Float]) {
        self.init()
        for texts in WindowTexts.all(Windows.make(of: clip, rule: .spoken)) {
            guard let key = texts.key, !holds(key) else { continue }
            add(key, own: ByteVector(vector(texts.own)), withPrevious: ByteVector(vector(texts.withPrevious)))
        }
    }
}

/// What a clip has no vectors of yet, and what it has.
package struct LackingMeaning: Sendable {
    /// What has to be encoded, every text once.
    package let texts: [String]
    private let windows: [(key: UInt64, texts: WindowTexts)]
    private let taken: ClipMeaning

    /// - Parameter known: vectors of its windows as they were; those of a text that is still there are taken.
    package init(of clip: IndexedClip, known: ClipMeaning) {
        self.init(of: clip, rule: .spoken, known: known)
    }

    init(of clip: IndexedClip, rule: WindowRule, known: ClipMeaning) {
        var taken = ClipMeaning(width: known.width)
        var windows: [(key: UInt64, texts: WindowTexts)] = []
        var seen: Set<UInt64> = []
        for texts in WindowTexts.all(Windows.make(of: clip, rule: rule)) {
            guard let key = texts.key, seen.insert(key).inserted, !taken.take(key, from: known) else { continue }
            windows.append((key, texts))
        }
        var told: Set<String> = []
        texts = windows.flatMap { [$0.texts.own, $0.texts.withPrevious] }.filter { told.insert($0).inserted }
        self.windows = windows
        self.taken = taken
    }

    /// - Parameter encoded: told after each window that had to be encoded: done, and of how many.
    func completed(
        encoded: (_ done: Int, _ all: Int) -> Void, _ vector: (_ text: String) -> [Float]
    ) -> ClipMeaning {
        var meaning = taken
        for (done, window) in windows.enumerated() {
            let texts = window.texts
            let own = vector(texts.own)
            let withPrevious = texts.withPrevious == texts.own ? own : vector(texts.withPrevious)
            meaning.add(window.key, own: ByteVector(own), withPrevious: ByteVector(withPrevious))
            encoded(done + 1, windows.count)
        }
        return meaning
    }

    /// - Parameter vectors: of all `texts`, all of one width.
    /// - Returns: nil when one is missing, or when vectors of the clip are of another width.
    package func completed(by vectors: [String: [Float]]) -> ClipMeaning? {
        guard let width = vectors.values.first?.count else { return texts.isEmpty ? taken : nil }
        var meaning = taken.count == 0 ? ClipMeaning(width: width) : taken
        for window in windows {
            guard let own = vectors[window.texts.own], let withPrevious = vectors[window.texts.withPrevious],
                own.count == meaning.width, withPrevious.count == meaning.width
            else { return nil }
            meaning.add(window.key, own: ByteVector(own), withPrevious: ByteVector(withPrevious))
        }
        return meaning
    }
}

extension ClipMeaning {
    /// Whether every window of the clip has its vectors.
    package func isComplete(for clip: IndexedClip) -> Bool {
        WindowTexts.all(Windows.make(of: clip, rule: .spoken)).allSatisfy { $0.key.map(holds) ?? true }
    }
}

extension SentenceEncoder {
    /// What `clip` lacks, encoded: vectors of its windows as they are now, taken from `known` where the text is the same.
    /// - Parameter encoded: told after each window that had to be encoded: done, and of how many.
    package func meaning(
        of clip: IndexedClip, known: ClipMeaning, encoded: (_ done: Int, _ all: Int) -> Void
    ) -> ClipMeaning {
        meaning(of: clip, rule: .spoken, known: known, encoded: encoded)
    }

    func meaning(
        of clip: IndexedClip, rule: WindowRule, known: ClipMeaning,
        encoded: (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) -> ClipMeaning {
        LackingMeaning(of: clip, rule: rule, known: known).completed(encoded: encoded, vector)
    }
}
