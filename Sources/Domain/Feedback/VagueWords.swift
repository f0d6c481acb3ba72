/// Praise and blame from which nobody learns what to do again or otherwise. Whoever writes them is asked for more, never stopped.
package struct VagueWords: Sendable, Hashable {
    package let phrases: [String]

    /// - Throws: `Problem.invalid` for more than 200 phrases, or one that is too long.
    package init(_ phrases: [String]) throws {
        let phrases = phrases.map { $0.singleLine.lowercased() }.filter { !$0.isEmpty }
        guard phrases.count <= 200 else {
            throw Problem.invalid("vague_words", "Please give at most 200 phrases.")
        }
        guard phrases.allSatisfy({ $0.count <= 60 && $0.unicodeScalars.count <= 240 }) else {
            throw Problem.invalid("vague_words", "A phrase has at most 60 characters.")
        }
        self.init(stored: phrases)
    }

    package init(stored phrases: [String]) {
        self.phrases = phrases
    }

    /// The phrases in a text that says little else: a long text with "well done" in it has its reasons.
    package func found(in words: FeedbackWords) -> [String] {
        guard words.effect.isEmpty, words.alternative.isEmpty, words.text.count <= 120 else { return [] }
        let text = " \(Self.spaced(words.text)) "
        return phrases.filter { text.contains(" \(Self.spaced($0)) ") }
    }

    private static func spaced(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.joined(separator: " ")
    }

    package static let usual = VagueWords(stored: [
        "great job", "good job", "nice job", "well done", "great work", "good work", "nice work", "awesome", "amazing",
        "perfect", "excellent", "love it", "loved it", "good stuff", "nailed it", "nice one", "keep it up", "very good",
        "really good", "looks good", "not bad", "be more confident", "more confidence", "more energy", "be yourself",
        "try harder", "do better", "bad", "weak", "boring", "not good", "not great", "too salesy",
        "be more professional",
        "be more natural", "work on it", "needs work", "could be better",
    ])
}
