import Domain

/// All lists at once.
struct TaxonomyJSON: Encodable {
    let terms: [TermJSON]
    let phrasings: [PhrasingJSON]

    init(_ taxonomy: Taxonomy) {
        terms = taxonomy.terms.sorted { ($0.kind.rawValue, $0.position) < ($1.kind.rawValue, $1.position) }
            .map(TermJSON.init)
        phrasings = taxonomy.phrasings.map(PhrasingJSON.init)
    }

    static let schema = Schema.object(
        "Taxonomy", [.init("terms", .list(TermJSON.schema)), .init("phrasings", .list(PhrasingJSON.schema))])
}

/// One entry of a list.
struct TermJSON: Encodable {
    let id: ID<Term>
    let kind: TermKind
    let label: String
    let description: String
    let aliases: [String]
    let position: Int
    let retiredAt: Instant?
    let mergedInto: ID<Term>?
    let outcome: String?
    let buyersQuestion: String?
    let crmNames: [String]?
    let nature: String?
    let oftenMeans: String?
    let firstQuestion: String?
    let usualStages: [ID<Term>]?

    init(_ term: Term) {
        id = term.id
        kind = term.kind
        label = term.label
        description = term.description
        aliases = term.aliases
        position = term.position
        retiredAt = term.retiredAt
        mergedInto = term.mergedInto
        outcome = term.stage?.outcome
        buyersQuestion = term.stage?.buyersQuestion
        crmNames = term.stage?.crmNames
        nature = term.objection?.nature
        oftenMeans = term.objection?.oftenMeans
        firstQuestion = term.objection?.firstQuestion
        usualStages = term.objection?.usualStages
    }

    static let schema = Schema.object(
        "Term",
        [
            .init("id", .id), .init("kind", .choice(TermKind.self)), .init("label", .text),
            .init("description", .text), .init("aliases", .list(.text)), .init("position", .integer),
            .optional("retired_at", .time), .optional("merged_into", .id), .optional("outcome", .text),
            .optional("buyers_question", .text), .optional("crm_names", .list(.text)), .optional("nature", .text),
            .optional("often_means", .text), .optional("first_question", .text),
            .optional("usual_stages", .list(.id)),
        ])
}

/// A sentence buyers say.
struct PhrasingJSON: Encodable {
    let id: ID<Phrasing>
    let objection: ID<Term>
    let text: String
    let position: Int
    let retiredAt: Instant?

    init(_ phrasing: Phrasing) {
        id = phrasing.id
        objection = phrasing.objection
        text = phrasing.text
        position = phrasing.position
        retiredAt = phrasing.retiredAt
    }

    static let schema = Schema.object(
        "Phrasing",
        [
            .init("id", .id), .init("objection", .id), .init("text", .text), .init("position", .integer),
            .optional("retired_at", .time),
        ])
}

/// An entry of a list where its name is enough.
struct LabelJSON: Encodable {
    let id: ID<Term>
    let label: String

    /// Nil when there is no such entry.
    init?(_ id: ID<Term>?, _ taxonomy: Taxonomy) {
        guard let term = taxonomy.term(id) else { return nil }
        self.id = term.id
        label = term.label
    }

    static let schema = Schema.object("Label", [.init("id", .id), .init("label", .text)])
}
