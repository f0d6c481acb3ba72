import Domain
import Hummingbird
import Services

/// Rubrics, and what was filled in on takes.
struct RubricsAPI: Sendable {
    let services: Services

    private static let tag = "practice"

    var routes: [Route] {
        let tag = Self.tag
        return [
            .get(
                "/api/v1/rubrics", .signedIn(.read, list),
                about: About(
                    "Rubrics of one's teams, by title", tag: tag, query: [AskedField("retired", .boolean)],
                    output: .items(RubricJSON.schema, "Rubrics"))),
            .get(
                "/api/v1/rubrics/starters", .signedIn(.read, starters),
                about: About(
                    "Rubrics to begin with", tag: tag, output: .items(StarterRubricJSON.schema, "StarterRubrics"))),
            .post(
                "/api/v1/rubrics", .signedIn(.write, write), body: .json, isRepeatable: true,
                about: About(
                    "Write a rubric", tag: tag,
                    input: .object("NewRubric", RubricJSON.inputFields + [.optional("team", .id)]), status: 201,
                    output: RubricJSON.schema)),
            .get(
                "/api/v1/rubrics/{rubric}", .signedIn(.read, show),
                about: About("One rubric", tag: tag, output: RubricJSON.schema)),
            .put(
                "/api/v1/rubrics/{rubric}", .signedIn(.write, edit), body: .json,
                about: About(
                    "Change what it says; criteria that are left out are retired, and what was filled in stays",
                    tag: tag,
                    input: .object("RubricChange", RubricJSON.inputFields + [.optional("version", .integer)]),
                    output: RubricJSON.schema)),
            .put(
                "/api/v1/rubrics/{rubric}/retired", .signedIn(.write, setRetired), body: .json,
                about: About(
                    "Out of the choice for briefs, or back into it", tag: tag,
                    input: .object("RubricRetired", [.init("is", .boolean)]), output: RubricJSON.schema)),
            .get(
                "/api/v1/takes/{take}/scorecards", .signedIn(.read, scores),
                about: About(
                    "What was seen in a take, as far as one may know it; nothing is added up", tag: tag,
                    output: ScoresJSON.schema)),
            .put(
                "/api/v1/takes/{take}/scorecards/mine", .signedIn(.write, score), body: .json,
                about: About(
                    "Fill in the rubric, or change what one filled in. With a version it is refused when the rubric says"
                        + " something else by now", tag: tag,
                    input: .object(
                        "ScorecardInput",
                        [
                            .init("answers", .list(ScoresJSON.Answer.schema)), .optional("note", .text),
                            .optional("rubric_version", .integer),
                        ]),
                    output: ScoresJSON.schema)),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.rubrics.list(isRetired: web.query.flag("retired"), by: caller.actor)
        return try .json(ItemsJSON(items: found.map { RubricJSON($0) }))
    }

    private func starters(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ItemsJSON(items: StarterRubric.allCases.map { StarterRubricJSON($0) }))
    }

    private func write(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let rubric = try RubricJSON.read(&input)
        let team: ID<Team>? = input.optionalID("team")
        try input.finish()
        let shown = try await services.rubrics.write(try rubric(), team: team, by: caller.actor)
        return try .created(RubricJSON(shown), at: "/api/v1/rubrics/\(shown.rubric.id)")
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(RubricJSON(try await services.rubrics.show(try web.id("rubric"), by: caller.actor)))
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let rubric = try RubricJSON.read(&input)
        let version = input.optionalInteger("version")
        try input.finish()
        return try .json(
            RubricJSON(
                try await services.rubrics.edit(
                    try web.id("rubric"), try rubric(), version: version, by: caller.actor)))
    }

    private func setRetired(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let isRetired = input.optionalBoolean("is")
        try input.finish()
        guard let isRetired else { throw Problem.invalid("is", "This has to be given.") }
        return try .json(
            RubricJSON(try await services.rubrics.setRetired(isRetired, try web.id("rubric"), by: caller.actor)))
    }

    private func scores(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(ScoresJSON(try await services.takes.scores(of: try web.id("take"), by: caller.actor)))
    }

    private func score(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let answers = try input.objects("answers") { answer in
            ScorecardAnswer(answer.id("criterion"), answer.integer("level"))
        }
        let note = input.optionalText("note") ?? ""
        let version = input.optionalInteger("rubric_version")
        try input.finish()
        let card = try ScorecardInput(answers: answers, note: note)
        return try .json(
            ScoresJSON(
                try await services.takes.score(
                    try web.id("take"), card, rubricVersion: version, by: caller.actor)))
    }
}
