import Domain

/// Reads clips into a segment.
struct SegmentBuilder: Sendable {
    private var clips: [ClipCard] = []
    private var firstWindows = [0]
    private var windows = WindowColumns()
    private var spoken = PostingsBuilder()
    private var written = PostingsBuilder()
    private var spellings = PostingsBuilder()
    private var names = PostingsBuilder()
    private var spokenTerms = TermNumbers()
    private var writtenTerms = TermNumbers()
    private var words: [String] = []
    private var meaning = MeaningColumns()

    static func segment(of clips: [IndexedClip], rule: WindowRule = .spoken) -> Segment {
        var builder = SegmentBuilder()
        for clip in clips { builder.add(CutClip(clip, rule: rule)) }
        return builder.build()
    }

    mutating func add(_ cut: CutClip) {
        let clip = cut.clip
        let analyser = Analyser.for(language: clip.language)
        var heard: [Int] = []
        for (window, key) in zip(cut.windows, cut.keys) {
            let number = clips.count
            meaning.append(key, of: clip.meaning)
            windows.append(window, clip: number)
            let moment = window.moment.map { clip.moments[$0].title } ?? ""
            let found = numbers(of: [window.text, moment])
            heard.append(contentsOf: found)
            spoken.add(found.map { spokenTerms.number(of: $0, words, analyser, &spoken) })
        }
        firstWindows.append(windows.count)
        let texts = [clip.title] + clip.rules + clip.tags + clip.speakers
        let found = numbers(of: texts)
        written.add(found.map { writtenTerms.number(of: $0, words, analyser, &written) })
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
                if number == words.count { words.append(word) }
                numbers.append(number)
            }
        }
        return numbers
    }

    func build() -> Segment {
        Segment(
            clips: clips, firstWindows: firstWindows, windows: windows,
            postings: SegmentPostings(
                spoken: spoken.build(), written: written.build(), spellings: spellings.build(), names: names.build()),
            meaning: meaning)
    }
}

/// The numbers that the terms of spellings have in one set of postings: every word is stemmed once.
private struct TermNumbers {
    /// By the number of a spelling; -1 where nobody has asked yet.
    private var english: [Int] = []
    private var plain: [Int] = []

    mutating func number(
        of spelling: Int, _ words: [String], _ analyser: Analyser, _ postings: inout PostingsBuilder
    ) -> Int {
        if english.count < words.count {
            let unasked = repeatElement(-1, count: words.count - english.count)
            english.append(contentsOf: unasked)
            plain.append(contentsOf: unasked)
        }
        let known = analyser.isEnglish ? english[spelling] : plain[spelling]
        guard known < 0 else { return known }
        let number = postings.number(of: analyser.term(for: words[spelling]))
        if analyser.isEnglish { english[spelling] = number } else { plain[spelling] = number }
        return number
    }
}

/// A clip cut into its windows: all of its reading that needs nothing of other clips, so that many can be cut at once.
package struct CutClip: Sendable {
    let clip: IndexedClip
    let windows: [Window]
    /// What the vectors of each window are found by; nil where nothing is said.
    let keys: [UInt64?]

    init(_ clip: IndexedClip, rule: WindowRule) {
        var clip = clip
        windows = Windows.make(of: clip, rule: rule)
        keys = WindowTexts.all(windows).map(\.key)
        // The windows have it all.
        clip.lines = []
        self.clip = clip
    }
}
