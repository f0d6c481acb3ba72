import CKernels
import Domain

/// What the objections mean: the vectors of how buyers put them, and the direction in which windows of tagged clips lie. Made in
/// the background from the whole index, so it is the same for every viewer.
struct LearnedSituations: Sendable {
    let objections: [ID<Term>]
    let phrasings: PhrasingVectors
    /// The middle of all windows.
    let mean: [Float]
    /// By objection; nil when no clip is tagged: then windows are compared with the phrasings.
    let directions: [[Float]]?
    /// What makes affinities comparable between objections: mean and deviation over all windows, then over all clips.
    private(set) var ofWindows: [Spread]
    private(set) var ofClips: [Spread]

    struct Spread: Sendable {
        var mean: Float = 0
        var deviation: Float = 1

        init() {}

        init(_ values: some Sequence<Float>) {
            var count = 0.0
            var sum = 0.0
            var squares = 0.0
            for value in values {
                count += 1
                sum += Double(value)
                squares += Double(value) * Double(value)
            }
            guard count > 0 else { return }
            mean = Float(sum / count)
            deviation = Float(max(0, squares / count - (sum / count) * (sum / count)).squareRoot()) + 1e-9
        }

        func z(_ value: Float) -> Float { (value - mean) / deviation }
    }

    /// Weights of the regression, found on development queries; flat around them.
    private static let phrasingWeight: Float = 3
    private static let ridge = 2.0
    /// Of a tagged clip so many windows, the likeliest, are taken for what it is tagged with.
    private static let examplesOfClip = 2
    /// More tell nothing new, and the regression would take minutes.
    private static let mostRows = 30_000

    /// - Parameter isProvided: the vectors are those of another model than the weights were chosen with.
    init(
        _ segments: [LiveSegment], taxonomy: LookupTaxonomy, phrasings: PhrasingVectors, isProvided: Bool = false,
        kernels: Kernels
    ) {
        let ids = taxonomy.objections.map(\.id)
        objections = ids
        mean = Self.mean(of: segments)
        var phrasings = phrasings.ofWidth(mean.count)
        if isProvided { phrasings.speakAsBuiltIn(usually: Self.usualNearness(segments, phrasings, kernels)) }
        self.phrasings = phrasings
        let isTagged = segments.contains { live in
            live.segment.clips.indices.contains {
                live.isAlive[$0] && live.segment.clips[$0].objections.contains(where: ids.contains)
            }
        }
        ofWindows = []
        ofClips = []
        guard isTagged else {
            directions = nil
            measure(segments, kernels)
            return
        }
        var directions: [[Float]]?
        // Once by the phrasings, then once more by what was learned.
        for _ in 0..<2 {
            let scorer = AffinityScorer(phrasings: phrasings, directions: directions, kernels: kernels)
            directions = Self.regression(segments, ids, phrasings, mean, scorer) ?? directions
        }
        self.directions = directions
        measure(segments, kernels)
    }

    /// A sample of the clips tells what is usual.
    private mutating func measure(_ segments: [LiveSegment], _ kernels: Kernels) {
        let scorer = AffinityScorer(phrasings: phrasings, directions: directions, kernels: kernels)
        let all = segments.reduce(0) { $0 + $1.segment.meaning.filled }
        let samples = segments.map { ClipSample($0, oneIn: max(1, all / Self.mostRows)) }
        for objection in objections.indices {
            let raw = zip(segments, samples).map { scorer.raw(objection, $0.segment.meaning, at: $1.windows) }
            let spread = Spread(raw.lazy.flatMap { $0 })
            ofWindows.append(spread)
            ofClips.append(
                Spread(
                    zip(samples, raw).flatMap { sample, raw in
                        sample.clips.compactMap { raw[$0].max().map(spread.z) }
                    }))
        }
    }

    /// How near what is said usually is to a phrasing, whichever.
    static func usualNearness(_ segments: [LiveSegment], _ phrasings: PhrasingVectors, _ kernels: Kernels) -> Spread {
        let all = segments.reduce(0) { $0 + $1.segment.meaning.filled }
        var values: [Float] = []
        for live in segments {
            let columns = live.segment.meaning
            let places = stride(from: 0, to: columns.count, by: max(1, all / 512)).filter(columns.has)
            for vector in phrasings.vectors {
                values += columns.dots(vector, at: places.map { Int32(clamping: $0) }, kernels)
            }
        }
        return Spread(values)
    }

    private static func mean(of segments: [LiveSegment]) -> [Float] {
        let width = segments.lazy.map(\.segment.meaning.width).max() ?? 0
        var mean = [Float](repeating: 0, count: width)
        let all = segments.reduce(0) { $0 + $1.segment.meaning.filled }
        let step = max(1, all / 8192)
        var seen: Float = 0
        for live in segments {
            for window in stride(from: 0, to: live.segment.meaning.count, by: step) {
                guard let vector = live.segment.meaning.vector(of: window), vector.count == width else { continue }
                for place in 0..<width { mean[place] += vector[place] }
                seen += 1
            }
        }
        return seen > 0 ? mean.map { $0 / seen } : mean
    }

