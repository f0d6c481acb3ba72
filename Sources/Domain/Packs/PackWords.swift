/// Reads "discovery, CFO, thinks we're expensive, 5 minutes": finds the company's own words in it, nothing more clever.
package struct PackWords: Sendable {
    private let names: [Name]

    /// One way an entry of a list is called.
    private struct Name: Sendable {
        let words: [String]
        let term: ID<Term>
        let kind: TermKind
    }

    package init(_ taxonomy: Taxonomy) {
        var names: [Name] = []
        for kind in [TermKind.stage, .persona, .industry, .objection] {
            for term in taxonomy.active(kind) {
                let phrasings = taxonomy.phrasings.filter { $0.objection == term.id && $0.retiredAt == nil }.map(\.text)
                let texts = [term.label] + Self.parts(of: term.label) + term.aliases + phrasings
                for text in Set(texts) {
                    let words = Self.words(of: text)
                    if !words.isEmpty { names.append(Name(words: words, term: term.id, kind: kind)) }
                }
            }
        }
        // The longest name wins; names of the same length in a settled order.
        self.names = names.sorted { ($1.words.count, $0.term.text) < ($0.words.count, $1.term.text) }
    }

    /// What the text says, as far as it is understood; the first mention of a stage, a persona and an industry counts.
    package func question(_ text: String) -> PackQuestion {
        let pieces = String(text.prefix(Self.longest)).singleLine.split(separator: " ").map(String.init)
        var rest = pieces.map { Word(text: $0, plain: Self.words(of: $0)) }
        var question = PackQuestion()
        if let minutes = Self.takeMinutes(from: &rest) { question.minutes = minutes }
        for name in names where Self.wants(name, question) {
            guard Self.take(name.words, from: &rest) else { continue }
            switch name.kind {
            case .stage: question.stage = name.term
            case .persona: question.persona = name.term
            case .industry: question.industry = name.term
            default: question.objections.append(name.term)
            }
        }
        question.rest = Self.tidied(rest.map(\.text).joined(separator: " "))
        return question
    }

    private static let longest = 400

    private struct Word {
        let text: String
        let plain: [String]
    }

    private static func wants(_ name: Name, _ question: PackQuestion) -> Bool {
        switch name.kind {
        case .stage: question.stage == nil
        case .persona: question.persona == nil
        case .industry: question.industry == nil
        default: question.objections.count < PackQuestion.mostObjections && !question.objections.contains(name.term)
        }
    }

    /// Takes a run of words out; false when it is not there. What remains keeps a comma in its place.
    private static func take(_ wanted: [String], from rest: inout [Word]) -> Bool {
        for start in rest.indices {
            var found: [String] = []
            var end = start
            while end < rest.count, found.count < wanted.count {
                found += rest[end].plain
                end += 1
            }
            guard found == wanted, !rest[start].plain.isEmpty else { continue }
            rest.replaceSubrange(start..<end, with: [Word(text: ",", plain: [])])
            return true
        }
        return false
    }

    /// `5 minutes`, `5 min`, `5min`, `five` is not a number here.
    private static func takeMinutes(from rest: inout [Word]) -> Int? {
        let units: Set = ["m", "min", "mins", "minute", "minutes"]
        for (index, word) in rest.enumerated() {
            guard let text = word.plain.first, word.plain.count <= 2 else { continue }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, digits.count <= 3, let number = Int(digits) else { continue }
            let unit = text.dropFirst(digits.count)
            let next = index + 1 < rest.count ? rest[index + 1].plain : []
            let isJoined =
                units.contains(String(unit)) || (unit.isEmpty && word.plain.count == 2 && units.contains(word.plain[1]))
            let isApart = unit.isEmpty && word.plain.count == 1 && next.count == 1 && units.contains(next[0])
            guard isJoined || isApart else { continue }
            rest.replaceSubrange(index..<(index + (isApart ? 2 : 1)), with: [Word(text: ",", plain: [])])
            return min(max(number, PackQuestion.minuteRange.lowerBound), PackQuestion.minuteRange.upperBound)
        }
        return nil
    }

    /// `Economic buyer (CEO, owner)` is also called `Economic buyer`, `CEO` and `owner`.
    private static func parts(of label: String) -> [String] {
        label.split { "/,()&".contains($0) }.map { String($0).singleLine }
    }

    /// Small letters and digits, cut at everything else; apostrophes inside a word are left out.
    private static func words(of text: String) -> [String] {
        let joined = text.lowercased().filter { $0 != "'" && $0 != "\u{2019}" }
        return joined.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Without the commas of what was taken out.
    private static func tidied(_ text: String) -> String {
        text.split { ",;".contains($0) }.map { String($0).singleLine }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
