import Domain

/// Clips made up for load, out of what the demo team says and what buyers say: the same number gives the same clip.
struct SyntheticCorpus: Sendable {
    private let taxonomy: Taxonomy
    private let chain: SentenceChain
    /// The numbers of the sentences that are said about an objection, the most used ones first.
    private let pools: [ID<Term>: [Int]]
    private let general: [Int]
    private let phrasings: [ID<Term>: [String]]
    private let rules: [Rule]
    private let objections: [ID<Term>]
    private let stages: [ID<Term>]
    private let personas: [ID<Term>]
    private let industries: [ID<Term>]
    private let clipTypes: [ID<Term>]

    init(scripts: [DemoClip], taxonomy: Taxonomy) {
        self.taxonomy = taxonomy
        var texts: [String] = []
        var pools: [ID<Term>: [Int]] = [:]
        func add(_ text: String, to objection: ID<Term>?) {
            for sentence in DemoSpeech.sentences(of: text) {
                if let objection { pools[objection, default: []].append(texts.count) }
                texts.append(sentence)
            }
        }
        for script in scripts {
            for line in script.lines { add(line.text, to: script.objection) }
        }
        let known = taxonomy.phrasings.filter { $0.retiredAt == nil }.sorted {
            ($0.objection.text, $0.position, $0.text) < ($1.objection.text, $1.position, $1.text)
        }
        for phrasing in known { add(phrasing.text, to: phrasing.objection) }
        chain = SentenceChain(texts)
        var numbers = SeededNumbers(seed: 1)
        general = numbers.mixed(Array(texts.indices))
        self.pools = pools.keys.sorted { $0.text < $1.text }.reduce(into: [:]) { mixed, objection in
            mixed[objection] = numbers.mixed(pools[objection] ?? [])
        }
        phrasings = Dictionary(grouping: known, by: \.objection).mapValues { $0.map(\.text) }
        rules = scripts.flatMap(\.rules)
        func ids(_ kind: TermKind) -> [ID<Term>] { taxonomy.active(kind).map(\.id) }
        objections = ids(.objection)
        stages = ids(.stage)
        personas = ids(.persona)
        industries = ids(.industry)
        clipTypes = ids(.clipType)
    }

    func clip(_ number: Int) -> SyntheticClip {
        var numbers = SeededNumbers(seed: UInt64(truncatingIfNeeded: number) &* 0x2545_F491_4F6C_DD1D &+ 7)
        let objection = pick(objections, &numbers)
        let lines = lines(about: objection, &numbers)
        let owner = numbers.below(DemoPerson.allCases.count)
        var clip = SyntheticClip(
            details: details(objection, &numbers), visibility: .library, owner: owner, hasVideo: numbers.chance(70),
            lines: lines, moments: moments(objection, lines, &numbers))
        let audience = numbers.below(100)
        clip.visibility = audience < 80 ? .library : audience < 97 ? .team : .private
        clip.verifyAfterDays = numbers.chance(90) ? Int64(numbers.below(360)) - 30 : nil
        let first = ClipSpeaker(name: DemoPerson.allCases[owner].name)
        let guest = ClipSpeaker(name: InventedNames.person(numbers.rank(below: InventedNames.personCount)))
        clip.details.speakers = numbers.chance(30) ? [first, guest] : [first]
        return clip
    }

    // MARK: Parts

    private func details(_ objection: ID<Term>?, _ numbers: inout SeededNumbers) -> ClipDetails {
        let usual = taxonomy.term(objection)?.objection?.usualStages ?? []
        let stage = usual.isEmpty || numbers.chance(25) ? pick(stages, &numbers) : numbers.one(of: usual)
        var title = objection.flatMap { phrasings[$0] }.flatMap { numbers.one(of: $0) } ?? spoken(nil, &numbers)
        if numbers.chance(40) { title += " (\(InventedNames.firm(numbers.rank(below: InventedNames.firmCount))))" }
        var details = ClipDetails(title: String(title.prefix(200)), stage: stage, objection: objection)
        details.clipType = pick(clipTypes, &numbers)
        details.persona = numbers.chance(80) ? pick(personas, &numbers) : nil
        details.industry = numbers.chance(80) ? pick(industries, &numbers) : nil
        details.origin = .reenactment
        details.purpose = numbers.one(of: ClipPurpose.allCases)
        details.rules = (0..<1 + numbers.below(2)).compactMap { _ in numbers.one(of: rules) }
        if numbers.chance(30) {
            details.tags = [InventedNames.firm(numbers.rank(below: InventedNames.firmCount)).lowercased()]
        }
        if numbers.chance(20) { details.conditions = ["price list 2026-Q\(1 + numbers.below(4))"] }
        return details
    }

    private func lines(about objection: ID<Term>?, _ numbers: inout SeededNumbers) -> [TranscriptLine] {
        var time = 600
        return (0..<18 + numbers.below(12)).map { _ in
            let words = spoken(objection, &numbers).split(separator: " ").map { word in
                let length = 140 + 55 * word.utf8.count
                defer { time += length }
                return TimedWord(text: String(word), startMilliseconds: time, endMilliseconds: time + length - 20)
            }
            let line = TranscriptLine(
                startMilliseconds: words.first?.startMilliseconds ?? time, endMilliseconds: time,
                text: words.map(\.text).joined(separator: " "), words: words)
            time += 250 + numbers.below(700)
            return line
        }
    }

    private func moments(
        _ objection: ID<Term>?, _ lines: [TranscriptLine], _ numbers: inout SeededNumbers
    ) -> [SyntheticClip.Mark] {
        let titles = objection.flatMap { phrasings[$0] } ?? []
        let count = titles.isEmpty ? 0 : 1 + numbers.below(3)
        let length = lines.count / max(1, count)
        return (0..<count).compactMap { place in
            guard let title = numbers.one(of: titles) else { return nil }
            let part = lines[place * length..<(place + 1) * length]
            guard let first = part.first, let last = part.last else { return nil }
            return SyntheticClip.Mark(
                startMilliseconds: first.startMilliseconds, endMilliseconds: last.endMilliseconds, title: title)
        }
    }

    /// Half of what is said is about the objection; a sixth of all sentences names somebody.
    private func spoken(_ objection: ID<Term>?, _ numbers: inout SeededNumbers) -> String {
        if numbers.chance(16) { return InventedNames.sentence(&numbers) }
        let own = objection.flatMap { pools[$0] } ?? []
        let pool = !own.isEmpty && numbers.chance(50) ? own : general
        guard !pool.isEmpty else { return "Yes." }
        return chain.sentence(beginningLike: pool[numbers.rank(below: pool.count)], &numbers)
    }

    private func pick(_ ids: [ID<Term>], _ numbers: inout SeededNumbers) -> ID<Term>? {
        ids.isEmpty ? nil : ids[numbers.rank(below: ids.count)]
    }
}
