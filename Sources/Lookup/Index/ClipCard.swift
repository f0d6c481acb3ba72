import Domain

/// A clip as the index keeps it: all but its transcript. A reference, because lookups walk over thousands and read one field of each.
final class ClipCard: Sendable {
    let id: ID<Clip>
    let access: ClipAccess
    let speakers: [String]
    let stage: ID<Term>?
    let objections: [ID<Term>]
    let persona: ID<Term>?
    let industry: ID<Term>?
    let clipType: ID<Term>?
    let language: String
    let analyser: Analyser
    let hasMoments: Bool
    let verifyBy: Day?
    let publishedAt: Instant
    let stamp: UInt64?
    private let words: Source

    /// What is shown of it, and read only then.
    struct Words: Sendable {
        let title: String
        let rules: [String]
        let tags: [String]
        let moments: [Moment]
    }

    private enum Source {
        case own(Words)
        case kept(KeptBytes)
    }

    convenience init(_ clip: IndexedClip) {
        let words = Words(title: clip.title, rules: clip.rules, tags: clip.tags, moments: clip.moments)
        self.init(clip, hasMoments: !clip.moments.isEmpty, words: .own(words))
    }

    /// A card whose words stay where the index is kept.
    convenience init(_ clip: IndexedClip, hasMoments: Bool, words: KeptBytes) {
        self.init(clip, hasMoments: hasMoments, words: .kept(words))
    }

    private init(_ clip: IndexedClip, hasMoments: Bool, words: Source) {
        id = clip.id
        access = clip.access
        speakers = clip.speakers
        stage = clip.stage
        objections = clip.objections
        persona = clip.persona
        industry = clip.industry
        clipType = clip.clipType
        language = clip.language ?? "en"
        analyser = .for(language: clip.language)
        self.hasMoments = hasMoments
        verifyBy = clip.verifyBy
        publishedAt = clip.publishedAt
        stamp = clip.stamp
        self.words = words
    }

    /// Whoever needs several of them asks once.
    func readWords() -> Words {
        switch words {
        case .own(let words): words
        case .kept(let bytes): Words(kept: bytes)
        }
    }

    var title: String { readWords().title }
    var moments: [Moment] { hasMoments ? readWords().moments : [] }

    /// Compared by the first part: `en` is `en-GB`, too.
    func isIn(_ wanted: String) -> Bool { Self.mainPart(of: language) == Self.mainPart(of: wanted) }

    static func mainPart(of language: String) -> String {
        language.split(separator: "-").first.map { $0.lowercased() } ?? ""
    }

    /// Its verify-by day has passed.
    func isStale(on day: Day) -> Bool { verifyBy.map { $0 < day } ?? false }
}
