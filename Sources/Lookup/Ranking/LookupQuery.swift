/// A lookup's text as the index is asked: mended, cut into terms, completed while typing.
struct LookupQuery {
    struct Word: Sendable, Hashable {
        /// As typed or mended.
        let text: String
        /// Any of these is it.
        let terms: [String]
    }

    let words: [Word]
    let correctedText: String?
    /// The terms of the corrected text, for guessing what it is about.
    let terms: [String]
    let competitors: [String]
    /// All words as mended, for what they mean together.
    let text: String
    /// The same with any competitor's name as the word for one.
    let textWithoutNames: String

    init(_ input: LookupInput, index: VisibleIndex, taxonomy: LookupTaxonomy, dictionary: DictionaryWords) {
        let spelling = Spelling(dictionary: dictionary, taxonomy: taxonomy, visible: index)
        let typed = Array(Tokenizer.words(in: input.text).prefix(LookupInput.mostWords))
        let competitors = Self.competitors(in: typed, of: taxonomy)
        var mended: [String] = []
        for (place, word) in typed.enumerated() {
            let isOpen = input.isTyping && place == typed.count - 1
            if isOpen || competitors.typed.contains(word) {
                mended.append(competitors.names[word] ?? word)
            } else {
                mended.append(spelling.corrected(word))
            }
        }
        let telling = mended.filter { !Analyser.isStopWord($0) }
        let kept = telling.isEmpty ? mended : telling
        var words: [Word] = []
        var seen: Set<String> = []
        for word in kept where seen.insert(Analyser.english.term(for: word)).inserted {
            var terms = Self.terms(of: word)
            if input.isTyping, word == mended.last, word.unicodeScalars.count > 1 {
                terms += index.completions(of: word, limit: 24).flatMap(Self.terms)
            }
            var own: Set<String> = []
            words.append(Word(text: word, terms: terms.filter { own.insert($0).inserted }))
        }
        // What is named has other names, too.
        for word in taxonomy.names.others(in: mended) where !Analyser.isStopWord(word) {
            guard seen.insert(Analyser.english.term(for: word)).inserted else { continue }
            words.append(Word(text: word, terms: Self.terms(of: word)))
        }
        self.words = words
        self.competitors = competitors.found
        correctedText = mended == typed ? nil : mended.joined(separator: " ")
        text = mended.joined(separator: " ")
        let names = Set(competitors.names.values)
        textWithoutNames = mended.map { names.contains($0) ? "competitor" : $0 }.joined(separator: " ")
        terms = kept.map(Analyser.english.term(for:)) + (competitors.found.isEmpty ? [] : ["competitor"])
    }

    /// As an English clip has it, and as a clip of another language has it.
    private static func terms(of word: String) -> [String] {
        let english = Analyser.english.term(for: word)
        let plain = Analyser.plain.term(for: word)
        return english == plain ? [english] : [english, plain]
    }

    /// Names from the company's list, one slip of the finger allowed.
    private static func competitors(
        in words: [String], of taxonomy: LookupTaxonomy
    ) -> (found: [String], typed: Set<String>, names: [String: String]) {
        var found: [String] = []
        var typed: Set<String> = []
        var names: [String: String] = [:]
        for name in taxonomy.competitors {
            let parts = Tokenizer.words(in: name)
            guard !parts.isEmpty else { continue }
            var matches: [String: String] = [:]
            for part in parts {
                guard let word = words.first(where: { isNearly($0, part) }) else { break }
                matches[word] = part
            }
            guard matches.count == Set(parts).count else { continue }
            found.append(name)
            typed.formUnion(matches.keys)
            names.merge(matches) { first, _ in first }
        }
        return (found, typed, names)
    }

    private static func isNearly(_ word: String, _ name: String) -> Bool {
        if word == name || Analyser.base(of: word) == name { return true }
        guard name.unicodeScalars.count > 3, word.unicodeScalars.count > 3 else { return false }
        return EditDistance.between(Array(word.unicodeScalars), Array(name.unicodeScalars), limit: 1) != nil
    }
}
