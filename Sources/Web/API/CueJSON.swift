import Domain
import Services

/// A cue as one person may see it.
struct CueJSON: Encodable {
    struct Point: Encodable {
        let id: Int
        let text: String
        let isMust: Bool

        init(_ point: KeyPoint) {
            id = point.id
            text = point.text
            isMust = point.isMust
        }

        static let schema = Schema.object(
            "KeyPoint", [.init("id", .integer), .init("text", .text), .init("is_must", .boolean)])
    }

    struct Place: Encodable {
        let id: ID<CueMoment>
        let clip: ID<Clip>
        let title: String
        let speakers: [String]
        let startMs: Int
        let endMs: Int?
        let voiceStartMs: Int?
        let voiceEndMs: Int?

        init(_ moment: CueMoment, _ clip: Clip) {
            id = moment.id
            self.clip = clip.id
            title = clip.details.title
            speakers = clip.details.speakers.map(\.name)
            startMs = moment.startMilliseconds
            endMs = moment.endMilliseconds
            voiceStartMs = moment.voice?.lowerBound
            voiceEndMs = moment.voice?.upperBound
        }

        static let schema = Schema.object(
            "CueMoment",
            [
                .init("id", .id), .init("clip", .id), .init("title", .text), .init("speakers", .list(.text)),
                .init("start_ms", .integer), .optional("end_ms", .integer),
                .optional("voice_start_ms", .integer), .optional("voice_end_ms", .integer),
            ])
    }

    let id: ID<Cue>
    let team: ID<Team>
    let visibility: Visibility
    let objection: LabelJSON?
    let lines: [String]
    let points: [Point]
    let retention: Double
    let state: CueState
    let version: Int
    let moments: [Place]
    let inSchedule: Bool
    let dueOn: Day?
    let canEdit: Bool
    let createdAt: Instant
    let updatedAt: Instant

    init(_ shown: CueShown, _ taxonomy: Taxonomy) {
        let cue = shown.cue
        id = cue.id
        team = cue.team
        visibility = cue.visibility
        objection = LabelJSON(cue.objection, taxonomy)
        lines = cue.content.lines
        points = cue.content.points.map { Point($0) }
        retention = cue.retention
        state = cue.state
        version = cue.version
        moments = shown.places.map { Place($0.moment, $0.clip) }
        inSchedule = shown.memory != nil
        dueOn = shown.memory?.dueOn
        canEdit = shown.canEdit
        createdAt = cue.createdAt
        updatedAt = cue.updatedAt
    }

    static let schema = Schema.object(
        "Cue",
        [
            .init("id", .id), .init("team", .id), .init("visibility", .choice(Visibility.self)),
            .optional("objection", LabelJSON.schema), .init("lines", .list(.text)),
            .init("points", .list(Point.schema)), .init("retention", .number),
            .init("state", .choice(CueState.self)), .init("version", .integer), .init("moments", .list(Place.schema)),
            .init("in_schedule", .boolean), .optional("due_on", .day), .init("can_edit", .boolean),
            .init("created_at", .time), .init("updated_at", .time),
        ])
}

/// The cues of a clip, and what could be made of it.
struct ClipCuesJSON: Encodable {
    struct Suggestion: Encodable {
        struct Point: Encodable {
            let text: String
            let isMust: Bool

            static let schema = Schema.object(
                "SuggestedPoint", [.init("text", .text), .init("is_must", .boolean)])
        }

        let lines: [String]
        let points: [Point]
        let startMs: Int
        let endMs: Int?

        init(_ suggestion: CueSuggestion) {
            lines = suggestion.lines
            points = suggestion.points.map { Point(text: $0.text, isMust: $0.isMust) }
            startMs = suggestion.startMilliseconds
            endMs = suggestion.endMilliseconds
        }

        static let schema = Schema.object(
            "CueSuggestion",
            [
                .init("lines", .list(.text)), .init("points", .list(Point.schema)), .init("start_ms", .integer),
                .optional("end_ms", .integer),
            ])
    }

    let items: [CueJSON]
    let suggestion: Suggestion?

    init(_ found: ClipCues, _ taxonomy: Taxonomy) {
        items = found.cues.map { CueJSON($0, taxonomy) }
        suggestion = found.suggestion.map { Suggestion($0) }
    }

    static let schema = Schema.object(
        "ClipCues",
        [.init("items", .list(CueJSON.schema)), .optional("suggestion", Suggestion.schema)])
}
