import Domain
import Services

/// A brief as one person may see it.
struct BriefJSON: Encodable {
    let id: ID<Brief>
    let team: ID<Team>
    let owner: ID<Person>
    let ownerName: String
    let state: Brief.State
    let version: Int
    let content: BriefContentJSON
    let request: ID<RecordingRequest>?
    /// How many takes of one's own there are.
    let ownTakes: Int
    let createdAt: Instant
    let updatedAt: Instant

    init(_ shown: BriefShown) {
        let brief = shown.brief
        id = brief.id
        team = brief.team
        owner = brief.owner
        ownerName = shown.ownerName
        state = brief.state
        version = brief.version
        content = BriefContentJSON(brief.content)
        request = brief.request
        ownTakes = shown.ownTakes
        createdAt = brief.createdAt
        updatedAt = brief.updatedAt
    }

    static let schema = Schema.object(
        "Brief",
        [
            .init("id", .id), .init("team", .id), .init("owner", .id), .init("owner_name", .text),
            .init("state", .choice(Brief.State.self)), .init("version", .integer),
            .init("content", BriefContentJSON.schema), .optional("request", .id), .init("own_takes", .integer),
            .init("created_at", .time), .init("updated_at", .time),
        ])
}

/// What a brief says.
struct BriefContentJSON: Encodable {
    struct Turn: Encodable {
        let who: BriefTurn.Speaker
        let text: String

        static let schema = Schema.object(
            "BriefTurn", [.init("who", .choice(BriefTurn.Speaker.self)), .init("text", .text)])
    }

    let title: String
    let line: String
    let situation: String
    let stage: ID<Term>?
    let objection: ID<Term>?
    let persona: ID<Term>?
    let points: [String]
    let dialogue: [Turn]
    let targetSeconds: Int?
    let answers: [TakeKind]
    let audience: TakeAudience
    let rubric: ID<Rubric>?
    let reviewers: Int
    let releaseDays: Int

    init(_ content: BriefContent) {
        title = content.title
        line = content.line
        situation = content.situation
        stage = content.stage
        objection = content.objection
        persona = content.persona
        points = content.points
        dialogue = content.dialogue.map { Turn(who: $0.who, text: $0.text) }
        targetSeconds = content.targetSeconds
        answers = content.answers
        audience = content.audience
        rubric = content.rubric
        reviewers = content.reviewers ?? 1
        releaseDays = content.releaseDays ?? BriefContent.usualReleaseDays
    }

    private static let always: [Schema.Field] = [.init("title", .text)]
    private static let chosen: [Schema.Field] = [
        .optional("stage", .id), .optional("objection", .id), .optional("persona", .id),
        .optional("target_seconds", .integer), .optional("rubric", .id),
    ]
    private static let lists: [(String, Schema)] = [
        ("line", .text), ("situation", .text), ("points", .list(.text)), ("dialogue", .list(Turn.schema)),
        ("answers", .list(.choice(TakeKind.self))), ("audience", .choice(TakeAudience.self)),
        ("reviewers", .integer), ("release_days", .integer),
    ]

    static let schema = Schema.object("BriefContent", always + lists.map { .init($0.0, $0.1) } + chosen)

    /// As it is sent: what is left out is empty, and the ways to answer are all of them.
    static let inputFields = always + lists.map { Schema.Field.optional($0.0, $0.1) } + chosen

    /// - Throws: `Problem` 422.
    static func read(_ input: inout JSONInput) throws -> BriefContent {
        var content = BriefContent(title: input.text("title"))
        content.line = input.optionalText("line") ?? ""
        content.situation = input.optionalText("situation") ?? ""
        content.stage = input.optionalID("stage")
        content.objection = input.optionalID("objection")
        content.persona = input.optionalID("persona")
        content.points = input.optionalTexts("points") ?? []
        content.dialogue =
            try input.optionalObjects("dialogue") { turn in
                let who = turn.choice("who", of: BriefTurn.Speaker.self)
                return BriefTurn(who ?? .rep, turn.text("text"))
            } ?? []
        content.targetSeconds = input.optionalInteger("target_seconds")
        if let answers = input.optionalTexts("answers") {
            content.answers = try answers.map { text in
                guard let kind = TakeKind(rawValue: text) else {
                    throw Problem.invalid("answers", "One of these was expected: video, screen, voice, text.")
                }
                return kind
            }
        }
        content.rubric = input.optionalID("rubric")
        content.reviewers = input.optionalInteger("reviewers")
        content.releaseDays = input.optionalInteger("release_days")
        content.audience = input.optionalChoice("audience", of: TakeAudience.self) ?? .asked
        return content
    }
}

/// What a brief said once.
struct BriefVersionJSON: Encodable {
    let version: Int
    let content: BriefContentJSON
    let by: String
    let at: Instant

    init(_ shown: BriefVersionShown) {
        version = shown.number
        content = BriefContentJSON(shown.content)
        by = shown.name
        at = shown.at
    }

    static let schema = Schema.object(
        "BriefVersion",
        [
            .init("version", .integer), .init("content", BriefContentJSON.schema), .init("by", .text),
            .init("at", .time),
        ])
}

/// A take as one person may see it.
struct TakeJSON: Encodable {
    struct Review: Encodable {
        let worked: String
        let otherwise: String
        let question: String
        let confidence: Int?

        static let schema = Schema.object(
            "SelfReview",
            [
                .init("worked", .text), .init("otherwise", .text), .init("question", .text),
                .optional("confidence", .integer),
            ])
    }

    let id: ID<Take>
    let brief: ID<Brief>
    let briefVersion: Int
    let title: String
    let person: ID<Person>
    let personName: String
    let isMine: Bool
    /// Its recording: player, transcript and threads are those of this clip.
    let clip: ID<Clip>
    let clipState: ClipState
    let again: ID<Take>?
    let text: String?
    let review: Review
    let audience: TakeAudience
    let createdAt: Instant
    let submittedAt: Instant?
    /// Only in the answer to submitting it: nobody could be asked.
    let nobodyFree: Bool?

    init(_ shown: TakeShown, nobodyFree: Bool? = nil) {
        let take = shown.take
        id = take.id
        brief = take.brief
        briefVersion = take.briefVersion
        title = shown.content.title
        person = take.person
        personName = shown.personName
        isMine = shown.isMine
        clip = take.clip
        clipState = shown.clip.state
        again = take.again
        text = take.text.isEmpty ? nil : take.text
        review = Review(
            worked: take.review.worked, otherwise: take.review.otherwise, question: take.review.question,
            confidence: take.review.confidence)
        audience = take.audience
        createdAt = take.createdAt
        submittedAt = take.submittedAt
        self.nobodyFree = nobodyFree
    }

    static let schema = Schema.object(
        "Take",
        [
            .init("id", .id), .init("brief", .id), .init("brief_version", .integer), .init("title", .text),
            .init("person", .id), .init("person_name", .text), .init("is_mine", .boolean), .init("clip", .id),
            .init("clip_state", .choice(ClipState.self)), .optional("again", .id), .optional("text", .text),
            .init("review", Review.schema), .init("audience", .choice(TakeAudience.self)),
            .init("created_at", .time), .optional("submitted_at", .time), .optional("nobody_free", .boolean),
        ])
}
