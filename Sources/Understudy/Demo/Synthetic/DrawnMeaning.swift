import Domain
import Lookup

/// Vectors for made-up clips. Encoding a hundred thousand clips takes hours, so they are drawn: near those of some real sentences, as far
/// apart as windows about the same thing are.
struct DrawnMeaning: Sendable {
    private let known: [[Float]]

    /// How many sentences are encoded.
    private static let sentences = 300

    init(_ encoder: SentenceEncoder, corpus: SyntheticCorpus) {
        known = (0..<Self.sentences).map { number in
            let lines = corpus.clip(60_000_000 + number).lines
            return encoder.vector(of: lines.prefix(4).map(\.text).joined(separator: " "))
        }
    }

    /// Up to this many clips are encoded like any other.
    static let mostEncoded = 1000

    /// What makes the vectors of so many clips; nil without the model.
    static func maker(
        _ encoder: SentenceEncoder?, clips: Int, taxonomy: Taxonomy
    ) -> (@Sendable (IndexedClip) -> ClipMeaning)? {
        guard let encoder else { return nil }
        if clips <= mostEncoded {
            return { clip in encoder.meaning(of: clip, known: ClipMeaning()) { _, _ in } }
        }
        let drawn = DrawnMeaning(encoder, corpus: SyntheticCorpus(scripts: DemoScript.clips, taxonomy: taxonomy))
        return { clip in drawn.meaning(of: clip) }
    }

    func meaning(of clip: IndexedClip) -> ClipMeaning {
        ClipMeaning(of: clip, vector: vector)
    }

    /// The same text gets the same vector.
    private func vector(of text: String) -> [Float] {
        let seed = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        var numbers = SeededNumbers(seed: seed)
        let near = known[numbers.rank(below: known.count)]
        let other = known[numbers.below(known.count)]
        return near.indices.map { place in
            let noise = Float(numbers.below(2001)) / 1000 - 1
            return near[place] + 0.5 * other[place] + 0.06 * noise
        }
    }
}
