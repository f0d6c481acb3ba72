import Domain
import Lookup
import Services

/// What a lookup found.
struct LookupJSON: Encodable {
    let id: ID<LookupRecordID>?
    let results: [LookupResultJSON]
    let corrected: String?
    let situation: LabelJSON?
    let miss: Bool
    let total: Int
    let tookMs: Double
    let loading: Bool
    let meaning: String
    let preliminary: Bool

    init(_ result: LookupService.Result, _ taxonomy: Taxonomy) {
        id = result.id
        results = result.rows.map { LookupResultJSON($0, taxonomy) }
        corrected = result.correctedText
        situation = LabelJSON(result.guessedObjection, taxonomy)
        miss = result.isMiss
        total = result.total
        tookMs = Double(result.tookMicroseconds) / 1000
        loading = result.isLoading
        meaning = result.meaning.rawValue
        preliminary = result.isPreliminary
    }

    static let schema = Schema.object(
        "Lookup",
        [
            .optional("id", .id), .init("results", .list(LookupResultJSON.schema)), .optional("corrected", .text),
            .optional("situation", LabelJSON.schema), .init("miss", .boolean), .init("total", .integer),
            .init("took_ms", .number), .init("loading", .boolean),
            .init("meaning", .oneOf(LiveIndex.MeaningState.allCases.map(\.rawValue))), .init("preliminary", .boolean),
        ])
}

/// One moment found, and why.
struct LookupResultJSON: Encodable {
    /// The clip, as far as a row of results needs it.
    struct Clip: Encodable {
        let id: ID<Domain.Clip>
        let title: String
        let hasVideo: Bool
        let mediaUrl: String?
        let captionsUrl: String?
        let posterUrl: String?
        let durationMs: Int?

        init(_ clip: Domain.Clip, hasPoster: Bool, isPlayable: Bool) {
            let hasCaptions = [.machine, .edited, .uploaded].contains(clip.media.transcript)
            id = clip.id
            title = clip.details.title
            hasVideo = clip.media.hasVideo
            mediaUrl = isPlayable ? MediaName.address(.main, of: clip) : nil
            captionsUrl = hasCaptions ? "/api/v1/clips/\(clip.id)/captions.vtt" : nil
            posterUrl = hasPoster ? MediaName.address(.poster, of: clip) : nil
            durationMs = clip.media.durationMilliseconds
        }

        static let schema = Schema.object(
            "LookupClip",
            [
                .init("id", .id), .init("title", .text), .init("has_video", .boolean), .optional("media_url", .text),
                .optional("captions_url", .text), .optional("poster_url", .text), .optional("duration_ms", .integer),
            ])
    }

    /// A piece of the quote; marked when it is what was looked for.
    struct Piece: Encodable {
        let text: String
        let marked: Bool

        static let schema = Schema.object("QuotePiece", [.init("text", .text), .init("marked", .boolean)])
    }

    let clip: Clip
    let title: String
    let speaker: String
    let moment: ID<Moment>?
    let startMs: Int
    let endMs: Int
    let quote: [Piece]
    let why: String
    let stage: LabelJSON?
    let objection: LabelJSON?
    let stale: Bool
    let freshnessText: String?
    let watchedAt: Instant?
    let watchedText: String?
    let kept: Bool
    let score: Double

    init(_ row: LookupService.Row, _ taxonomy: Taxonomy) {
        let hit = row.hit
        clip = Clip(row.clip, hasPoster: row.hasPoster, isPlayable: row.isPlayable)
        title = hit.momentTitle ?? hit.title
        speaker = hit.speakers.joined(separator: ", ")
        moment = hit.moment
        startMs = hit.startMilliseconds
        endMs = hit.endMilliseconds
        quote = hit.quote.map { Piece(text: $0.text, marked: $0.isMarked) }
        why = LookupWording.why(hit.reasons, taxonomy)
        stage = LabelJSON(row.clip.details.stage, taxonomy)
        objection = LabelJSON(row.clip.details.objection, taxonomy)
        stale = hit.isStale
        freshnessText = LookupWording.freshness(row)
        watchedAt = row.watchedAt
        watchedText = row.watchedAt.map(LookupWording.watched)
        kept = row.isKept
        score = hit.score
    }

