import CKernels

/// The vectors of a clip's windows, as they are kept: of each window one for what is said there, and one for that together with what
/// was said just before. Found by the text, so that after an edit only what changed has to be encoded.
package struct ClipMeaning: Sendable, Hashable {
    /// One record after the other: key, then twice a scale and `width` bytes.
    package private(set) var stored: [UInt8]
    private var places: [UInt64: Int]

    static let vectorBytes = 4 + SentenceEncoder.width
    static let recordBytes = 8 + 2 * vectorBytes

    package init() {
        stored = []
        places = [:]
    }

    /// - Returns: nil when these are no whole records.
    package init?(stored: [UInt8]) {
        guard stored.count % Self.recordBytes == 0 else { return nil }
        self.stored = stored
        places = [:]
        stored.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: Self.recordBytes) {
                places[bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)] = start
            }
        }
    }

    package var count: Int { places.count }

    func holds(_ key: UInt64) -> Bool { places[key] != nil }

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
        guard let start = other.places[key] else { return false }
        places[key] = stored.count
        stored += other.stored[start..<start + Self.recordBytes]
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
            let second = first + Self.vectorBytes
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
        var meaning = ClipMeaning()
        var missing: [UInt64: WindowTexts] = [:]
        var order: [UInt64] = []
        for texts in WindowTexts.all(Windows.make(of: clip, rule: rule)) {
            guard let key = texts.key, !meaning.holds(key), missing[key] == nil else { continue }
            if meaning.take(key, from: known) { continue }
            missing[key] = texts
            order.append(key)
        }
        for (done, key) in order.enumerated() {
            guard let texts = missing[key] else { continue }
            let own = vector(of: texts.own)
            let withPrevious = texts.withPrevious == texts.own ? own : vector(of: texts.withPrevious)
            meaning.add(key, own: ByteVector(own), withPrevious: ByteVector(withPrevious))
            encoded(done + 1, order.count)
        }
        return meaning
    }

    /// Whether every window of the clip has its vectors.
    package static func isComplete(_ meaning: ClipMeaning, of clip: IndexedClip) -> Bool {
        WindowTexts.all(Windows.make(of: clip, rule: .spoken)).allSatisfy { $0.key.map(meaning.holds) ?? true }
    }
}
