import Domain

/// What the demo team has recorded: written for this product, spoken by a speech synthesiser, about firms that do not
/// exist. The people sell a planning service for vans; two of them disagree about discounts, as people do.
enum DemoScript {
    /// One of every stage first, then the second of every stage, and so on: whoever looks around while they are being
    /// made finds something everywhere.
    static let clips: [DemoClip] = inTurn([
        proposeClips, negotiateClips, firstClips, showClips, discoverClips, qualifyClips, trialClips, commitClips,
        growClips, handoffClips, targetClips,
    ])

    /// Who is heard, for the notice of every demo clip.
    static let noticeWhoIsHeard = "Nobody real: both voices are made by a speech synthesiser."
    /// How they were told, for the notice of every demo clip.
    static let noticeHowTold = "There is nobody to tell: the dialogue was written for this demo."

    private static func inTurn(_ stages: [[DemoClip]]) -> [DemoClip] {
        let longest = stages.map(\.count).max() ?? 0
        return (0..<longest).flatMap { turn in stages.compactMap { $0.indices.contains(turn) ? $0[turn] : nil } }
    }
}

/// One recording of the demo team.
struct DemoClip: Sendable {
    enum Kind: Sendable {
        case video, audio
    }

    /// Names its files; letters, digits and hyphens.
    let slug: String
    /// In the buyer's words.
    let title: String
    /// Owns the clip and is the first voice in it.
    let owner: DemoPerson
    let stage: ID<Term>
    let objection: ID<Term>?
    let clipType: ID<Term>
    let persona: ID<Term>
    let industry: ID<Term>
    let kind: Kind
    let purpose: ClipPurpose
    let origin: ClipOrigin
    let visibility: Visibility
    /// What the second voice is called in the picture: "Buyer", mostly.
    let otherVoice: String
    /// Days from loading until somebody must check that it is still true.
    let verifyAfterDays: Int64
    let lines: [DemoLine]
    let moments: [DemoMoment]
    let rules: [Rule]
    let conditions: [String]

    init(
        slug: String, title: String, owner: DemoPerson, stage: ID<Term>, objection: ID<Term>?, clipType: ID<Term>,
        persona: ID<Term>, industry: ID<Term>, kind: Kind, purpose: ClipPurpose, origin: ClipOrigin,
        visibility: Visibility, otherVoice: String, verifyAfterDays: Int64, lines: [DemoLine], moments: [DemoMoment],
        rules: [Rule], conditions: [String] = []
    ) {
        self.slug = slug
        self.title = title
        self.owner = owner
        self.stage = stage
        self.objection = objection
        self.clipType = clipType
        self.persona = persona
        self.industry = industry
        self.kind = kind
        self.purpose = purpose
        self.origin = origin
        self.visibility = visibility
        self.otherVoice = otherVoice
        self.verifyAfterDays = verifyAfterDays
        self.lines = lines
        self.moments = moments
        self.rules = rules
        self.conditions = conditions
    }
}

/// What one of the two voices says without a break.
enum DemoLine: Sendable {
    case owner(String)
    case other(String)

    var text: String {
        switch self {
        case .owner(let text), .other(let text): text
        }
    }

    var isOwner: Bool {
        switch self {
        case .owner: true
        case .other: false
        }
    }
}

/// A stretch of lines worth landing on.
struct DemoMoment: Sendable {
    /// Positions in `DemoClip.lines`.
    let lines: ClosedRange<Int>
    /// In the buyer's words.
    let title: String
}
