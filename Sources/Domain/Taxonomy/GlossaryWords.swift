/// The company's own names and words, as they help to write down what is said.
package struct GlossaryWords: Sendable, Hashable {
    /// What speech recognition is told to expect, at most `longestHint` characters together.
    package let hotWords: [String]
    /// What it hears instead, word by word, and what was said; the longest first.
    private let corrections: [Correction]

    private struct Correction: Sendable, Hashable {
        let heard: [String]
        let said: [String]
    }

    /// About fifteen names. With more of them the smallest model mishears other words, and turns silence into names.
    private static let longestHint = 160

    package init(_ taxonomy: Taxonomy) {
        var room = Self.longestHint
        hotWords = [TermKind.glossary, .product, .competitor].flatMap(taxonomy.active).map(\.label).filter { label in
            room -= label.count + 2
            return room >= 0
        }
        corrections = taxonomy.active(.glossary).flatMap { term in
            term.aliases.compactMap { alias -> Correction? in
                let heard = Self.words(alias).map(Self.bare).filter { !$0.isEmpty }
                let said = Self.words(term.label)
                return heard.isEmpty || heard == said.map(Self.bare) ? nil : Correction(heard: heard, said: said)
            }
        }.sorted { ($1.heard.count, $0.heard.joined()) < ($0.heard.count, $1.heard.joined()) }
    }

    /// The lines of a transcript with what was misheard put right; nil when nothing was.
    /// - Parameter written: the lines as a machine wrote them: any other is somebody's own and stays.
    package func corrected(_ lines: [TranscriptLine], writtenByMachine written: Set<SaidLine>) -> [TranscriptLine]? {
        let mended = lines.map { written.contains($0.said) ? corrected($0) : $0 }
        return mended == lines ? nil : mended
    }

    /// The line with what was misheard put right. Words keep their times; a name of several words shares those of what was heard.
    package func corrected(_ line: TranscriptLine) -> TranscriptLine {
        let texts = Self.words(line.text)
        guard !corrections.isEmpty, !texts.isEmpty else { return line }
        let isTimed = texts.count == line.words.count
        let heard =
            isTimed
            ? line.words
            : texts.map { TimedWord(text: $0, startMilliseconds: 0, endMilliseconds: 0) }
        let words = corrected(heard)
        guard words != heard else { return line }
        var line = line
        line.text = words.map(\.text).joined(separator: " ")
        if isTimed { line.words = words }
        return line
    }

    private func corrected(_ heard: [TimedWord]) -> [TimedWord] {
        let bare = heard.map { Self.bare($0.text) }
        var words: [TimedWord] = []
        var place = 0
        while place < heard.count {
            if let found = corrections.first(where: { bare[place...].starts(with: $0.heard) }) {
                let end = place + found.heard.count
                words += Self.spread(found.said, over: Array(heard[place..<end]))
                place = end
            } else {
                words.append(heard[place])
                place += 1
            }
        }
        return words
    }

    /// In place of `heard`, with the marks that stood before and after it.
    private static func spread(_ said: [String], over heard: [TimedWord]) -> [TimedWord] {
        guard let first = heard.first, let last = heard.last else { return [] }
        let confidence = heard.compactMap(\.confidence).min()
        let length = last.endMilliseconds - first.startMilliseconds
        return said.enumerated().map { number, text in
            var text = text
            if number == 0 { text = String(first.text.prefix { !isPartOfWord($0) }) + text }
            if number == said.count - 1 {
                text += String(
                    last.text.suffix(
                        from: last.text.lastIndex(where: isPartOfWord).map(last.text.index(after:))
                            ?? last.text.startIndex))
            }
            if said.count == heard.count {
                return TimedWord(
                    text: text, startMilliseconds: heard[number].startMilliseconds,
                    endMilliseconds: heard[number].endMilliseconds, confidence: heard[number].confidence)
            }
            return TimedWord(
                text: text, startMilliseconds: first.startMilliseconds + length * number / said.count,
                endMilliseconds: first.startMilliseconds + length * (number + 1) / said.count, confidence: confidence)
        }
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// As words are compared: without case and without marks around them.
    private static func bare(_ word: String) -> String {
        word.lowercased().filter(isPartOfWord)
    }

    private static func isPartOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}

/// What a line says, and when it begins.
package struct SaidLine: Sendable, Hashable {
    let startMilliseconds: Int
    let text: String
}

extension TranscriptLine {
    package var said: SaidLine { SaidLine(startMilliseconds: startMilliseconds, text: text) }
}
