import Domain
import Services

/// A review set as one person may see it.
struct SetJSON: Encodable {
    struct Item: Encodable {
        let id: ID<SetItem>
        let kind: SetItem.Kind
        let subject: String
        let moment: ID<Moment>?
        let startMs: Int?
        let endMs: Int?
        let note: String
        /// Nil for what this person may not see, or what is gone.
        let title: String?
        let isAvailable: Bool
        let percent: Int?
        let rung: Rung?

        init(_ item: SetShown.Item, _ progress: ItemProgress?) {
            id = item.item.id
            kind = item.item.kind
            subject = item.item.subject
            moment = item.item.moment
            startMs = item.range?.lowerBound
            endMs = item.range?.upperBound
            note = item.item.note
            title = item.moment?.title ?? item.clip?.details.title ?? item.cue?.line ?? item.brief?.content.title
            isAvailable = item.counts
            percent = progress?.percent
            rung = progress?.ladder.top
        }

        static let schema = Schema.object(
            "SetItem",
            [
                .init("id", .id), .init("kind", .choice(SetItem.Kind.self)), .init("subject", .id),
                .optional("moment", .id), .optional("start_ms", .integer), .optional("end_ms", .integer),
                .init("note", .text), .optional("title", .text), .init("is_available", .boolean),
                .optional("percent", .integer), .optional("rung", .choice(Rung.self)),
            ])
    }

    let id: ID<ReviewSet>
    let team: ID<Team>
    let owner: ID<Person>
    let title: String
    let summary: String
    let threshold: Int
    let goal: Rung
    let retention: Double?
    let isTemplate: Bool
    let isRetired: Bool
    let version: Int
    let items: [Item]
    let durationMs: Int
    let count: Int
    let done: Int
    let doneAt: Instant?
    let allowed: [String]
    let createdAt: Instant
    let updatedAt: Instant

    init(_ shown: SetShown) {
        let set = shown.set
        id = set.id
        team = set.team
        owner = set.owner
        title = set.content.title
        summary = set.content.summary
        threshold = set.content.threshold
        goal = set.content.goal
        retention = set.content.retention
        isTemplate = set.isTemplate
        isRetired = set.isRetired
        version = set.version
        items = shown.items.map { Item($0, shown.progress.items[$0.item.id]) }
        durationMs = shown.milliseconds
        count = shown.progress.count
        done = shown.progress.done
        doneAt = shown.progress.doneAt
        allowed = shown.allowed.map { "\($0)" }.sorted()
        createdAt = set.createdAt
        updatedAt = set.updatedAt
    }

    static let schema = Schema.object(
        "ReviewSet",
        [
            .init("id", .id), .init("team", .id), .init("owner", .id), .init("title", .text), .init("summary", .text),
            .init("threshold", .integer), .init("goal", .choice(Rung.self)),
            .optional("retention", .number), .init("is_template", .boolean),
            .init("is_retired", .boolean), .init("version", .integer), .init("items", .list(Item.schema)),
            .init("duration_ms", .integer), .init("count", .integer), .init("done", .integer),
            .optional("done_at", .time), .init("allowed", .list(.text)), .init("created_at", .time),
            .init("updated_at", .time),
        ])
}

/// One version of a set.
struct SetVersionJSON: Encodable {
    let version: Int
    let title: String
    let count: Int
    let by: String
    let at: Instant

    init(_ shown: SetVersionShown) {
        version = shown.number
        title = shown.content.title
        count = shown.content.items.count
        by = shown.name
        at = shown.at
    }

    static let schema = Schema.object(
        "SetVersion",
        [
            .init("version", .integer), .init("title", .text), .init("count", .integer), .init("by", .text),
            .init("at", .time),
        ])
}

/// Items as they are sent.
struct SetItemInput {
    let kind: SetItem.Kind?
    let subject: ID<SetItem>?
    let moment: ID<Moment>?
    let start: Int?
    let end: Int?
    let note: String

    /// Nil when the field is not there.
    static func read(_ field: String, of input: inout JSONInput) throws -> [SetItemInput]? {
        try input.optionalObjects(field) { entry in
            SetItemInput(
                kind: entry.choice("kind", of: SetItem.Kind.self), subject: entry.id("subject"),
                moment: entry.optionalID("moment"), start: entry.optionalInteger("start_ms"),
                end: entry.optionalInteger("end_ms"), note: entry.optionalText("note") ?? "")
        }
    }

    /// - Throws: `Problem.invalid` with every field of every item that needs another look.
    static func checked(_ items: [SetItemInput]) throws -> [NewSetItem] {
        guard items.count <= SetContent.mostItems else {
            throw Problem.invalid(
                "items", "A set has at most \(SetContent.mostItems) items. Two sets are easier to do.")
        }
        var problems = FieldProblems()
        let checked = items.enumerated().compactMap { index, item -> NewSetItem? in
            do {
                return try NewSetItem(
                    kind: item.kind ?? .clip, subject: item.subject?.text ?? "", moment: item.moment, start: item.start,
                    end: item.end, note: item.note)
            } catch let problem as Problem {
                for error in problem.errors { problems.add("items_\(index + 1).\(error.field)", error.message) }
                return nil
            } catch {
                return nil
            }
        }
        try problems.check()
        return checked
    }

    static let schema = Schema.object(
        "NewSetItem",
        [
            .init("kind", .choice(SetItem.Kind.self)), .init("subject", .id), .optional("moment", .id),
            .optional("start_ms", .integer), .optional("end_ms", .integer), .optional("note", .text),
        ])
}
