/// Questions that wait for an answer, one's own, those one is asked, and answered ones (`/requests`).
struct RequestsPage: PageView {
    static let template = "requests/index"
    var pageTitle = say("requests.requests")
    /// Links to `/requests?scope=...`.
    let requestTabs: [ChipView]
    let requestRows: [RequestRow]
    /// What to say where there is nothing.
    let emptyTitle: String
    let emptyDetail: String
    /// Such as "Not now, Negotiation", with a link that takes it away; nil when nothing narrows the list.
    var narrowedText: String?
    /// Where demand stands beside supply, for those who may see it.
    var gapsAddress: String?
}

/// One question in a list.
struct RequestRow {
    let requestAddress: String
    let requestText: String
    /// Such as "3 people ask this".
    let requestAskers: String
    let requestState: StateBadge
    var requestStage: String?
    var requestObjection: String?
    /// Such as "asked 2 days ago".
    let requestWhen: String
}

/// Asking for an answer (`/requests/new`). Form: `POST /requests` with `text`, `stage`, `objection`, `note`.
struct RequestNewPage: PageView {
    static let template = "requests/new"
    var pageTitle = say("requests.ask_for_answer")
    var requestProblems: ProblemSummary?
    let textField: TextField
    let stageField: ChoiceField
    let objectionField: ChoiceField
    let noteField: TextField
    /// What others ask that is like it.
    var nearRows: [RequestRow] = []
}

/// One question (`/requests/{id}`). Forms, all `POST` with `_csrf`, below that address: `join` `note` · `leave` · `close`
/// `reason` · `answer` `clip` · `verdict` `verdict`, `note` · `decline` `reason` · `hand-on` `to`, `reason`.
struct RequestPage: PageView {
    static let template = "requests/show"
    let pageTitle: String
    let requestId: String
    let requestState: StateBadge
    let requestAskers: String
    let requestWhen: String
    var requestStage: String?
    var requestObjection: String?
    var requestProblems: ProblemSummary?
    /// The answers this person may see.
    var answerCards: [MomentCard] = []
    /// An answer is there that this person may not see.
    var hiddenAnswers: String?
    /// Asks whether that is it.
    var askVerdict: RequestVerdictForm?
    /// What this person said of it already.
    var verdictText: String?
    var answering: RequestAnswering?
    /// This person's clip that answers as soon as it is published.
    var promiseAddress: String?
    var canJoin = false
    var canLeave = false
    var canClose = false
    var canDecline = false
    /// People it can be handed to; none when this person may not.
    var handOnOptions: [ChoiceOption] = []
    /// What askers added, with their names.
    var askerNotes: [RequestNote] = []
    var askedRows: [RequestNote] = []
    var historyRows: [RequestNote] = []
}

/// Whether the answer is the one that was wanted.
struct RequestVerdictForm {
    let verdictId: String
}

/// What can answer it: clips that are there, or a new one.
struct RequestAnswering {
    /// Somebody waits for this very person.
    var answerWaits = false
    var answerChoices: [AnswerChoice] = []
    let newClipAddress: String
    /// Where a brief is written for it; nil for those who write none.
    var briefAddress: String?
}

/// A clip that may answer it.
struct AnswerChoice {
    let choiceClip: String
    let choiceTitle: String
    let choiceSpeaker: String
    let choiceAddress: String
    let choiceLength: String
    var choiceChecked = false
}

/// A line about somebody: name, what they did or wrote, when.
struct RequestNote {
    let noteWho: String
    var noteText: String?
    let noteWhen: String
}
