/// What waits for one's feedback, and how much one helps (`/feedback`). Forms, all `POST` with `_csrf`:
/// `/feedback/turns/{id}/snooze` `days` · `/feedback/turns/{id}/hand-back` `reason` · `/feedback/help` `per_week`, `available`,
/// `away_until`, `terms`, `note`.
struct InboxPage: PageView {
    static let template = "feedback/inbox"
    var pageTitle = say("feedback.title")
    let feedbackTabs: [ChipView]
    var inboxProblems: ProblemSummary?
    let inboxRows: [InboxRow]
    var snoozedRows: [InboxRow] = []
    let inboxBudget: String
    let helpForm: HelpForm
    let receiptAddress: String
}

/// One clip that waits.
struct InboxRow {
    let inboxTurn: String
    let inboxAddress: String
    let inboxTitle: String
    /// Such as "Ana asks you by name".
    let inboxWhy: String
    let inboxSince: String
    var inboxNote: String?
    /// `1:05`
    var inboxLength: String?
    /// Until when it was put off.
    var inboxSnoozed: String?
}

/// How much one helps.
struct HelpForm {
    var helpOpen = false
    let helpPerWeek: String
    var helpPerWeekProblem: String?
    var helpAvailable = true
    var helpAway = ""
    var helpNote = ""
    var helpTerms: [HelpTerm] = []
}

/// A stage or an objection to help with.
struct HelpTerm {
    let helpTermId: String
    let helpTermLabel: String
    var helpTermChosen = false
}

/// Asking others to look at one's clip. Forms: `POST /clips/{id}/feedback/ask` `to`, `note` · `/clips/{id}/feedback/ask/withdraw`.
struct AskForm {
    let askAddress: String
    var askOptions: [ChoiceOption] = []
    /// Who was asked, and what became of it.
    var askedRows: [AskedRow] = []
    var askIsOpen = false
}

/// One person who was asked.
struct AskedRow {
    let askedWho: String
    var askedReason: String?
}
