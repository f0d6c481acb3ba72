/// How near every window is to what was meant, in deviations from what is usual. Usual is measured over all windows of the index
/// and not over those a viewer may see: it is the same for everybody.
struct WindowNearness {
    /// By part, then by window; a window without a vector has 0.
    private(set) var z: [[Float]]
    /// Most values come from bits and are near the truth only.
    let isEstimated: Bool
    private let spread: LearnedSituations.Spread
    private let meaning: QueryMeaning
    private let index: VisibleIndex

    /// Of a part that is estimated the most promising share is looked at exactly.
    private static let exactShare = 16
    /// How far bits tell the same as the vectors do.
    private static let trust: Float = 0.7
    private static let sample = 4096

    init(_ meaning: QueryMeaning, _ index: VisibleIndex) {
        self.meaning = meaning
        self.index = index
        let estimates = index.parts.map { $0.segment.signs != nil }
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
                let step = max(1, columns.count / Self.sample)
                let places = stride(from: 0, to: columns.count, by: step).map(Int32.init)
                for value in columns.dots(meaning.bytes, at: places, meaning.kernels) where value != 0 {
                    count(value, times: Double(step))
                }
                dots.append([])
                continue
            }
            let own = columns.dots(meaning.bytes, meaning.kernels)
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
            if let signs = part.segment.signs {
                z.append(Self.estimated(signs, part.segment.meaning, meaning, spread))
            } else {
                z.append(Self.deviations(dots[number], part.segment, spread))
            }
        }
    }

    /// Lets something else stand in where there are no vectors yet.
    /// - Parameter standIn: gets the deviations of a part, its number, and the largest among the windows that count.
    mutating func complete(_ accepted: [[Bool]], _ standIn: (inout [Float], Int, Float) -> Void) {
        let lacking = index.parts.indices.filter {
            index.parts[$0].segment.meaning.filled < index.parts[$0].segment.meaning.count
        }
        guard !lacking.isEmpty else { return }
        var most: Float = 0
        for (place, part) in index.parts.enumerated() {
            let firstWindows = part.segment.firstWindows
            z[place].withUnsafeBufferPointer { z in
                for clip in accepted[place].indices where accepted[place][clip] {
                    for window in firstWindows[clip]..<firstWindows[clip + 1] { most = max(most, z[window]) }
                }
            }
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

    private static func estimated(
        _ signs: SignBits, _ columns: MeaningColumns, _ meaning: QueryMeaning, _ spread: LearnedSituations.Spread
    ) -> [Float] {
        let agreement = signs.agreement(meaning.vector, count: columns.count, meaning.kernels)
        var histogram = [Int](repeating: 0, count: MeaningColumns.width + 1)
        agreement.withUnsafeBufferPointer { agreement in
            for value in agreement { histogram[Int(value)] += 1 }
        }
        var ofBits = (sum: 0.0, squares: 0.0)
        for (value, count) in histogram.enumerated() {
            ofBits.sum += Double(value * count)
            ofBits.squares += Double(value * value * count)
        }
        let total = Double(max(1, columns.count))
        let mean = ofBits.sum / total
        let deviation = max(1e-9, max(0, ofBits.squares / total - mean * mean).squareRoot())
        var border = MeaningColumns.width
        var above = 0
        while border > 0, above + histogram[border] <= columns.count / exactShare {
            above += histogram[border]
            border -= 1
        }
        let byValue = histogram.indices.map { trust * Float((Double($0) - mean) / deviation) }
        var promising: [Int32] = []
        promising.reserveCapacity(above)
        var z = [Float](unsafeUninitializedCapacity: columns.count) { room, filled in
            agreement.withUnsafeBufferPointer { agreement in
                byValue.withUnsafeBufferPointer { byValue in
                    for window in agreement.indices {
                        let value = Int(agreement[window])
                        room[window] = byValue[value]
                        if value > border { promising.append(Int32(truncatingIfNeeded: window)) }
                    }
                }
            }
            filled = columns.count
        }
        for (window, dot) in zip(promising, columns.dots(meaning.bytes, at: promising, meaning.kernels)) {
            z[Int(window)] = spread.z(dot)
        }
        return z
    }

    /// The exact deviations of some windows of a part.
    func exact(_ windows: [Int32], part: Int) -> [Float] {
        let columns = index.parts[part].segment.meaning
        guard !columns.isEmpty else { return Array(repeating: 0, count: windows.count) }
        return zip(windows, columns.dots(meaning.bytes, at: windows, meaning.kernels)).map {
            columns.scales[Int($0)] == 0 ? 0 : spread.z($1)
        }
    }
}
