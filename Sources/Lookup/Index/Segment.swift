import Domain

/// A part of the index that never changes: some clips, their windows and the postings.
///
/// A window's number is its id inside the segment. Whatever else is known about windows later (vectors, for one) is another flat array
/// by the same number.
final class Segment: Sendable {
    let clips: [ClipCard]
    let numbers: [ID<Clip>: Int]
    /// Where a clip's windows begin; one more entry than clips.
    let firstWindows: [Int]
    let windows: WindowColumns
    let postings: SegmentPostings
    let meaning: MeaningColumns
    /// The windows without a vector; empty when none has one.
    let lacking: [Int32]
    /// Only of segments so large that looking at every vector takes too long.
    let signs: SignBits?
    /// By window: 0 for the first of a clip, 1 for those that go on where another ends.
    let continues: [UInt8]
    /// Terms in all windows of a clip together.
    let spokenLengths: [Int]
    /// Newest first.
    let byAge: [Int]
    /// The distinct accesses of these clips and which one each clip has, so that the policy is asked once for many clips.
    let accesses: [ClipAccess]
    let accessOfClip: [Int]
    /// The same of what clips are tagged with.
    let cells: [SegmentCell]
    let cellOfClip: [Int]

    init(
        clips: [ClipCard], firstWindows: [Int], windows: WindowColumns, postings: SegmentPostings,
        meaning: MeaningColumns = MeaningColumns(), signs: SignBits? = nil
    ) {
        self.meaning = meaning
        lacking = meaning.isEmpty ? [] : meaning.scales.indices.filter { meaning.scales[$0] == 0 }.map(Int32.init)
        self.signs = signs ?? (meaning.filled >= Self.manyWindows ? SignBits(meaning) : nil)
        self.clips = clips
        self.firstWindows = firstWindows
        self.windows = windows
        self.postings = postings
        var continues = [UInt8](repeating: 1, count: windows.count)
        for first in firstWindows where first < continues.count { continues[first] = 0 }
        self.continues = continues
        numbers = Dictionary(clips.enumerated().map { ($1.id, $0) }) { _, last in last }
        spokenLengths = clips.indices.map { clip in
            (firstWindows[clip]..<firstWindows[clip + 1]).reduce(0) { $0 + Int(postings.spoken.lengths[$1]) }
        }
        let ages = clips.map(\.publishedAt.milliseconds)
        byAge = clips.indices.sorted { ages[$0] != ages[$1] ? ages[$0] > ages[$1] : $0 < $1 }
        (accesses, accessOfClip) = Self.distinct(clips.map(\.access))
        (cells, cellOfClip) = Self.distinct(
            clips.map { SegmentCell(stage: $0.stage, objections: $0.objections) })
    }

    /// From this number of windows on, bits tell first which vectors are worth a look.
    static let manyWindows = 30_000

    /// Every value once, and which one stands at each place.
    private static func distinct<Value: Hashable>(_ values: [Value]) -> ([Value], [Int]) {
        var numbers: [Value: Int] = [:]
        var distinct: [Value] = []
        let places = values.map { value in
            if let known = numbers[value] { return known }
            numbers[value] = distinct.count
            distinct.append(value)
            return distinct.count - 1
        }
        return (distinct, places)
    }

    var lacksVectors: Bool { meaning.filled < windows.count }

    func windows(of clip: Int) -> Range<Int> { firstWindows[clip]..<firstWindows[clip + 1] }
}

/// What clips are tagged with.
struct SegmentCell: Sendable, Hashable {
    let stage: ID<Term>?
    let objections: [ID<Term>]
}

/// What words are found in.
struct SegmentPostings: Sendable {
    /// Terms of the spoken words and of the titles of moments, by window.
    let spoken: Postings
    /// Terms of title, rules, tags and speakers, by clip.
    let written: Postings
    /// Words as they are spelt, of everything, by clip: for spelling and for completing what is being typed.
    let spellings: Postings
    /// Words as they are spelt, of titles and speakers, by clip: for suggestions.
    let names: Postings
}

/// What is known of each window, column by column.
struct WindowColumns: Sendable {
    private(set) var clips: [Int32] = []
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    /// Index into the clip's moments, -1 outside of all.
    private(set) var moments: [Int32] = []
    private var textEnds: [Int] = []
    private var text = TextBytes.own([])

    var count: Int { clips.count }

    init() {}

    init(_ file: inout KeptReader) throws {
        clips = try file.array(Int32.self)
        starts = try file.array(Int.self, count: clips.count)
        ends = try file.array(Int.self, count: clips.count)
        moments = try file.array(Int32.self, count: clips.count)
        textEnds = try file.array(Int.self, count: clips.count)
        let bytes = try file.mapped()
        guard bytes.count == textEnds.last ?? 0 else { throw ByteReader.CutOff() }
        text = .kept(bytes)
    }

    func write(to file: inout KeptWriter) throws {
        try file.write(clips)
        try file.write(starts)
        try file.write(ends)
        try file.write(moments)
        try file.write(textEnds)
        try text.withBytes { try file.write($0) }
    }

    func text(of window: Int) -> String {
        let start = window == 0 ? 0 : textEnds[window - 1]
        return text.withBytes { String(decoding: $0[start..<textEnds[window]], as: UTF8.self) }
    }

    func hasText(_ window: Int) -> Bool {
        textEnds[window] > (window == 0 ? 0 : textEnds[window - 1])
    }

    mutating func append(_ window: Window, clip: Int) {
        clips.append(Int32(clamping: clip))
        starts.append(window.startMilliseconds)
        ends.append(window.endMilliseconds)
        moments.append(Int32(clamping: window.moment ?? -1))
        text.append(window.text.utf8)
        textEnds.append(text.count)
    }

    mutating func append(_ window: Int, of other: WindowColumns, clip: Int) {
        clips.append(Int32(clamping: clip))
        starts.append(other.starts[window])
        ends.append(other.ends[window])
        moments.append(other.moments[window])
        let start = window == 0 ? 0 : other.textEnds[window - 1]
        other.text.withBytes { text.append($0[start..<other.textEnds[window]]) }
        textEnds.append(text.count)
    }
}

/// What is said in all windows, one after the other: in memory, or where the index is kept, from where it is read when it is shown.
private enum TextBytes: Sendable {
    case own([UInt8])
    case kept(KeptBytes)

    var count: Int {
        switch self {
        case .own(let bytes): bytes.count
        case .kept(let bytes): bytes.count
        }
    }

    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        switch self {
        case .own(let bytes): try bytes.withUnsafeBytes(body)
        case .kept(let bytes): try bytes.withBytes(body)
        }
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        guard case .own(var bytes) = self else { return }
        // So that the bytes are not copied for every window.
        self = .own([])
        bytes.append(contentsOf: more)
        self = .own(bytes)
    }
}
