/// What one was given, and what one's teams were given (`/assignments`).
struct AssignmentsPage: PageView {
    static let template = "assignments/index"
    var pageTitle = say("assignments.title")
    /// Links to `/assignments?scope=...`; empty for those who only have their own.
    var assignmentTabs: [ChipView] = []
    let assignmentRows: [AssignmentRow]
    let emptyTitle: String
    let emptyDetail: String
    var calendar: CalendarForm?
}

/// The address for a calendar. Forms: `POST /assignments/calendar`, `POST /assignments/calendar/end`.
struct CalendarForm {
    /// Shown once, when it was made; nil later.
    var calendarAddress: String?
    var calendarIsThere = false
}

/// One assignment in a list.
struct AssignmentRow {
    /// The set for one's own, the overview for managers.
    let assignmentAddress: String
    let assignmentTitle: String
    let assignmentState: StateBadge
    /// Such as "Due 3 March 2027".
    let assignmentDue: String
    /// Such as "from Ingrid Solheim".
    let assignmentBy: String
    /// Such as "2 of 6 items done", or "5 of 12 people are done".
    let assignmentDone: String
    let assignmentPercent: Int
    var assignmentNote: String?
}

/// Giving a set to people (`/sets/{id}/assign`). Form: `POST` to the same with `audience`, `people` (many), `role`, `joiners`,
/// `goal`, `starts_on`, `due_on`, `repeat_months`, `note`.
struct AssignPage: PageView {
    static let template = "assignments/new"
    let pageTitle: String
    let setAddress: String
    let setTitle: String
    var assignProblems: ProblemSummary?
    let audienceOptions: [ChoiceOption]
    let personOptions: [ChoiceOption]
    let roleOptions: [ChoiceOption]
    var joinersChecked = false
    let goalOptions: [ChoiceOption]
    let startField: TextField
    let dueField: TextField
    let repeatOptions: [ChoiceOption]
    let noteField: TextField
}

/// One assignment (`/assignments/{id}`). Forms, all `POST` with `_csrf`, below that address: `remind` (`person` for one) ·
/// `extend` `person`, `to`, `reason` · `excuse` `person`, `reason` · `include` `person` · `close`.
struct AssignmentPage: PageView {
    static let template = "assignments/show"
    let pageTitle: String
    let assignmentAddress: String
    let setAddress: String
    /// Such as "Done is watched, 80 %; due 3 March 2027; every 6 months".
    let assignmentRule: String
    let assignmentBy: String
    var assignmentNote: String?
    var assignmentProblems: ProblemSummary?
    var isClosed = false
    /// What was just done, such as "3 people are reminded."
    var doneText: String?
    /// The period and n.
    let ladderPeriod: String
    /// Why there are no figures; nil when there are.
    var tooFewText: String?
    var ladderRows: [LadderRow] = []
    /// For managers.
    var turnRows: [TurnRow] = []
    var canChange = false
    var csvAddress: String?
}

/// How many people reached a rung with everything.
struct LadderRow {
    let ladderLabel: String
    let ladderCount: String
    let ladderPercent: Int
}

/// One person's turn.
struct TurnRow {
    let turnPerson: String
    let turnName: String
    let turnAddress: String
    let turnState: StateBadge
    /// Such as "2 of 6 items done, due 3 March 2027".
    let turnFacts: String
    /// Why it is later or not to be done.
    var turnReason: String?
    var turnForms: TurnForms?
}

/// What a manager can do about one person's turn.
struct TurnForms {
    /// Unique on the page.
    let turnField: String
    let extendValue: String
    var isExcused = false
    var canRemind = false
}

/// What one person was given and played (`/people/{id}/activity`): the same for them and for who looks after them.
struct ActivityPage: PageView {
    static let template = "activity/show"
    let pageTitle: String
    /// Who sees this page, said to whoever looks.
    let activityNote: String
    let assignmentRows: [AssignmentRow]
    let watchedRows: [WatchedRow]
    let lookRows: [LookRow]
}

/// One clip somebody played.
struct WatchedRow {
    let watchedAddress: String
    let watchedTitle: String
    /// Such as "62 % of it, yesterday".
    let watchedFacts: String
    let watchedPercent: Int
}

/// Somebody who looked at somebody's page.
struct LookRow {
    let lookName: String
    let lookWhen: String
}
