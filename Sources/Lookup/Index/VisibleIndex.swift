import Domain

/// The index as one viewer may see it. Every count, statistic and word comes through here, so that an answer is the same as if
/// the clips they may not see did not exist.
struct VisibleIndex {
    struct Part {
        let segment: Segment
        /// By clip: alive and visible.
        let isVisible: [Bool]
        /// All of them: counts of the postings hold as they are.
        let isWhole: Bool
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
        var parts: [Part] = []
        var clipCount = 0
        var windowCount = 0
        var spoken = 0
        var written = 0
        for live in snapshot.segments {
            let segment = live.segment
            let isVisible = Self.visibility(of: live, viewer: viewer)
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
                    affinities: live.affinities, isAlive: live.isAlive))
        }
        self.parts = parts
        self.clipCount = clipCount
        self.windowCount = windowCount
        meanSpokenLength = windowCount == 0 ? 1 : max(1, Float(spoken) / Float(windowCount))
        meanWrittenLength = clipCount == 0 ? 1 : max(1, Float(written) / Float(clipCount))
    }

    private static func visibility(of live: LiveSegment, viewer: Viewer) -> [Bool] {
        let mayHave = live.segment.accesses.map(viewer.sees)
        let isAlive = live.isAlive
        let accessOfClip = live.segment.accessOfClip
        return isAlive.indices.map { isAlive[$0] && mayHave[accessOfClip[$0]] }
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
            let spellings = part.segment.postings.spellings
            guard let run = spellings.run(of: word) else { return sum }
            return sum + part.visibleCount(of: run, in: spellings)
        }
    }

    /// The most used words that begin with `prefix`, at most `limit`.
    func completions(of prefix: String, limit: Int) -> [String] {
        var uses: [String: Int] = [:]
        for part in parts {
            let spellings = part.segment.postings.spellings
            for index in spellings.terms.indices(prefix: prefix) {
                let count = part.visibleCount(of: spellings.starts[index]..<spellings.starts[index + 1], in: spellings)
                if count > 0 { uses[spellings.terms.word(at: index), default: 0] += count }
            }
        }
        return uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }
}

extension VisibleIndex.Part {
    /// How many of a run of postings by clip are visible.
    func visibleCount(of run: Range<Int>, in postings: Postings) -> Int {
        guard !isWhole else { return run.count }
        var count = 0
        postings.documents.withUnsafeBufferPointer { documents in
            isVisible.withUnsafeBufferPointer { isVisible in
                for place in run where isVisible[Int(documents[place])] { count += 1 }
            }
        }
        return count
    }

    /// The same of a run by window.
    func visibleWindowCount(of run: Range<Int>, in postings: Postings) -> Int {
        guard !isWhole else { return run.count }
        var count = 0
        postings.documents.withUnsafeBufferPointer { documents in
            segment.windows.clips.withUnsafeBufferPointer { clips in
                isVisible.withUnsafeBufferPointer { isVisible in
                    for place in run where isVisible[Int(clips[Int(documents[place])])] { count += 1 }
                }
            }
        }
        return count
    }

    func sees(window: Int) -> Bool {
        isWhole || isVisible[Int(segment.windows.clips[window])]
    }
}
