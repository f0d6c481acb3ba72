import Domain

/// Reads clips into a segment.
struct SegmentBuilder: Sendable {
    private let rule: WindowRule
    private var clips: [ClipCard] = []
    private var firstWindows = [0]
    private var windows = WindowColumns()
    private var spoken = PostingsBuilder()
    private var written = PostingsBuilder()
    private var spellings = PostingsBuilder()
    private var names = PostingsBuilder()
    /// The number in `spoken` of each spelling's term; -1 where nobody has asked yet. Every word is stemmed once.
    private var englishTerms: [Int] = []
    private var plainTerms: [Int] = []
    private var words: [String] = []
    /// Whether each spelling says something.
    private var isTelling: [Bool] = []
    /// By the numbers of `spoken` until everything is read.
    private var telling = TellingTerms()
    private var meaning = MeaningColumns()

    static func segment(of clips: [IndexedClip], rule: WindowRule = .spoken) -> Segment {
        var builder = SegmentBuilder(rule: rule)
        for clip in clips { builder.add(clip) }
        return builder.build()
    }

    init(rule: WindowRule) {
        self.rule = rule
    }

    mutating func add(_ clip: IndexedClip) {
        let analyser = Analyser.for(language: clip.language)
        var heard: [Int] = []
        let cut = Windows.make(of: clip, rule: rule)
        for (window, texts) in zip(cut, WindowTexts.all(cut)) {
            let number = clips.count
            meaning.append(texts.key, of: clip.meaning)
            windows.append(window, clip: number)
            let moment = window.moment.map { clip.moments[$0].title } ?? ""
            let said = numbers(of: [window.text])
            let found = said + numbers(of: [moment])
            heard.append(contentsOf: found)
            spoken.add(found.map { term(of: $0, analyser) })
            telling.append(said.filter { isTelling[$0] }.map { term(of: $0, analyser) })
        }
        firstWindows.append(windows.count)
        let texts = [clip.title] + clip.rules + clip.tags + clip.speakers
        let found = numbers(of: texts)
        written.add(found.map { written.number(of: analyser.term(for: words[$0])) })
        spellings.add(heard + found)
        let named = ([clip.title] + clip.speakers).flatMap(Tokenizer.words)
        names.add(named.map { names.number(of: $0) })
        clips.append(ClipCard(clip))
    }

    private mutating func numbers(of texts: [String]) -> [Int] {
        var numbers: [Int] = []
        for text in texts {
            Tokenizer.forEachToken(in: text) { word, _ in
                let number = spellings.number(of: word)
                if number == words.count {
                    words.append(word)
                    isTelling.append(!Analyser.isStopWord(word))
                }
                numbers.append(number)
            }
        }
        return numbers
    }

    private mutating func term(of spelling: Int, _ analyser: Analyser) -> Int {
        while englishTerms.count < words.count {
            englishTerms.append(-1)
            plainTerms.append(-1)
        }
        let known = analyser.isEnglish ? englishTerms[spelling] : plainTerms[spelling]
        guard known < 0 else { return known }
        let number = spoken.number(of: analyser.term(for: words[spelling]))
        if analyser.isEnglish { englishTerms[spelling] = number } else { plainTerms[spelling] = number }
        return number
    }

    func build() -> Segment {
        let (spoken, places) = spoken.build()
        return Segment(
            clips: clips, firstWindows: firstWindows, windows: windows,
            postings: SegmentPostings(
                spoken: spoken, written: written.build().postings, spellings: spellings.build().postings,
                names: names.build().postings),
            telling: telling.moved(to: places), meaning: meaning)
    }
}
