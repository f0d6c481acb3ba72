package import Domain

/// Everything the index needs of one published clip. Whoever hands it over has read it in one transaction.
package struct IndexedClip: Sendable, Hashable {
    package var id: ID<Clip>
    /// Decides who may find it; asked through the one policy at every lookup.
    package var access: ClipAccess
    package var title: String
    package var speakers: [String]
    package var stage: ID<Term>?
    /// The uploader's objection first; a clip may answer several.
    package var objections: [ID<Term>]
    package var persona: ID<Term>?
    package var industry: ID<Term>?
    package var clipType: ID<Term>?
    /// BCP 47; nil means English.
    package var language: String?
    /// Each rule as one sentence.
    package var rules: [String]
    package var tags: [String]
    /// The transcript, in the order of time.
    package var lines: [TimedLine]
    /// Made by hand; windows of the transcript land on them.
    package var moments: [Moment]
    package var durationMilliseconds: Int
    package var verifyBy: Day?
    package var recordedOn: Day?
    package var publishedAt: Instant
    /// The vectors of its windows, as far as they are made.
    package var meaning: ClipMeaning?
    /// Tells later whether the clip has changed since; nil when nobody keeps the index.
    package var stamp: UInt64?

    package init(
        id: ID<Clip>, access: ClipAccess, title: String, speakers: [String] = [], stage: ID<Term>? = nil,
        objections: [ID<Term>] = [], persona: ID<Term>? = nil, industry: ID<Term>? = nil, clipType: ID<Term>? = nil,
        language: String? = nil, rules: [String] = [], tags: [String] = [], lines: [TimedLine] = [],
        moments: [Moment] = [], durationMilliseconds: Int, verifyBy: Day? = nil, recordedOn: Day? = nil,
        publishedAt: Instant, meaning: ClipMeaning? = nil
    ) {
        self.id = id
        self.access = access
        self.title = title
        self.speakers = speakers
        self.stage = stage
        self.objections = objections
        self.persona = persona
        self.industry = industry
        self.clipType = clipType
        self.language = language
        self.rules = rules
        self.tags = tags
        self.lines = lines
        self.moments = moments
        self.durationMilliseconds = durationMilliseconds
        self.verifyBy = verifyBy
        self.recordedOn = recordedOn
        self.publishedAt = publishedAt
        self.meaning = meaning
    }
}

extension IndexedClip {
    /// Nil unless the clip is published and nobody withdrew it: nothing else can be found.
    package init?(_ clip: Clip, lines: [TimedLine], moments: [Moment], meaning: ClipMeaning? = nil) {
        guard clip.state == .published, clip.notice?.withdrawnAt == nil, let publishedAt = clip.publishedAt else {
            return nil
        }
        let details = clip.details
        self.init(
            id: clip.id, access: clip.access, title: details.title, speakers: details.speakers.map(\.name),
            stage: details.stage, objections: details.objection.map { [$0] } ?? [], persona: details.persona,
            industry: details.industry, clipType: details.clipType, language: details.language,
            rules: details.rules.map(\.sentence), tags: details.tags, lines: lines, moments: moments,
            durationMilliseconds: clip.media.durationMilliseconds ?? lines.last?.endMilliseconds ?? 0,
            verifyBy: details.verifyBy, recordedOn: details.recordedOn, publishedAt: publishedAt, meaning: meaning)
    }
}

extension Rule {
    fileprivate var sentence: String {
        [("When", when), ("", action), ("because", because)].filter { !$0.1.isEmpty }
            .map { $0.0.isEmpty ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}

/// Who asks. Visibility is decided by `Permission`, for every clip and every lookup anew.
package struct Viewer: Sendable {
    let sees: @Sendable (ClipAccess) -> Bool

    package init(_ actor: Actor) {
        sees = { Permission.allows(.see, for: actor, on: $0) }
    }

    /// For judging a set of clips that nobody owns.
    static let judge = Viewer { _ in true }

    /// Somebody who sees what everybody sees: clips of the library.
    package static let anybody = Viewer { access in
        access.state == .published && access.visibility == .library && !access.isWithdrawn
    }

    private init(sees: @escaping @Sendable (ClipAccess) -> Bool) {
        self.sees = sees
    }
}
