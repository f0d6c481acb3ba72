import Domain
import Hummingbird
import Services

/// The lists by which clips are found. Everyone reads them, admins change them.
struct TaxonomyAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let term = TermJSON.schema
        let tag = "taxonomy"
        return [
            .get(
                "/api/v1/taxonomy", .signedIn(.read, show),
                about: About("All lists with their phrasings", tag: tag, output: TaxonomyJSON.schema)),
            .post(
                "/api/v1/taxonomy/terms", .admin(add), body: .json, isRepeatable: true,
                about: About(
                    "Add an entry to a list", tag: tag, input: TermInput.schema("NewTerm", isNew: true), status: 201,
                    output: term)),
            .patch(
                "/api/v1/taxonomy/terms/{term}", .admin(edit), body: .json,
                about: About(
                    "Change an entry", tag: tag, input: TermInput.schema("TermChanges", isNew: false), output: term)),
            .post(
                "/api/v1/taxonomy/terms/{term}/merge", .admin(merge), body: .json,
                about: About(
                    "Everything under it is under another entry from now on", tag: tag,
                    input: .object("TermMerge", [.init("into", .id)]), status: 204)),
            .post(
                "/api/v1/taxonomy/terms/{term}/retire", .admin(retire),
                about: About("Take an entry out of the lists to choose from", tag: tag, status: 204)),
            .post(
                "/api/v1/taxonomy/terms/{term}/restore", .admin(restore),
                about: About("Put an entry back", tag: tag, status: 204)),
            .post(
                "/api/v1/taxonomy/terms/{term}/move", .admin(move), body: .json,
                about: About(
                    "One place up (-1) or down (1)", tag: tag, input: .object("TermMove", [.init("by", .integer)]),
                    status: 204)),
            .post(
                "/api/v1/taxonomy/glossary/corrections", .admin(correctTranscripts),
                about: About(
                    "Put right what was misheard in all transcripts the machine wrote, in the background; lines people edited stay",
                    tag: tag, status: 202)),
            .post(
                "/api/v1/taxonomy/phrasings", .admin(addPhrasing), body: .json, isRepeatable: true,
                about: About(
                    "Add a sentence buyers say", tag: tag,
                    input: .object("NewPhrasing", [.init("objection", .id), .init("text", .text)]), status: 201,
                    output: PhrasingJSON.schema)),
            .patch(
                "/api/v1/taxonomy/phrasings/{phrasing}", .admin(editPhrasing), body: .json,
                about: About(
                    "Change a sentence", tag: tag, input: .object("PhrasingText", [.init("text", .text)]),
                    output: PhrasingJSON.schema)),
            .post(
                "/api/v1/taxonomy/phrasings/{phrasing}/retire", .admin(retirePhrasing),
                about: About("Take a sentence away", tag: tag, status: 204)),
        ]
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(TaxonomyJSON(try await services.taxonomy.taxonomy()))
    }

    private func add(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let kind = input.optionalChoice("kind", of: TermKind.self)
        let changes = TermInput.read(&input)
        try input.finish()
        guard let kind else { throw Problem.invalid("kind", "This has to be given.") }
        let term = try await services.taxonomy.add(kind: kind, changes, by: caller.actor)
        return try .created(TermJSON(term), at: "/api/v1/taxonomy")
    }

    private func edit(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let changes = TermInput.read(&input)
        try input.finish()
        return try .json(TermJSON(try await services.taxonomy.edit(try web.id("term"), changes, by: caller.actor)))
    }

    private func correctTranscripts(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.taxonomy.correctTranscriptsLater(by: caller.actor)
        return Response(status: .accepted)
    }

    private func merge(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let target: ID<Term> = input.id("into")
        try input.finish()
        try await services.taxonomy.merge(try web.id("term"), into: target, by: caller.actor)
        return .noContent
    }

    private func retire(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.taxonomy.retire(try web.id("term"), by: caller.actor)
        return .noContent
    }

    private func restore(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.taxonomy.restore(try web.id("term"), by: caller.actor)
        return .noContent
    }

    private func move(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let step = input.integer("by")
        try input.finish()
        guard step == 1 || step == -1 else { throw Problem.invalid("by", "1 moves down, -1 moves up.") }
        try await services.taxonomy.move(try web.id("term"), by: step, caller.actor)
        return .noContent
    }

    private func addPhrasing(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let objection: ID<Term> = input.id("objection")
        let text = input.text("text")
        try input.finish()
        let phrasing = try await services.taxonomy.addPhrasing(text, to: objection, by: caller.actor)
        return try .created(PhrasingJSON(phrasing), at: "/api/v1/taxonomy")
    }

    private func editPhrasing(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let text = input.text("text")
        try input.finish()
        let phrasing = try await services.taxonomy.editPhrasing(try web.id("phrasing"), to: text, by: caller.actor)
        return try .json(PhrasingJSON(phrasing))
    }

    private func retirePhrasing(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.taxonomy.retirePhrasing(try web.id("phrasing"), by: caller.actor)
        return .noContent
    }
}

/// What can be said about an entry of a list.
private enum TermInput {
    static func read(_ input: inout JSONInput) -> TermChanges {
        var changes = TermChanges()
        changes.label = input.optionalText("label")
        changes.description = input.optionalText("description")
        changes.aliases = input.optionalTexts("aliases")
        changes.outcome = input.optionalText("outcome")
        changes.buyersQuestion = input.optionalText("buyers_question")
        changes.crmNames = input.optionalTexts("crm_names")
        changes.nature = input.optionalText("nature")
        changes.oftenMeans = input.optionalText("often_means")
        changes.firstQuestion = input.optionalText("first_question")
        changes.usualStages = input.optionalIDs("usual_stages")
        return changes
    }

    static func schema(_ name: String, isNew: Bool) -> Schema {
        let kind: [Schema.Field] = isNew ? [.init("kind", .choice(TermKind.self))] : []
        let fields: [Schema.Field] = [
            .init("label", .text, isRequired: isNew), .optional("description", .text),
            .optional("aliases", .list(.text)), .optional("outcome", .text), .optional("buyers_question", .text),
            .optional("crm_names", .list(.text)), .optional("nature", .text), .optional("often_means", .text),
            .optional("first_question", .text), .optional("usual_stages", .list(.id)),
        ]
        return .object(name, kind + fields)
    }
}
