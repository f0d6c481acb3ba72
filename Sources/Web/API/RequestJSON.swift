import Domain
import Services

/// A question nobody had answered, as one person may see it.
struct RequestJSON: Encodable {
    /// Somebody it concerns; only those who may know names get any.
    struct Party: Encodable {
        let person: ID<Person>
        let name: String
        let note: String?
        let verdict: RequestVerdict?
        let state: String?
        let reason: String?
        let at: Instant

        static let schema = Schema.object(
            "RequestParty",
            [
                .init("person", .id), .init("name", .text), .optional("note", .text),
                .optional("verdict", .choice(RequestVerdict.self)),
                .optional("state", .choice(RequestTurn.State.self)), .optional("reason", .text), .init("at", .time),
            ])
    }

    struct Answer: Encodable {
        let clip: ID<Clip>
        let title: String?
        let moment: ID<Moment>?
        let startMs: Int?
        /// Nil when it may not be seen, or not yet.
        let isPromise: Bool
        let by: String
        let at: Instant

        static let schema = Schema.object(
            "RequestAnswer",
            [
                .init("clip", .id), .optional("title", .text), .optional("moment", .id),
                .optional("start_ms", .integer),
                .init("is_promise", .boolean), .init("by", .text), .init("at", .time),
            ])
    }

    struct Step: Encodable {
        let what: RequestStep.Kind
        let by: String?
        let note: String?
        let at: Instant

        static let schema = Schema.object(
            "RequestStep",
            [
                .init("what", .choice(RequestStep.Kind.self)), .optional("by", .text), .optional("note", .text),
                .init("at", .time),
            ])
    }

    let id: ID<RecordingRequest>
    let text: String
    let stage: LabelJSON?
    let objection: LabelJSON?
    let state: RequestState
    let askerCount: Int
    let isMine: Bool
    let waitsForMe: Bool
    let myVerdict: RequestVerdict?
    /// It was asked already: this person joined.
    let joined: Bool?
    let askers: [Party]
    let asked: [Party]
    let answers: [Answer]
    let history: [Step]
    let createdAt: Instant
    let updatedAt: Instant

    init(_ shown: RequestShown, _ taxonomy: Taxonomy, joined: Bool? = nil) {
        let request = shown.request
        id = request.id
        text = request.text
        stage = LabelJSON(request.stage, taxonomy)
        objection = LabelJSON(request.objection, taxonomy)
        state = request.state
        askerCount = shown.askerCount
        isMine = shown.isMine
        waitsForMe = shown.waitsForMe
        myVerdict = shown.myVerdict
        self.joined = joined
        askers = shown.askers.map {
            Party(
                person: $0.asker.person, name: $0.name, note: $0.asker.note, verdict: $0.asker.verdict, state: nil,
                reason: nil, at: $0.asker.askedAt)
        }
        asked = shown.turns.map {
            Party(
                person: $0.turn.person, name: $0.name, note: nil, verdict: nil, state: $0.turn.state.rawValue,
                reason: $0.turn.reason, at: $0.turn.routedAt)
        }
        answers = shown.answers.filter { $0.clip != nil }.map {
            Answer(
                clip: $0.answer.clip, title: $0.clip?.details.title, moment: $0.moment?.id,
                startMs: $0.moment?.startMilliseconds, isPromise: $0.answer.isPromise, by: $0.name,
                at: $0.answer.answeredAt)
        }
        history = shown.steps.map {
            Step(
                what: $0.step.kind, by: $0.name, note: $0.name == nil || $0.step.note.isEmpty ? nil : $0.step.note,
                at: $0.step.at)
        }
        createdAt = request.createdAt
        updatedAt = request.updatedAt
    }

    static let schema = Schema.object(
        "Request",
        [
            .init("id", .id), .init("text", .text), .optional("stage", LabelJSON.schema),
            .optional("objection", LabelJSON.schema), .init("state", .choice(RequestState.self)),
            .init("asker_count", .integer), .init("is_mine", .boolean), .init("waits_for_me", .boolean),
            .optional("my_verdict", .choice(RequestVerdict.self)), .optional("joined", .boolean),
            .init("askers", .list(Party.schema)), .init("asked", .list(Party.schema)),
            .init("answers", .list(Answer.schema)), .init("history", .list(Step.schema)),
            .init("created_at", .time), .init("updated_at", .time),
        ])
}

/// How often one may be asked, and was.
struct RequestBudgetJSON: Encodable {
    let perWeek: Int
    let usedThisWeek: Int

    init(_ budget: RequestService.Budget) {
        perWeek = budget.perWeek
        usedThisWeek = budget.used
    }

    static let schema = Schema.object(
        "RequestBudget", [.init("per_week", .integer), .init("used_this_week", .integer)])
}
