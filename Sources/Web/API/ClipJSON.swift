import Domain
import Services

/// A clip as lists show it.
struct ClipJSON: Encodable {
    let id: ID<Clip>
    let state: ClipState
    let visibility: Visibility
    let version: Int
    let team: ID<Team>
    let owner: ID<Person>
    let title: String
    let description: String
    let stage: ID<Term>?
    let objection: ID<Term>?
    let clipType: ID<Term>?
    let persona: ID<Term>?
    let industry: ID<Term>?
    let language: String
    let origin: ClipOrigin?
    let purpose: ClipPurpose?
    let recordedOn: Day?
    let verifyBy: Day?
    let tags: [String]
    let speakers: [SpeakerJSON]
    let rules: [Rule]
    let conditions: [String]
    let media: ClipMediaJSON
    let rejection: String?
    let createdAt: Instant
    let updatedAt: Instant
    let publishedAt: Instant?
    let trashedAt: Instant?

    init(_ clip: Clip) {
        let details = clip.details
        id = clip.id
        state = clip.state
        visibility = clip.visibility
        version = clip.version
        team = clip.team
        owner = clip.owner
        title = details.title
        description = details.description
        stage = details.stage
        objection = details.objection
        clipType = details.clipType
        persona = details.persona
        industry = details.industry
        language = details.language
        origin = details.origin
        purpose = details.purpose
        recordedOn = details.recordedOn
        verifyBy = details.verifyBy
        tags = details.tags
        speakers = details.speakers.map { SpeakerJSON(name: $0.name, person: $0.person) }
        rules = details.rules
        conditions = details.conditions
        media = ClipMediaJSON(clip.media)
        rejection = clip.rejection
        createdAt = clip.createdAt
        updatedAt = clip.updatedAt
        publishedAt = clip.publishedAt
        trashedAt = clip.trashedAt
    }

    static let fields: [Schema.Field] = [
        .init("id", .id), .init("state", .choice(ClipState.self)), .init("visibility", .choice(Visibility.self)),
        .init("version", .integer), .init("team", .id), .init("owner", .id), .init("title", .text),
        .init("description", .text), .optional("stage", .id), .optional("objection", .id),
        .optional("clip_type", .id), .optional("persona", .id), .optional("industry", .id),
        .init("language", .text), .optional("origin", .choice(ClipOrigin.self)),
        .optional("purpose", .choice(ClipPurpose.self)), .optional("recorded_on", .day),
        .optional("verify_by", .day), .init("tags", .list(.text)), .init("speakers", .list(SpeakerJSON.schema)),
        .init("rules", .list(ruleSchema)), .init("conditions", .list(.text)),
        .init("media", ClipMediaJSON.schema), .optional("rejection", .text), .init("created_at", .time),
        .init("updated_at", .time), .optional("published_at", .time), .optional("trashed_at", .time),
    ]

    static let schema = Schema.object("Clip", fields)

    static let ruleSchema = Schema.object(
        "Rule", [.init("when", .text), .init("action", .text), .init("because", .text)])
}

/// Who is heard.
struct SpeakerJSON: Encodable {
    let name: String
    let person: ID<Person>?

    static let schema = Schema.object("Speaker", [.init("name", .text), .optional("person", .id)])
}

/// What is known about a clip's file.
struct ClipMediaJSON: Encodable {
    let fileName: String
    let bytes: Int64
    let durationMs: Int?
    let width: Int?
    let height: Int?
    let hasVideo: Bool
    let transcript: TranscriptState
    let transcriptNote: String?

    init(_ media: ClipMedia) {
        fileName = media.originalName
        bytes = media.originalBytes
        durationMs = media.durationMilliseconds
        width = media.width
        height = media.height
        hasVideo = media.hasVideo
        transcript = media.transcript
        transcriptNote = media.transcriptNote
    }

    static let schema = Schema.object(
        "ClipMedia",
        [
            .init("file_name", .text), .init("bytes", .integer), .optional("duration_ms", .integer),
            .optional("width", .integer), .optional("height", .integer), .init("has_video", .boolean),
            .init("transcript", .choice(TranscriptState.self)), .optional("transcript_note", .text),
        ])
}

