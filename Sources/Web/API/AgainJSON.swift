import Domain
import Services

/// Two takes beside each other.
struct BesideJSON: Encodable {
    struct Seen: Encodable {
        let person: ID<Person>
        let name: String
        let isSelf: Bool
        let before: Int?
        let after: Int?

        static let schema = Schema.object(
            "CriterionSeen",
            [
                .init("person", .id), .init("name", .text), .init("is_self", .boolean), .optional("before", .integer),
                .optional("after", .integer),
            ])
    }

    struct Change: Encodable {
        let criterion: ID<RubricCriterion>
        let title: String
        let seen: [Seen]

        static let schema = Schema.object(
            "CriterionChange",
            [.init("criterion", .id), .init("title", .text), .init("seen", .list(Seen.schema))])
    }

    let first: TakeJSON
    let second: TakeJSON
    let changes: [Change]

    init(_ beside: TakeService.Beside) {
        first = TakeJSON(beside.first)
        second = TakeJSON(beside.second)
        changes = beside.changes.map { entry in
            Change(
                criterion: entry.criterion.id, title: entry.criterion.title,
                seen: entry.people.map {
                    Seen(person: $0.person, name: $0.name, isSelf: $0.isSelf, before: $0.before, after: $0.after)
                })
        }
    }

    static let schema = Schema.object(
        "TakesBeside",
        [
            .init("first", TakeJSON.schema), .init("second", TakeJSON.schema),
            .init("changes", .list(Change.schema)),
        ])
}

/// How far a take is on its way into the catalog.
struct PromotionJSON: Encodable {
    let state: Promotion.State?
    let by: String?
    /// Milliseconds since 1970: names what is asked for when its speaker agrees.
    let askedAtMs: Int64?
    let title: String?
    let visibility: Visibility?
    let reason: String?
    let clip: ID<Clip>?
    /// How far its speaker lets it be shown.
    let consent: Visibility?
    let canPromote: Bool
    let waitsForMe: Bool

    init(_ shown: TakeService.PromotionShown) {
        let promotion = shown.promotion
        state = promotion?.state
        by = promotion.map { _ in shown.promoterName }
        askedAtMs = promotion?.createdAt.milliseconds
        title = promotion?.content.title
        visibility = promotion?.content.visibility
        reason = promotion.flatMap { $0.reason.isEmpty ? nil : $0.reason }
        clip = promotion?.clip
        consent = shown.consent
        canPromote = shown.canPromote
        waitsForMe = shown.waitsForMe
    }

    static let schema = Schema.object(
        "Promotion",
        [
            .optional("state", .choice(Promotion.State.self)), .optional("by", .text),
            .optional("asked_at_ms", .integer), .optional("title", .text),
            .optional("visibility", .choice(Visibility.self)), .optional("reason", .text), .optional("clip", .id),
            .optional("consent", .choice(Visibility.self)), .init("can_promote", .boolean),
            .init("waits_for_me", .boolean),
        ])

    private static let ruleSchema = Schema.object(
        "PromotionRule", [.init("when", .text), .init("do", .text), .optional("because", .text)])

    static let inputSchema = Schema.object(
        "PromotionInput",
        [
            .init("title", .text), .init("stage", .id), .init("objection", .id), .init("rules", .list(ruleSchema)),
            .init("visibility", .choice(Visibility.self)), .init("how_told", .text), .optional("also_heard", .text),
        ])

    /// Reads the fields; what comes back checks them, once nothing else of the input is wrong.
    /// - Throws: `Problem` 422.
    static func read(_ input: inout JSONInput) throws -> () throws -> PromotionContent {
        let title = input.text("title")
        let stage: ID<Term>? = input.optionalID("stage")
        let objection: ID<Term>? = input.optionalID("objection")
        let rules = try input.objects("rules") { rule in
            Rule(when: rule.text("when"), action: rule.text("do"), because: rule.optionalText("because") ?? "")
        }
        let visibility = input.choice("visibility", of: Visibility.self)
        let howTold = input.text("how_told")
        let alsoHeard = input.optionalText("also_heard") ?? ""
        return {
            try PromotionContent(
                title: title, stage: stage, objection: objection, rules: rules, visibility: visibility ?? .private,
                howTold: howTold, alsoHeard: alsoHeard)
        }
    }
}
