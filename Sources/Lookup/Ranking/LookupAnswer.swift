package import Domain

/// What a lookup found.
package struct LookupAnswer: Sendable, Hashable {
    /// Best first, one a clip.
    package var hits: [LookupHit]
    /// What was looked for instead, when words were mended.
    package var correctedText: String?
    /// What the buyer probably means; to be shown as a chip that can be changed.
    package var guessedObjection: ID<Term>?
    /// No good answer: say so and offer to ask for one. There may still be hits, the nearest ones.
    package var isMiss: Bool
    /// Clips that match, of those the viewer may see.
    package var total: Int
    /// Answered by words and the situation while somebody types: what the words mean was not worked out.
    package var isPreliminary = false

    package static let nothing = LookupAnswer(hits: [], isMiss: true, total: 0)
}

/// One clip and where to start it.
package struct LookupHit: Sendable, Hashable {
    package var clip: ID<Clip>
    package var title: String
    package var speakers: [String]
    /// The hand-made moment it lies in.
    package var moment: ID<Moment>?
    package var momentTitle: String?
    package var startMilliseconds: Int
    package var endMilliseconds: Int
    /// About 30 words around what matched; empty when nothing is transcribed there.
    package var quote: [QuotePart]
    /// Strongest first.
    package var reasons: [Reason]
    package var isStale: Bool
    /// Comparable within one answer only.
    package var score: Double
    /// Start of the window that matched, for judging.
    var windowStartMilliseconds: Int
}

/// A piece of a quote; marked when it is what was looked for.
package struct QuotePart: Sendable, Hashable {
    package var text: String
    package var isMarked: Bool

    package init(text: String, isMarked: Bool) {
        self.text = text
        self.isMarked = isMarked
    }
}

/// Why something was found.
package enum Reason: Sendable, Hashable {
    /// These words of the lookup are said there.
    case words([String])
    case title, moment, rule, tag
    /// It answers the objection the lookup sounds like.
    case phrasing(ID<Term>)
    case competitor(String)
    /// It means much the same, in other words.
    case meaning
    case speaker(String)
    /// Asked for as a facet.
    case stage(ID<Term>)
    case objection(ID<Term>)
}