    /// The direction of each objection: what tells windows of clips tagged with it from all others.
    private static func regression(
        _ segments: [LiveSegment], _ ids: [ID<Term>], _ phrasings: PhrasingVectors, _ mean: [Float],
        _ scorer: AffinityScorer
    ) -> [[Float]]? {
        let numbers = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
        let width = mean.count
        var normal = NormalEquations(width: width, targets: ids.count, kernels: scorer.kernels)
        let all = segments.reduce(0) { $0 + $1.segment.meaning.filled }
        let step = max(1, all / mostRows)
        for live in segments where !live.segment.meaning.isEmpty {
            let segment = live.segment
            let wanted = examples(live, numbers, scorer)
            for window in live.windowsWithMeaning where wanted[window] != nil || window % step == 0 {
                guard let vector = segment.meaning.vector(of: window), vector.count == width else { continue }
                normal.add(zip(vector, mean).map { $0 - $1 }, targets: wanted[window] ?? [], weight: 1)
            }
        }
        for (vector, objection) in zip(phrasings.vectors, phrasings.objections) where vector.bytes.count == width {
            normal.add(zip(vector.numbers, mean).map { $0 - $1 }, targets: [objection], weight: phrasingWeight)
        }
        return normal.solved(ridge: ridge)
    }

    /// The likeliest windows of tagged clips, with the numbers of what they are tagged with. Only windows of tagged clips are
    /// looked at, each by what its clip is tagged with; of very many clips a sample of each objection's.
    private static func examples(
        _ live: LiveSegment, _ numbers: [ID<Term>: Int], _ scorer: AffinityScorer
    ) -> [Int: [Int]] {
        let segment = live.segment
        var clips: [Int: [Int]] = [:]
        for (clip, card) in segment.clips.enumerated() where live.isAlive[clip] {
            for number in card.objections.compactMap({ numbers[$0] }) { clips[number, default: []].append(clip) }
        }
        var wanted: [Int: [Int]] = [:]
        let oneIn = max(1, clips.values.reduce(0) { $0 + $1.count } * examplesOfClip / mostRows)
        for (number, tagged) in clips.sorted(by: { $0.key < $1.key }) {
            let clips = stride(from: 0, to: tagged.count, by: oneIn).map { tagged[$0] }
            let windows = clips.flatMap { clip in
                segment.windows(of: clip).filter { segment.meaning.scales[$0] != 0 }
            }
            let scores = scorer.raw(number, segment.meaning, at: windows.map { Int32(clamping: $0) })
            var next = 0
            for clip in clips {
                var own: [(score: Float, window: Int)] = []
                while next < windows.count, segment.windows(of: clip).contains(windows[next]) {
                    own.append((scores[next], windows[next]))
                    next += 1
                }
                let best = own.sorted { ($1.score, $0.window) < ($0.score, $1.window) }
                for (_, window) in best.prefix(examplesOfClip) { wanted[window, default: []].append(number) }
            }
        }
        return wanted
    }
}

/// Every so many-th clip that still holds, with its windows that have a vector.
private struct ClipSample {
    private(set) var windows: [Int32] = []
    /// Of each clip, where its windows are among `windows`.
    private(set) var clips: [Range<Int>] = []

    init(_ live: LiveSegment, oneIn step: Int) {
        guard !live.segment.meaning.isEmpty else { return }
        for clip in stride(from: 0, to: live.segment.clips.count, by: step) where live.isAlive[clip] {
            let first = windows.count
            for window in live.segment.windows(of: clip) where live.segment.meaning.scales[window] != 0 {
                windows.append(Int32(clamping: window))
            }
            if windows.count > first { clips.append(first..<windows.count) }
        }
    }
}

/// How buyers put the objections, as vectors.
struct PhrasingVectors: Sendable {
    /// Index of the objection of each vector.
    let objections: [Int]
    let vectors: [ByteVector]
    private var offset: Float = 0
    private var slope: Float = 1

    /// - Parameter encode: gives a sentence's vector; nil leaves the sentence out.
    init(_ taxonomy: LookupTaxonomy, encode: (String) -> [Float]?) {
        var objections: [Int] = []
        var vectors: [ByteVector] = []
        for (number, objection) in taxonomy.objections.enumerated() {
            for vector in objection.sentences.lazy.compactMap(encode) {
                objections.append(number)
                vectors.append(ByteVector(vector))
            }
        }
        self.objections = objections
        self.vectors = vectors
    }

    private init(objections: [Int], vectors: [ByteVector]) {
        self.objections = objections
        self.vectors = vectors
    }

    /// Those that can be compared with vectors of so many numbers.
    func ofWidth(_ width: Int) -> PhrasingVectors {
        let places = vectors.indices.filter { vectors[$0].bytes.count == width }
        return PhrasingVectors(objections: places.map { objections[$0] }, vectors: places.map { vectors[$0] })
    }

