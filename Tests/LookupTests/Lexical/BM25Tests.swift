import Domain
import Foundation
import Testing

@testable import Lookup

struct BM25Tests {
    /// The formula, read off the texts without any index.
    private func model(_ terms: [String], _ texts: [[String]]) -> [Double] {
        let mean = Double(texts.map(\.count).reduce(0, +)) / Double(texts.count)
        return texts.map { text in
            terms.reduce(0) { sum, term in
                let holders = Double(texts.count { $0.contains(term) })
                let count = Double(text.count { $0 == term })
                guard count > 0 else { return sum }
                let rarity = log(1 + (Double(texts.count) - holders + 0.5) / (holders + 0.5))
                let length = 1 - 0.75 + 0.75 * Double(text.count) / mean
                return sum + rarity * count * 2.2 / (count + 1.2 * length)
            }
        }
    }

    @Test func scoresAreThoseOfTheFormulaWhateverTheSegments() {
        var random = SeededRandom(seed: 11)
        let vocabulary = ["price", "budget", "call", "team", "plan", "risk", "wait"]
        for _ in 0..<60 {
            let live = LiveIndex(dictionary: .none, rule: .lines)
            var texts: [String: [String]] = [:]
            for step in 0..<25 {
                let id = "clip_\(random.next() % 12)"
                if step % 6 == 5 {
                    live.remove(ID(id))
                    texts[id] = nil
                } else {
                    let words = (0...Int(random.next() % 9)).map { _ in random.pick(vocabulary) }
                    live.replace(clip(id, title: "", lines: [words.joined(separator: " ")], speakers: []))
                    texts[id] = words
                }
            }
            let visible = VisibleIndex(live.snapshot, viewer: .judge)
            let terms = ["price", "risk", "plan"]
            let wanted = terms.map { WeightedTerm(terms: [Analyser.english.term(for: $0)]) }
            let scores = BM25.scores(wanted, field: .spoken, in: visible)
            let ids = texts.keys.sorted()
            let expected = Dictionary(
                zip(ids, model(terms, ids.compactMap { texts[$0] }))
            ) { first, _ in first }
            var seen = 0
            for (place, part) in visible.parts.enumerated() {
                for (number, clip) in part.segment.clips.enumerated() where part.isVisible[number] {
                    seen += 1
                    let score = Double(scores[place][part.segment.firstWindows[number]])
                    #expect(abs(score - (expected[clip.id.text] ?? -1)) < 1e-4)
                }
            }
            #expect(seen == texts.count)
        }
    }

    @Test func tablesFindWordsAndBeginnings() {
        let table = WordTable(sorted: ["a", "an", "and", "b", "größe", "grün"])
        #expect(table.index(of: "and") == 2)
        #expect(table.index(of: "c") == nil)
        #expect(table.indices(prefix: "an").map(table.word) == ["an", "and"])
        #expect(table.indices(prefix: "gr").map(table.word) == ["größe", "grün"])
        #expect(table.indices(prefix: "z").isEmpty)
        #expect(WordTable(sorted: []).index(of: "a") == nil)
    }
}
