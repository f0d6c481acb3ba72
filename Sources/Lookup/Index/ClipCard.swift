import Domain

/// A clip as the index keeps it: all but its transcript. A reference, because lookups walk over thousands and read one field of each.
final class ClipCard: Sendable {
    let id: ID<Clip>
    let access: ClipAccess
    let title: String
    let speakers: [String]
    let stage: ID<Term>?
    let objections: [ID<Term>]
    let persona: ID<Term>?
    let industry: ID<Term>?
    let clipType: ID<Term>?
    let language: String
    let analyser: Analyser
    let rules: [String]
    let tags: [String]
    let moments: [Moment]
    let verifyBy: Day?
    let publishedAt: Instant
    let stamp: UInt64?

    init(_ clip: IndexedClip) {
        id = clip.id
        access = clip.access
        title = clip.title
        speakers = clip.speakers
        stage = clip.stage
        objections = clip.objections
        persona = clip.persona
        industry = clip.industry
        clipType = clip.clipType
        language = clip.language ?? "en"
        analyser = .for(language: clip.language)
        rules = clip.rules
        tags = clip.tags
        moments = clip.moments
        verifyBy = clip.verifyBy
        publishedAt = clip.publishedAt
        stamp = clip.stamp
    }

    /// Compared by the first part: `en` is `en-GB`, too.
    func isIn(_ wanted: String) -> Bool { Self.mainPart(of: language) == Self.mainPart(of: wanted) }

    static func mainPart(of language: String) -> String {
        language.split(separator: "-").first.map { $0.lowercased() } ?? ""
    }

    /// Its verify-by day has passed.
    func isStale(on day: Day) -> Bool { verifyBy.map { $0 < day } ?? false }
}
