import Domain
import Synchronization

/// The index as one viewer may see it. Every count, statistic and word comes through here, so that an answer is the same as if
/// the clips they may not see did not exist.
struct VisibleIndex {
    struct Part {
        let segment: Segment
        /// By clip: alive and visible.
        let isVisible: [Bool]
        /// All of them: counts of the postings hold as they are.
        let isWhole: Bool
        /// By window: 1 for those of visible clips; nil when all are.
        let seenWindows: [UInt8]?
        /// How many of a run are visible, as far as somebody has asked.
        fileprivate let counts: SeenCounts
        let affinities: Affinities?
        /// Of all its clips those that still hold, visible or not: what is usual is measured over them.
        let isAlive: [Bool]
    }

    let parts: [Part]
    let clipCount: Int
    let windowCount: Int
    /// Mean number of terms of a window and of a clip's written part.
    let meanSpokenLength: Float
    let meanWrittenLength: Float

    init(_ snapshot: Snapshot, viewer: Viewer) {
        self.init(snapshot, pattern: AccessPattern(snapshot, viewer))
    }

    init(_ snapshot: Snapshot, pattern: AccessPattern) {
        var parts: [Part] = []
        var clipCount = 0
        var windowCount = 0
        var spoken = 0
        var written = 0
        var firstAccess = 0
        for live in snapshot.segments {
            let segment = live.segment
            let isVisible = Self.visibility(of: live, pattern, firstAccess)
            firstAccess += segment.accesses.count
            // Columns by themselves: reaching for them through the segment costs more than the sums.
            let firstWindows = segment.firstWindows
            let spokenLengths = segment.spokenLengths
            let writtenLengths = segment.postings.written.lengths
            var seen = 0
            for clip in isVisible.indices where isVisible[clip] {
                seen += 1
                windowCount += firstWindows[clip + 1] - firstWindows[clip]
                spoken += spokenLengths[clip]
                written += Int(writtenLengths[clip])
            }
            clipCount += seen
            guard seen > 0 else { continue }
            parts.append(
                Part(
                    segment: segment, isVisible: isVisible, isWhole: seen == segment.clips.count,
                    seenWindows: seen == segment.clips.count ? nil : segment.windowMask(of: isVisible),
                    counts: SeenCounts(), affinities: live.affinities, isAlive: live.isAlive))
        }
        self.parts = parts
        self.clipCount = clipCount
        self.windowCount = windowCount
        meanSpokenLength = windowCount == 0 ? 1 : max(1, Float(spoken) / Float(windowCount))
        meanWrittenLength = clipCount == 0 ? 1 : max(1, Float(written) / Float(clipCount))
    }

    private static func visibility(of live: LiveSegment, _ pattern: AccessPattern, _ firstAccess: Int) -> [Bool] {
        let isAlive = live.isAlive
        let accessOfClip = live.segment.accessOfClip
        let mayHave = pattern.isSeen
        return isAlive.indices.map { isAlive[$0] && mayHave[firstAccess + accessOfClip[$0]] }
    }

    func holds(spelling word: String) -> Bool {
        parts.contains { part in
            let spellings = part.segment.postings.spellings
            guard let run = spellings.run(of: word) else { return false }
            return part.isWhole || run.contains { part.isVisible[Int(spellings.documents[$0])] }
        }
    }

    /// In how many visible clips the word occurs, as it is spelt.
    func uses(ofSpelling word: String) -> Int {
        parts.reduce(0) { sum, part in
            guard let run = part.segment.postings.spellings.run(of: word) else { return sum }
            return sum + part.visibleCount(of: run, .spellings)
        }
    }

    /// The most used words that begin with `prefix`, at most `limit`.
    func completions(of prefix: String, limit: Int) -> [String] {
        var uses: [String: Int] = [:]
        for part in parts {
            let spellings = part.segment.postings.spellings
            for index in spellings.terms.indices(prefix: prefix) {
                let count = part.visibleCount(of: spellings.starts[index]..<spellings.starts[index + 1], .spellings)
                if count > 0 { uses[spellings.terms.word(at: index), default: 0] += count }
            }
        }
        return uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }
}

extension VisibleIndex.Part {
    /// Which postings a run is of.
    enum Runs: Int {
        /// By window.
        case spoken
        /// By clip.
        case written, spellings
    }

    /// How many of a run are visible. Common words are asked for again and again, and counted once.
    func visibleCount(of run: Range<Int>, _ runs: Runs) -> Int {
        guard !isWhole else { return run.count }
        guard run.count > Self.worthKeeping else { return counted(run, runs) }
        return counts.count(of: run, runs) { counted(run, runs) }
    }

    private static let worthKeeping = 64

    private func counted(_ run: Range<Int>, _ runs: Runs) -> Int {
        let postings = segment.postings
        switch runs {
        case .written: return Self.count(run, of: postings.written.documents) { isVisible[$0] ? 1 : 0 }
        case .spellings: return Self.count(run, of: postings.spellings.documents) { isVisible[$0] ? 1 : 0 }
        case .spoken:
            guard let seenWindows else { return run.count }
            return Self.count(run, of: postings.spoken.documents) { Int(seenWindows[$0]) }
        }
    }

    private static func count(_ run: Range<Int>, of documents: [Int32], _ weight: (Int) -> Int) -> Int {
        documents.withUnsafeBufferPointer { documents in
            var count = 0
            for place in run { count += weight(Int(documents[place])) }
            return count
        }
    }

    func sees(window: Int) -> Bool {
        seenWindows.map { $0[window] != 0 } ?? true
    }
}

/// Counts that were made for one viewer's part of the index.
private final class SeenCounts: Sendable {
    private struct Run: Hashable {
        let start: Int
        let runs: Int
    }

    private let known = Mutex<[Run: Int]>([:])

    func count(of run: Range<Int>, _ runs: VisibleIndex.Part.Runs, _ make: () -> Int) -> Int {
        let key = Run(start: run.lowerBound, runs: runs.rawValue)
        if let count = known.withLock({ $0[key] }) { return count }
        let made = make()
        known.withLock { $0[key] = made }
        return made
    }
}

extension Segment {
    /// By window: 1 for those of the clips that count.
    func windowMask(of clips: [Bool]) -> [UInt8] {
        var mask = [UInt8](repeating: 0, count: windows.count)
        for clip in clips.indices where clips[clip] {
            for window in firstWindows[clip]..<firstWindows[clip + 1] { mask[window] = 1 }
        }
        return mask
    }
}
