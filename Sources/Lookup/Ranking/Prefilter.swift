/// Nearness in a part with very many windows: of all of them from their bits, of the most promising ones from their vectors.
struct Prefilter {
    private let signs: SignBits
    private let columns: MeaningColumns
    private let sentence: QueryMeaning.Sentence
    private let kernels: Kernels
    private let query: SignBits.Query

    /// One window in so many is looked at exactly, and never fewer than `fewest`. Bits lose some of the nearest where nothing is very
    /// near: half as many windows lost one in a hundred of the ten nearest, these lose one in two hundred or fewer.
    private static let exactShare = 32
    private static let fewest = 4096

    init(_ signs: SignBits, _ columns: MeaningColumns, _ sentence: QueryMeaning.Sentence, _ kernels: Kernels) {
        self.signs = signs
        self.columns = columns
        self.sentence = sentence
        self.kernels = kernels
        query = signs.query(sentence.vector)
    }

    /// The deviations of all windows.
    /// - Parameters:
    ///   - places: a sample of the windows.
    ///   - exact: how near those are.
    func deviations(_ spread: LearnedSituations.Spread, places: [Int32], exact: [Float]) -> [Float] {
        let (line, border) = calibrated(spread, places, exact)
        var z = signs.estimates(query, line, kernels)
        let promising = promising(z, border)
        for (window, dot) in zip(promising, columns.dots(sentence.bytes, at: promising, kernels)) {
            z[Int(window)] = spread.z(dot)
        }
        return z
    }

    /// The windows that would be looked at exactly, for measuring how many of the nearest are among them.
    func promising(places: [Int32], exact: [Float]) -> [Int32] {
        let spread = LearnedSituations.Spread(exact.lazy.filter { $0 != 0 })
        let (line, border) = calibrated(spread, places, exact)
        return promising(signs.estimates(query, line, kernels), border)
    }

    private func promising(_ z: [Float], _ border: Float) -> [Int32] {
        kernels.places(of: z, from: border, most: 4 * wanted)
    }

    private var wanted: Int { max(Self.fewest, columns.count / Self.exactShare) }

    /// What turns an estimate into the deviation to be expected, and the border that about as many reach as are wanted.
    private func calibrated(
        _ spread: LearnedSituations.Spread, _ places: [Int32], _ exact: [Float]
    ) -> (SignBits.Line, border: Float) {
        let estimates = signs.estimates(query, at: places, kernels)
        let pairs = zip(estimates, exact).filter { $0.1 != 0 }
        guard pairs.count > 1 else { return (SignBits.Line(), -.greatestFiniteMagnitude) }
        let ofBits = LearnedSituations.Spread(pairs.lazy.map(\.0))
        let ofDots = LearnedSituations.Spread(pairs.lazy.map(\.1))
        var together: Float = 0
        for (estimate, dot) in pairs { together += (estimate - ofBits.mean) * (dot - ofDots.mean) }
        let slope = together / Float(pairs.count) / (ofBits.deviation * ofBits.deviation)
        let offset = ofDots.mean - slope * ofBits.mean
        let line = SignBits.Line(offset: spread.z(offset), slope: slope / spread.deviation)
        let expected = pairs.map { line.offset + line.slope * $0.0 }
        let place = min(expected.count - 1, expected.count * wanted / max(1, columns.count))
        return (line, Kernels.largest(place + 1, of: expected))
    }
}
