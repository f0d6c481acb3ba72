/// How near every window is to what was meant, in deviations from what is usual. Usual is measured over all windows of the index
/// and not over those a viewer may see: it is the same for everybody.
struct WindowNearness {
    /// By part, then by window; a window without a vector has 0.
    private(set) var z: [[Float]]
    /// Most values come from bits and are near the truth only.
    let isEstimated: Bool
    private let spread: LearnedSituations.Spread
    private let sentence: QueryMeaning.Sentence
    private let kernels: Kernels
    private let index: VisibleIndex

    /// A sample tells what is usual, and how far the bits tell the same as the vectors do.
    private static let sample = 2048

    init(_ sentence: QueryMeaning.Sentence, _ index: VisibleIndex, _ kernels: Kernels) {
        self.sentence = sentence
        self.kernels = kernels
        self.index = index
        let estimates = index.parts.map { $0.segment.signs.map { $0.width == sentence.vector.count } ?? false }
        isEstimated = estimates.contains(true)
        var dots: [[Float]] = []
        var windows = 0.0
        var sum = 0.0
        var squares = 0.0
        func count(_ value: Float, times weight: Double = 1) {
            windows += weight
            sum += Double(value) * weight
            squares += Double(value) * Double(value) * weight
        }
        for (part, isEstimate) in zip(index.parts, estimates) {
            let columns = part.segment.meaning
            guard !isEstimate else {
                let places = Self.samplePlaces(columns)
                let own = columns.dots(sentence.bytes, at: places, kernels)
                let weight = Double(columns.count) / Double(max(1, places.count))
                for value in own where value != 0 { count(value, times: weight) }
                dots.append(own)
                continue
            }
            let own = columns.dots(sentence.bytes, kernels)
            dots.append(own)
            guard !own.isEmpty else { continue }
            own.withUnsafeBufferPointer { own in
                columns.scales.withUnsafeBufferPointer { scales in
                    for clip in part.isAlive.indices where part.isAlive[clip] {
                        for window in part.segment.windows(of: clip) where scales[window] != 0 { count(own[window]) }
                    }
                }
            }
        }
        var spread = LearnedSituations.Spread()
        if windows > 0 {
            let mean = sum / windows
            spread.mean = Float(mean)
            spread.deviation = Float(max(0, squares / windows - mean * mean).squareRoot()) + 1e-9
        }
        self.spread = spread
        z = []
        for (number, part) in index.parts.enumerated() {
            if estimates[number], let signs = part.segment.signs {
                let columns = part.segment.meaning
                z.append(
                    Prefilter(signs, columns, sentence, kernels).deviations(
                        spread, places: Self.samplePlaces(columns), exact: dots[number]))
            } else {
                z.append(Self.deviations(dots[number], part.segment, spread))
            }
        }
    }

    /// Lets something else stand in where there are no vectors yet.
    /// - Parameters:
    ///   - acceptedWindows: by part, those that count; nil for a part in which all visible ones do.
    ///   - standIn: gets the deviations of a part, its number, and the largest among the windows that count.
    mutating func complete(_ acceptedWindows: [[UInt8]?], _ standIn: (inout [Float], Int, Float) -> Void) {
        let lacking = index.parts.indices.filter { index.parts[$0].segment.lacksVectors }
        guard !lacking.isEmpty else { return }
        var most: Float = 0
        for (place, part) in index.parts.enumerated() {
            most = max(most, kernels.largest(z[place], part.segment, acceptedWindows[place] ?? part.seenWindows))
        }
        for place in lacking { standIn(&z[place], place, most) }
    }

    private static func deviations(
        _ dots: [Float], _ segment: Segment, _ spread: LearnedSituations.Spread
    ) -> [Float] {
        guard !dots.isEmpty else { return Array(repeating: 0, count: segment.windows.count) }
        var z = dots
        let scales = segment.meaning.scales
        let inverse = 1 / spread.deviation
        z.withUnsafeMutableBufferPointer { z in
            scales.withUnsafeBufferPointer { scales in
                for window in z.indices { z[window] = scales[window] == 0 ? 0 : (z[window] - spread.mean) * inverse }
            }
        }
        return z
    }

    static func samplePlaces(_ columns: MeaningColumns) -> [Int32] {
        stride(from: 0, to: columns.count, by: max(1, columns.count / sample)).map(Int32.init)
    }

    /// The exact deviations of some windows of a part.
    func exact(_ windows: [Int32], part: Int) -> [Float] {
        let columns = index.parts[part].segment.meaning
        guard !columns.isEmpty else { return Array(repeating: 0, count: windows.count) }
        return zip(windows, columns.dots(sentence.bytes, at: windows, kernels)).map {
            columns.scales[Int($0)] == 0 ? 0 : spread.z($1)
        }
    }
}
