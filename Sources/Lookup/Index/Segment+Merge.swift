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
        let spoken = Postings.merged(old.map(\.spoken), places: windowPlaces, documentCount: windows.count)
        return Segment(
            clips: clips, firstWindows: firstWindows, windows: windows,
            postings: SegmentPostings(
                spoken: spoken,
                written: .merged(old.map(\.written), places: clipPlaces, documentCount: clips.count),
                spellings: .merged(old.map(\.spellings), places: clipPlaces, documentCount: clips.count),
                names: .merged(old.map(\.names), places: clipPlaces, documentCount: clips.count)),
            telling: telling(of: parts, windowPlaces, in: spoken.terms), meaning: meaning)
    }

    /// In the order of the windows that are kept.
    private static func telling(
        of parts: [LiveSegment], _ windowPlaces: [[Int32]], in table: WordTable
    ) -> TellingTerms {
        var telling = TellingTerms()
        for (part, windows) in zip(parts, windowPlaces) {
            let old = part.segment.postings.spoken.terms
            let places = (0..<old.count).map { Int32(clamping: table.index(of: old.word(at: $0)) ?? -1) }
            for (window, place) in windows.enumerated() where place >= 0 {
                telling.append(window, of: part.segment.telling, places: places)
            }
        }
        return telling
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