/// A clip with everything its page shows to one person.
struct ClipShownJSON: Encodable {
    private let clip: ClipJSON
    private let rest: Rest

    private struct Rest: Encodable {
        let ownerName: String
        let teamName: String
        let moments: [MomentJSON]
        let renditions: [RenditionJSON]
        let transcriptRevision: Int
        let jobs: [JobJSON]
        let resumeMs: Int?
        let allowed: [String]
    }

    init(_ shown: ClipShown) {
        clip = ClipJSON(shown.clip)
        rest = Rest(
            ownerName: shown.ownerName, teamName: shown.teamName, moments: shown.moments.map(MomentJSON.init),
            renditions: shown.renditions.map(RenditionJSON.init), transcriptRevision: shown.transcript.revision,
            jobs: shown.jobs.map { JobJSON($0) }, resumeMs: shown.resumeMilliseconds,
            allowed: shown.allowed.map(\.word).sorted())
    }

    func encode(to encoder: any Encoder) throws {
        try clip.encode(to: encoder)
        try rest.encode(to: encoder)
    }

    static let schema = Schema.object(
        "ClipShown",
        ClipJSON.fields + [
            .init("owner_name", .text), .init("team_name", .text), .init("moments", .list(MomentJSON.schema)),
            .init("renditions", .list(RenditionJSON.schema)), .init("transcript_revision", .integer),
            .init("jobs", .list(JobJSON.schema)), .optional("resume_ms", .integer), .init("allowed", .list(.text)),
        ])
}

/// A time range worth landing on.
struct MomentJSON: Encodable {
    let id: ID<Moment>
    let startMs: Int
    let endMs: Int
    let title: String

    init(_ moment: Moment) {
        id = moment.id
        startMs = moment.startMilliseconds
        endMs = moment.endMilliseconds
        title = moment.title
    }

    /// A moment as it comes in, without an id for a new one.
    static func read(_ moment: inout JSONInput) -> MomentInput {
        MomentInput(
            id: moment.optionalID("id"), startMilliseconds: moment.integer("start_ms"),
            endMilliseconds: moment.integer("end_ms"), title: moment.text("title"))
    }

    static let input = Schema.object(
        "MomentInput",
        [
            .optional("id", .id), .init("start_ms", .integer), .init("end_ms", .integer), .init("title", .text),
        ])

    static let schema = Schema.object(
        "Moment", [.init("id", .id), .init("start_ms", .integer), .init("end_ms", .integer), .init("title", .text)])
}

/// A file made of a clip, with its address.
struct RenditionJSON: Encodable {
    let kind: RenditionKind
    let url: String
    let contentType: String
    let bytes: Int64
    let width: Int?
    let height: Int?
    let layout: String?

    init(_ rendition: Rendition) {
        kind = rendition.kind
        url = MediaName.address(of: rendition)
        contentType = rendition.contentType
        bytes = rendition.bytes
        width = rendition.width
        height = rendition.height
        layout = rendition.layout
    }

    static let schema = Schema.object(
        "Rendition",
        [
            .init("kind", .choice(RenditionKind.self)), .init("url", .text), .init("content_type", .text),
            .init("bytes", .integer), .optional("width", .integer), .optional("height", .integer),
            .optional("layout", .text),
        ])
}

extension Permission.ClipAction {
    /// The action as the API names it.
    fileprivate var word: String {
        switch self {
        case .see: "see"
        case .edit: "edit"
        case .editTranscript: "edit_transcript"
        case .publish: "publish"
        case .shareWithLibrary: "share_with_library"
        case .trash: "trash"
        case .restore: "restore"
        case .purge: "purge"
        case .retry: "retry"
        case .seeJob: "see_job"
        case .seeOriginal: "see_original"
        case .seeNotice: "see_notice"
        case .editNotice: "edit_notice"
        case .seeWatching: "see_watching"
        }
    }
}
