import Domain
import Services

/// A rubric as its team sees it.
struct RubricJSON: Encodable {
    struct Criterion: Encodable {
        let id: ID<RubricCriterion>
        let title: String
        let weight: Int
        let levels: [String]
        let isRetired: Bool

        static let schema = Schema.object(
            "RubricCriterion",
            [
                .init("id", .id), .init("title", .text), .init("weight", .integer), .init("levels", .list(.text)),
                .init("is_retired", .boolean),
            ])

        static let inputSchema = Schema.object(
            "RubricCriterionInput",
            [
                .optional("id", .id), .init("title", .text), .optional("weight", .integer),
                .init("levels", .list(.text)), .optional("is_retired", .boolean),
            ])

        init(_ criterion: RubricCriterion) {
            id = criterion.id
            title = criterion.title
            weight = criterion.weight
            levels = criterion.levels
            isRetired = criterion.isRetired
        }
    }

    let id: ID<Rubric>
    let team: ID<Team>
    let owner: ID<Person>
    let ownerName: String
    let version: Int
    let title: String
    let summary: String
    let criteria: [Criterion]
    let isRetired: Bool
    let createdAt: Instant
    let updatedAt: Instant

    init(_ shown: RubricService.Shown) {
        let rubric = shown.rubric
        id = rubric.id
        team = rubric.team
        owner = rubric.owner
        ownerName = shown.ownerName
        version = rubric.version
        title = rubric.content.title
        summary = rubric.content.summary
        criteria = rubric.content.criteria.map { Criterion($0) }
        isRetired = rubric.isRetired
        createdAt = rubric.createdAt
        updatedAt = rubric.updatedAt
    }

    static let schema = Schema.object(
        "Rubric",
        [
            .init("id", .id), .init("team", .id), .init("owner", .id), .init("owner_name", .text),
            .init("version", .integer), .init("title", .text), .init("summary", .text),
            .init("criteria", .list(Criterion.schema)), .init("is_retired", .boolean), .init("created_at", .time),
            .init("updated_at", .time),
        ])

    static let inputFields: [Schema.Field] = [
        .init("title", .text), .optional("summary", .text), .init("criteria", .list(Criterion.inputSchema)),
    ]

    /// Reads the fields; what comes back checks them, once nothing else of the input is wrong.
    /// - Throws: `Problem` 422.
    static func read(_ input: inout JSONInput) throws -> () throws -> RubricInput {
        let title = input.text("title")
        let summary = input.optionalText("summary") ?? ""
        let criteria = try input.objects("criteria") { criterion in
            CriterionInput(
                id: criterion.optionalID("id"), title: criterion.text("title"),
                weight: criterion.optionalInteger("weight") ?? 1, levels: criterion.optionalTexts("levels") ?? [],
                isRetired: criterion.optionalBoolean("is_retired") ?? false)
        }
        return { try RubricInput(title: title, summary: summary, criteria: criteria) }
    }
}

/// A rubric to begin with.
struct StarterRubricJSON: Encodable {
    struct Criterion: Encodable {
        let title: String
        let weight: Int
        let levels: [String]

        static let schema = Schema.object(
            "StarterCriterion",
            [.init("title", .text), .init("weight", .integer), .init("levels", .list(.text))])
    }

    let name: StarterRubric
    let title: String
    let criteria: [Criterion]

    init(_ starter: StarterRubric) {
        name = starter
        title = starter.title
        criteria = starter.criteria.map { Criterion(title: $0.title, weight: $0.weight, levels: $0.levels) }
    }

    static let schema = Schema.object(
        "StarterRubric",
        [
            .init("name", .choice(StarterRubric.self)), .init("title", .text),
            .init("criteria", .list(Criterion.schema)),
        ])
}

/// What was seen in one take.
struct ScoresJSON: Encodable {
    struct Answer: Encodable {
        let criterion: ID<RubricCriterion>
        let level: Int

        static let schema = Schema.object(
            "ScorecardAnswer", [.init("criterion", .id), .init("level", .integer)])
    }

    struct Card: Encodable {
        let person: ID<Person>
        let name: String
        let isMine: Bool
        let isSelf: Bool
        let rubric: ID<Rubric>
        let rubricVersion: Int
        let answers: [Answer]
        let note: String
        let updatedAt: Instant

        static let schema = Schema.object(
            "Scorecard",
            [
                .init("person", .id), .init("name", .text), .init("is_mine", .boolean), .init("is_self", .boolean),
                .init("rubric", .id), .init("rubric_version", .integer), .init("answers", .list(Answer.schema)),
                .init("note", .text), .init("updated_at", .time),
            ])
    }

    let rubric: ID<Rubric>?
    /// What it says now.
    let rubricVersion: Int?
    let cards: [Card]
    /// What the cards answer, retired criteria included.
    let criteria: [RubricJSON.Criterion]
    let filled: Int
    let needed: Int
    let isReleased: Bool
    let releaseAt: Instant?

    init(_ scores: TakeService.Scores) {
        rubric = scores.rubric?.id
        rubricVersion = scores.rubric?.version
        cards = scores.cards.map { entry in
            Card(
                person: entry.card.person, name: entry.name, isMine: entry.isMine, isSelf: entry.isSelf,
                rubric: entry.card.rubric, rubricVersion: entry.card.rubricVersion,
                answers: entry.card.answers.map { Answer(criterion: $0.criterion, level: $0.level) },
                note: entry.card.note, updatedAt: entry.card.updatedAt)
        }
        criteria = scores.criteria.map { RubricJSON.Criterion($0) }
        filled = scores.filled
        needed = scores.needed
        isReleased = scores.isReleased
        releaseAt = scores.releaseAt
    }

    static let schema = Schema.object(
        "Scorecards",
        [
            .optional("rubric", .id), .optional("rubric_version", .integer), .init("cards", .list(Card.schema)),
            .init("criteria", .list(RubricJSON.Criterion.schema)), .init("filled", .integer),
            .init("needed", .integer), .init("is_released", .boolean), .optional("release_at", .time),
        ])
}
