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
        builder.add(CutBatch(clips, rule: rule)) { _ in true }
        return builder.build()
    }

    /// - Parameter isWanted: of which clips; of others nothing is taken in.
    mutating func add(_ batch: CutBatch, where isWanted: (ID<Clip>) -> Bool) {
        var known = [Int](repeating: -1, count: batch.words.count)
        for cut in batch.clips where isWanted(cut.clip.id) { add(cut, batch.words, &known) }
    }

    private mutating func add(_ cut: CutClip, _ batchWords: [String], _ known: inout [Int]) {
        let clip = cut.clip
        let analyser = Analyser.for(language: clip.language)
        var heard: [Int] = []
        for (index, window) in cut.windows.enumerated() {
            meaning.append(cut.keys[index], of: clip.meaning)
            windows.append(window, clip: clips.count)
            let found = numbers(of: cut.heard[index], batchWords, &known)
            heard.append(contentsOf: found)
            spoken.add(found.map { spokenTerms.number(of: $0, words, analyser, &spoken) })
        }
        firstWindows.append(windows.count)
        let found = numbers(of: cut.written, batchWords, &known)
        written.add(found.map { writtenTerms.number(of: $0, words, analyser, &written) })
        spellings.add(heard + found)
        let named = ([clip.title] + clip.speakers).flatMap(Tokenizer.words)
        names.add(named.map { names.number(of: $0) })
        clips.append(ClipCard(clip))
    }

    /// The numbers here of words that have others in their batch.
    /// - Parameter known: by the number in the batch; -1 where nobody has asked yet.
    private mutating func numbers(of batchNumbers: [Int], _ batchWords: [String], _ known: inout [Int]) -> [Int] {
        batchNumbers.map { batchNumber in
            if known[batchNumber] >= 0 { return known[batchNumber] }
            let word = batchWords[batchNumber]
            let number = spellings.number(of: word)
            if number == words.count { words.append(word) }
            known[batchNumber] = number
            return number
        }
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
