import Domain
import Hummingbird
import Services

/// What the use of lookups teaches, for admins: kept questions that may become phrasings.
struct LearningAPI: Sendable {
    let services: Services

    private static let sentence = Schema.object(
        "KeptQuestionChoice", [.init("text", .text), .init("objection", .id)])

    var routes: [Route] {
        let tag = "learning"
        return [
            .get(
                "/api/v1/admin/kept-questions", .admin(list),
                about: About(
                    "Questions whose answers were kept or helped, and that are no phrasing yet", tag: tag,
                    output: .items(KeptQuestionJSON.schema, "KeptQuestions"))),
            .post(
                "/api/v1/admin/kept-questions/accept", .admin(accept), body: .json,
                about: About(
                    "Make it a phrasing", tag: tag, input: Self.sentence, status: 201, output: PhrasingJSON.schema)),
            .post(
                "/api/v1/admin/kept-questions/refuse", .admin(refuse), body: .json,
                about: About("Never offer it again", tag: tag, input: Self.sentence, status: 204)),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let questions = try await services.learning.keptQuestions(by: caller.actor)
        let taxonomy = try await services.taxonomy.taxonomy()
        return try .json(
            ItemsJSON(
                items: questions.map {
                    KeptQuestionJSON(
                        text: $0.text, objection: LabelJSON($0.objection, taxonomy), lookups: $0.lookups,
                        people: $0.people)
                }))
    }

    private func accept(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (text, objection) = try read(web)
        let phrasing = try await services.learning.accept(text, for: objection, by: caller.actor)
        return try .created(PhrasingJSON(phrasing), at: "/api/v1/taxonomy")
    }

    private func refuse(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let (text, objection) = try read(web)
        try await services.learning.refuse(text, for: objection, by: caller.actor)
        return .noContent
    }

    private func read(_ web: WebRequest) throws -> (text: String, objection: ID<Term>) {
        var input = try web.input()
        let text = input.text("text")
        let objection: ID<Term> = input.id("objection")
        try input.finish()
        return (text, objection)
    }
}

/// A question whose answer was kept, without a name.
struct KeptQuestionJSON: Encodable {
    let text: String
    let objection: LabelJSON?
    let lookups: Int
    let people: Int

    static let schema = Schema.object(
        "KeptQuestion",
        [
            .init("text", .text), .optional("objection", LabelJSON.schema), .init("lookups", .integer),
            .init("people", .integer),
        ])
}
