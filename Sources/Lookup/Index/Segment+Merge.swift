import Domain

extension Segment {
    /// One segment out of several, without the clips that were replaced or removed. Copies postings; no text is read again.
    static func merged(_ parts: [LiveSegment]) -> Segment {
        var clips: [ClipCard] = []
        var firstWindows = [0]
        var windows = WindowColumns()
        var meaning = MeaningColumns()
        var clipPlaces: [[Int32]] = []
        var windowPlaces: [[Int32]] = []
        for part in parts {
            let segment = part.segment
            var clipPlace = [Int32](repeating: -1, count: segment.clips.count)
            var windowPlace = [Int32](repeating: -1, count: segment.windows.count)
            for (number, clip) in segment.clips.enumerated() where part.isAlive[number] {
                clipPlace[number] = Int32(clamping: clips.count)
                for window in segment.windows(of: number) {
                    windowPlace[window] = Int32(clamping: windows.count)
                    windows.append(window, of: segment.windows, clip: clips.count)
                    meaning.append(window, of: segment.meaning)
                }
                clips.append(clip)
                firstWindows.append(windows.count)
            }
            clipPlaces.append(clipPlace)
            windowPlaces.append(windowPlace)
        }
        let old = parts.map(\.segment.postings)
        return Segment(
            clips: clips, firstWindows: firstWindows, windows: windows,
            postings: SegmentPostings(
                spoken: .merged(old.map(\.spoken), places: windowPlaces, documentCount: windows.count),
                written: .merged(old.map(\.written), places: clipPlaces, documentCount: clips.count),
                spellings: .merged(old.map(\.spellings), places: clipPlaces, documentCount: clips.count),
                names: .merged(old.map(\.names), places: clipPlaces, documentCount: clips.count)),
            meaning: meaning)
    }
}

/// A segment and which of its clips still hold.
struct LiveSegment: Sendable {
    let segment: Segment
    private(set) var isAlive: [Bool]
    private(set) var aliveCount: Int
    /// Nil until something was learned, and while no window has a vector.
    var affinities: Affinities?

    init(_ segment: Segment) {
        self.segment = segment
        isAlive = Array(repeating: true, count: segment.clips.count)
        aliveCount = segment.clips.count
    }

    /// The same clips, of which the same hold, in another segment.
    func moved(to other: Segment) -> LiveSegment {
        var moved = LiveSegment(other)
        for clip in isAlive.indices where !isAlive[clip] { moved.bury(clip) }
        moved.affinities = affinities
        return moved
    }

    mutating func bury(_ ids: [ID<Clip>]) {
        for id in ids {
            if let clip = segment.numbers[id] { bury(clip) }
        }
    }

    mutating func bury(where isGone: (ID<Clip>) -> Bool) {
        for (number, clip) in segment.clips.enumerated() where isGone(clip.id) { bury(number) }
    }

    private mutating func bury(_ clip: Int) {
        guard isAlive[clip] else { return }
        isAlive[clip] = false
        aliveCount -= 1
    }
}