    static let schema = Schema.object(
        "LookupResult",
        [
            .init("clip", Clip.schema), .init("title", .text), .init("speaker", .text), .optional("moment", .id),
            .init("start_ms", .integer), .init("end_ms", .integer), .init("quote", .list(Piece.schema)),
            .init("why", .text), .optional("stage", LabelJSON.schema), .optional("objection", LabelJSON.schema),
            .init("stale", .boolean), .optional("freshness_text", .text), .optional("watched_at", .time),
            .optional("watched_text", .text), .init("kept", .boolean), .init("score", .number),
        ])
}

/// Something a rep may be about to type.
struct SuggestionJSON: Encodable {
    let text: String
    let kind: String
    let objection: ID<Term>?
    let clip: ID<Clip>?

    init(_ suggestion: Suggestion) {
        text = suggestion.text
        switch suggestion.source {
        case .phrasing(let term):
            kind = "phrasing"
            objection = term
            clip = nil
        case .title(let id):
            kind = "title"
            objection = nil
            clip = id
        case .speaker:
            kind = "speaker"
            objection = nil
            clip = nil
        }
    }

    init(_ name: NamesOfLists.Name) {
        text = name.text
        kind = name.kind.rawValue
        objection = nil
        clip = nil
    }

    /// Sentences first, because a sentence finds more than a name; but a name that is being typed has to be seen.
    static func all(_ suggestions: [Suggestion], _ names: [NamesOfLists.Name]) -> [SuggestionJSON] {
        let all = suggestions.map(SuggestionJSON.init)
        let listed = names.map(SuggestionJSON.init)
        return Array((all.prefix(2) + listed + all.dropFirst(2)).prefix(8))
    }

    static let schema = Schema.object(
        "Suggestion",
        [
            .init("text", .text),
            .init("kind", .oneOf(["phrasing", "title", "speaker", "competitor", "product", "glossary"])),
            .optional("objection", .id), .optional("clip", .id),
        ])
}

/// The sentences of a lookup, the same in JSON and on pages.
enum LookupWording {
    /// Why something was found: the strongest reasons in words.
    static func why(_ reasons: [Reason], _ taxonomy: Taxonomy) -> String {
        let words = reasons.prefix(2).compactMap { sentence($0, taxonomy) }
        return words.isEmpty ? say("why.close") : words.joined(separator: " · ")
    }

    /// Such as "To be verified since 1 March 2026"; nil while the clip is fresh.
    static func freshness(_ row: LookupService.Row) -> String? {
        guard row.hit.isStale else { return nil }
        return row.clip.details.verifyBy.map { say("card.to_be_verified_since", ["day": Wording.day($0)]) }
            ?? say("lookup.may_be_out_of_date")
    }

    static func watched(_ time: Instant) -> String {
        say("lookup.watched_on", ["day": Wording.day(time.day)])
    }

    private static func sentence(_ reason: Reason, _ taxonomy: Taxonomy) -> String? {
        switch reason {
        case .words(let words): words.isEmpty ? nil : say("why.words", ["words": words.joined(separator: ", ")])
        case .meaning: say("why.meaning")
        case .title: say("why.title")
        case .moment: say("why.moment")
        case .rule: say("why.rule")
        case .tag: say("why.tag")
        case .phrasing(let id): taxonomy.term(id).map { say("why.answers", ["objection": $0.label]) }
        case .competitor(let name): say("why.names", ["name": name])
        case .speaker(let name): say("why.speaks", ["name": name])
        case .stage(let id): taxonomy.term(id).map { say("why.stage", ["stage": $0.label]) }
        case .objection(let id): taxonomy.term(id).map { say("why.objection", ["objection": $0.label]) }
        }
    }
}
