import Domain
import Hummingbird
import Services

/// What teams would recall today, how good such predictions are, and the parameters they come from.
struct MemoryAPI: Sendable {
    let services: Services

    var routes: [Route] { looking + machinery }

    private static let tag = "memory"

    private var looking: [Route] {
        [
            .get(
                "/api/v1/teams/{team}/retention", .signedIn(.read, retention),
                about: About(
                    "What a team would recall today, by objection: started cues only, cells of fewer than 5 people hidden, nothing "
                        + "to be compared below 8", tag: Self.tag, output: RetentionJSON.schema)),
            .get(
                "/api/v1/teams/{team}/retention.csv", .signedIn(.read, retentionCSV),
                about: About("The same as a table", tag: Self.tag, contentType: "text/csv")),
            .get(
                "/api/v1/calibration", .signedIn(.read, calibration),
                about: About(
                    "Predicted against observed, on what was predicted before the answer; of one's teams for managers, of everybody "
                        + "for admins", tag: Self.tag, output: CalibrationJSON.schema)),
        ]
    }

    private var machinery: [Route] {
        [
            .get(
                "/api/v1/memory/parameters", .admin(vectors),
                about: About(
                    "Every vector that was fitted for everybody, latest first", tag: Self.tag,
                    output: VectorsJSON.schema)),
            .post(
                "/api/v1/memory/fit", .admin(fit),
                about: About(
                    "Fit to the log now; only what predicts the last fifth better is deployed", tag: Self.tag,
                    output: FitJSON.schema)),
            .post(
                "/api/v1/memory/parameters/{vector}/rollback", .admin(rollBack),
                about: About(
                    "Take the vector in use out of use; the one before it counts again", tag: Self.tag, status: 204)),
            .post(
                "/api/v1/memory/replay", .admin(replay), body: .json,
                about: About(
                    "Hold every stored memory against a replay of the log; without check, put right what differs",
                    tag: Self.tag, input: .object("ReplayAsk", [.optional("check", .boolean)]),
                    output: ReplayJSON.schema)),
        ]
    }

    // MARK: Handlers

    private func retention(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let report = try await services.retention.report(team: try web.id("team"), by: caller.actor)
        return try .json(RetentionJSON(report, try await services.taxonomy.taxonomy()))
    }

    private func retentionCSV(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let report = try await services.retention.report(team: try web.id("team"), by: caller.actor)
        return RetentionTable(report, try await services.taxonomy.taxonomy()).response
    }

    private func calibration(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(CalibrationJSON(try await services.memory.calibration(by: caller.actor)))
    }

    private func vectors(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.memory.vectors(by: caller.actor)
        return try .json(VectorsJSON(items: found.pooled.map { VectorJSON($0) }, own: found.own))
    }

    private func fit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(FitJSON(try await services.memory.fit(by: caller.actor)))
    }

    private func rollBack(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.memory.rollBack(try web.id("vector"), by: caller.actor)
        return .noContent
    }

    private func replay(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let check = input.optionalBoolean("check") ?? false
        try input.finish()
        return try .json(ReplayJSON(try await services.memory.replay(repairs: !check, by: caller.actor)))
    }
}