    /// Models differ in how near they hold sentences that have nothing to do with each other. From now on nearness is told on the
    /// scale of the built-in model, which the limits of guesses and misses are on.
    mutating func speakAsBuiltIn(usually spread: LearnedSituations.Spread) {
        slope = Self.usual.deviation / spread.deviation
        offset = Self.usual.mean - slope * spread.mean
    }

    /// How near what is said is to phrasings by the built-in model, over the clips and the taxonomy lookup was developed with.
    private static let usual = (mean: Float(0.1), deviation: Float(0.1))

    /// How near a vector is to each phrasing.
    func nearness(_ query: ByteVector) -> [Float] {
        vectors.map { vector in
            var sum: Int32 = 0
            for place in vector.bytes.indices { sum += Int32(vector.bytes[place]) * Int32(query.bytes[place]) }
            return offset + slope * Float(sum) * vector.scale * query.scale
        }
    }

    /// The mean of the `count` nearest phrasings of each objection.
    func nearest(_ nearness: [Float], count: Int, objectionCount: Int) -> [Float] {
        var best = [[Float]](repeating: [], count: objectionCount)
        for (objection, value) in zip(objections, nearness) { best[objection].append(value) }
        return best.map { values in
            let top = values.sorted(by: >).prefix(count)
            return top.isEmpty ? 0 : top.reduce(0, +) / Float(top.count)
        }
    }
}

/// Raw affinity of windows to one objection: along its direction, or nearness to its phrasings.
struct AffinityScorer {
    let phrasings: PhrasingVectors
    let directions: [[Float]]?
    let kernels: Kernels

    /// Numbers in a vector that can be told something of.
    private var width: Int { directions?.first?.count ?? phrasings.vectors.first?.bytes.count ?? 0 }

    /// By window; empty when no window has a vector that can be compared.
    func raw(_ objection: Int, _ columns: MeaningColumns) -> [Float] {
        guard !columns.isEmpty, columns.width == width else { return [] }
        return raw(objection, count: columns.count) { columns.dots($0, kernels) }
    }

    /// The same of some windows.
    func raw(_ objection: Int, _ columns: MeaningColumns, at windows: [Int32]) -> [Float] {
        guard !columns.isEmpty else { return [] }
        return raw(objection, count: windows.count) { columns.dots($0, at: windows, kernels) }
    }

    private func raw(_ objection: Int, count: Int, _ dots: (ByteVector) -> [Float]) -> [Float] {
        if let directions { return dots(ByteVector(directions[objection])) }
        // The mean of the three nearest phrasings.
        let own = zip(phrasings.objections, phrasings.vectors).filter { $0.0 == objection }.map(\.1)
        var best = [(Float, Float, Float)](repeating: (-1, -1, -1), count: count)
        for vector in own {
            let dots = dots(vector)
            for window in best.indices {
                let value = dots[window]
                let top = best[window]
                if value > top.0 {
                    best[window] = (value, top.0, top.1)
                } else if value > top.1 {
                    best[window] = (top.0, value, top.1)
                } else if value > top.2 {
                    best[window].2 = value
                }
            }
        }
        let few = max(1, min(3, own.count))
        return best.map { top in
            var sum = top.0
            if few > 1 { sum += top.1 }
            if few > 2 { sum += top.2 }
            return sum / Float(few)
        }
    }
}

/// A linear regression in the making.
private struct NormalEquations {
    private let width: Int
    private let targets: Int
    private let kernels: Kernels
    private var gram: [Float]
    private var right: [Float]
    private var rows: [Float] = []
    private var wanted: [Float] = []
    private var pending = 0

    init(width: Int, targets: Int, kernels: Kernels) {
        self.width = width
        self.targets = targets
        self.kernels = kernels
        gram = Array(repeating: 0, count: width * width)
        right = Array(repeating: 0, count: width * targets)
    }

    mutating func add(_ row: [Float], targets wantedTargets: [Int], weight: Float) {
        rows += weight == 1 ? row : row.map { $0 * weight }
        var own = [Float](repeating: 0, count: targets)
        for target in wantedTargets { own[target] = weight }
        wanted += own
        pending += 1
        if pending == 256 { flush() }
    }

    private mutating func flush() {
        ck_add_normal(kernels.level, rows, wanted, pending, width, targets, &gram, &right)
        rows.removeAll(keepingCapacity: true)
        wanted.removeAll(keepingCapacity: true)
        pending = 0
    }

    /// By target; nil when there is nothing to solve.
    mutating func solved(ridge: Double) -> [[Float]]? {
        flush()
        var gram = gram.map(Double.init)
        var right = right.map(Double.init)
        for place in 0..<width { gram[place * width + place] += ridge }
        guard ck_solve(&gram, &right, width, targets) == 1 else { return nil }
        return (0..<targets).map { target in (0..<width).map { Float(right[$0 * targets + target]) } }
    }
}
