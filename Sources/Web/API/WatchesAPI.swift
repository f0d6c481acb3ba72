import Domain
import Hummingbird
import Services

/// What players report, how far one is with a clip, and which seconds of it others watch.
struct WatchesAPI: Sendable {
    let services: Services

    private static let tag = "watches"

    var routes: [Route] {
        [
            .put(
                "/api/v1/clips/{clip}/watches", .signedIn(.write, report), body: .json, rate: .beacon,
                about: About(
                    "What a player played since its last report; the same number again changes nothing",
                    tag: Self.tag, input: PlayReportInput.schema, status: 204)),
            .get(
                "/api/v1/clips/{clip}/watches", .signedIn(.read, own),
                about: About("How far one is with a clip", tag: Self.tag, output: WatchTotalJSON.schema)),
            .get(
                "/api/v1/clips/{clip}/heat", .signedIn(.read, heat),
                about: About(
                    "Which seconds others watch and watch again; nothing below 5 people", tag: Self.tag,
                    output: HeatMapJSON.schema)),
        ]
    }

    private func report(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (report, position) = try PlayReportInput.read(try web.input())
        try await services.watches.report(report, position: position, of: try web.id("clip"), by: caller.actor)
        return .noContent
    }

    private func own(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(WatchTotalJSON(try await services.watches.own(try web.id("clip"), by: caller.actor)))
    }

    private func heat(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(HeatMapJSON(try await services.watches.heat(of: try web.id("clip"), by: caller.actor)))
    }
}

/// The body of a report.
enum PlayReportInput {
    static func read(_ input: JSONInput) throws -> (PlayReport, position: Int?) {
        var input = input
        let player: ID<PlayerInstance> = input.id("player")
        let number = input.integer("number")
        let position = input.optionalInteger("position_ms")
        let intervals = try input.objects("intervals") { entry in
            PlayedInterval(
                start: entry.integer("start_ms"), end: entry.integer("end_ms"),
                rate: thousandths(entry.optionalNumber("rate")), isVisible: entry.optionalBoolean("visible") ?? true,
                isMuted: entry.optionalBoolean("muted") ?? false, isFocused: entry.optionalBoolean("focused") ?? true,
                at: entry.integer("at_ms"), wall: entry.integer("wall_ms"))
        }
        try input.finish()
        return (try PlayReport(player: player, number: number, intervals: intervals), position)
    }

    /// Out of any range that counts becomes 0, which the report refuses.
    private static func thousandths(_ rate: Double?) -> Int {
        guard let rate else { return 1000 }
        return abs(rate) < 1000 ? Int((rate * 1000).rounded()) : 0
    }

    static let schema = Schema.object(
        "PlayReport",
        [
            .init("player", .id), .init("number", .integer), .optional("position_ms", .integer),
            .init(
                "intervals",
                .list(
                    .object(
                        "PlayedInterval",
                        [
                            .init("start_ms", .integer), .init("end_ms", .integer), .optional("rate", .number),
                            .optional("visible", .boolean), .optional("muted", .boolean),
                            .optional("focused", .boolean), .init("at_ms", .integer), .init("wall_ms", .integer),
                        ]))),
        ])
}

/// How far one is with a clip.
struct WatchTotalJSON: Encodable {
    struct Span: Encodable {
        let startMs: Int
        let endMs: Int

        static let schema = Schema.object("PlayedSpan", [.init("start_ms", .integer), .init("end_ms", .integer)])
    }

    let openedAt: Instant?
    let uniqueSeconds: Int
    let percent: Int
    let playedMs: Int
    let spans: [Span]

    init(_ own: WatchService.Own) {
        openedAt = own.total?.openedAt
        uniqueSeconds = ((own.total?.once.milliseconds ?? 0) + 500) / 1000
        percent = own.percent
        playedMs = own.total?.playedMilliseconds ?? 0
        spans = (own.total?.once.spans ?? []).map { Span(startMs: $0.lowerBound, endMs: $0.upperBound) }
    }

    static let schema = Schema.object(
        "WatchTotal",
        [
            .optional("opened_at", .time), .init("unique_seconds", .integer), .init("percent", .integer),
            .init("played_ms", .integer), .init("spans", .list(Span.schema)),
        ])
}

/// Which seconds others watch; the lists are empty below `fewest_people`.
struct HeatMapJSON: Encodable {
    let people: Int?
    let fewestPeople: Int
    let definition: String
    let watched: [Int]
    let again: [Int]

    init(_ heat: HeatMap) {
        people = heat.seconds.isEmpty ? nil : heat.people
        fewestPeople = HeatMap.fewestPeople
        definition = say("heat.definition")
        watched = heat.seconds.map(\.watched)
        again = heat.seconds.map(\.again)
    }

    static let schema = Schema.object(
        "HeatMap",
        [
            .optional("people", .integer), .init("fewest_people", .integer), .init("definition", .text),
            .init("watched", .list(.integer)), .init("again", .list(.integer)),
        ])
}
