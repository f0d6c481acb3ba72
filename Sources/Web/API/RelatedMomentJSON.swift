import Domain
import Lookup
import Services

/// What somebody else answers to the same objection.
struct RelatedMomentJSON: Encodable {
    let clip: LookupResultJSON.Clip
    /// The moment's title; the clip's when nobody marked a moment.
    let title: String
    let speaker: String
    let moment: ID<Moment>?
    let startMs: Int
    let endMs: Int
    let stage: LabelJSON?
    let objection: LabelJSON?
    let stale: Bool
    let watchedAt: Instant?

    init(_ row: LookupService.RelatedRow, _ taxonomy: Taxonomy) {
        clip = LookupResultJSON.Clip(row.clip, hasPoster: row.hasPoster, isPlayable: row.clip.media.originalBlob != nil)
        title = row.moment.moment?.title ?? row.clip.details.title
        speaker = row.clip.details.speakers.map(\.name).joined(separator: ", ")
        moment = row.moment.moment?.id
        startMs = row.startMilliseconds
        endMs = row.endMilliseconds
        stage = LabelJSON(row.clip.details.stage, taxonomy)
        objection = LabelJSON(row.clip.details.objection, taxonomy)
        stale = row.moment.isStale
        watchedAt = row.watchedAt
    }

    static let schema = Schema.object(
        "RelatedMoment",
        [
            .init("clip", LookupResultJSON.Clip.schema), .init("title", .text), .init("speaker", .text),
            .optional("moment", .id), .init("start_ms", .integer), .init("end_ms", .integer),
            .optional("stage", LabelJSON.schema), .optional("objection", LabelJSON.schema), .init("stale", .boolean),
            .optional("watched_at", .time),
        ])
}
