/// What one can practise, and what one recorded (`/practice`).
struct PracticePage: PageView {
    static let template = "practice/index"
    var pageTitle = say("practice.title")
    /// Links to `/practice?state=...`, for those who write briefs.
    var briefTabs: [ChipView] = []
    let briefRows: [BriefRow]
    var takeRows: [TakeRow] = []
    var canWrite = false
}

/// One brief in a list.
struct BriefRow {
    let briefRowAddress: String
    let briefRowTitle: String
    /// What the buyer says.
    var briefRowLine: String?
    /// Stage, objection, persona, length.
    let briefRowFacts: [PracticeFact]
    /// Such as "You have 2 takes".
    var briefRowTakes: String?
}

/// Something with a page of its own.
struct PracticeLink {
    let linkAddress: String
    let linkText: String
}

/// One short fact in a line of them.
struct PracticeFact {
    let practiceFact: String
}

/// One take in a list.
struct TakeRow {
    let takeRowAddress: String
    let takeRowTitle: String
    let takeRowBadge: StateBadge
    let takeRowFacts: [PracticeFact]
}

/// One brief (`/briefs/{id}`). Forms, all `POST` with `_csrf`, below that address: `state` `state` ·
/// `versions/{n}/restore`.
struct BriefPage: PageView {
    static let template = "practice/brief"
    let pageTitle: String
    let briefAddress: String
    var briefBadge: StateBadge?
    var briefLine: String?
    var briefSituation: String?
    let briefFacts: [PracticeFact]
    var briefPoints: [BriefPoint] = []
    var briefDialogue: [BriefTurnRow] = []
    let briefAnswers: String
    let briefAudience: String
    /// What is looked at; nil without a rubric.
    var briefRubric: PracticeLink?
    let briefBy: String
    /// Nil where nobody records any more.
    var recordAddress: String?
    /// For those who build sets.
    var addToSetAddress: String?
    var briefProblems: ProblemSummary?
    var ownTakeRows: [TakeRow] = []
    var otherTakeRows: [TakeRow] = []
    var editAddress: String?
    /// What its writers can make of it: publish, retire, take back into drafts.
    var stateChoices: [BriefStateChoice] = []
    var versionRows: [BriefVersionRow] = []
    var requestAddress: String?
}

/// A key point.
struct BriefPoint {
    let pointText: String
}

/// A line of the planned conversation.
struct BriefTurnRow {
    /// "Buyer" or "You".
    let turnWho: String
    let turnText: String
}

/// What a brief can be made.
struct BriefStateChoice {
    let stateChoice: String
    let stateChoiceLabel: String
}

/// What a brief said once.
struct BriefVersionRow {
    let versionNumber: Int
    /// Such as "Version 2, by Ana, yesterday".
    let versionName: String
    let versionText: String
    var versionIsOld = false
}

/// Writing a brief (`/briefs/new`), and changing one (`/briefs/{id}/edit`). Form: `POST` to `formAddress` with `title`, `line`,
/// `situation`, `stage`, `objection`, `persona`, `points` and `dialogue` (a line each), `target_seconds`, `answers`, `audience`, `rubric`, `reviewers`, `release_days`,
/// `team`, `version`, `request`, `publish`.
struct BriefFormPage: PageView {
    static let template = "practice/edit"
    let pageTitle: String
    let formAddress: String
    let backAddress: String
    let backTitle: String
    var briefProblems: ProblemSummary?
    var titleField = TextField()
    var lineField = TextField()
    var situationField = TextField()
    var stageField = ChoiceField()
    var objectionField = ChoiceField()
    var personaField = ChoiceField()
    var pointsField = TextField()
    var dialogueField = TextField()
    var targetField = TextField()
    var answerBoxes: [AnswerBox] = []
    var answersProblem: String?
    var audienceField = ChoiceField()
    var rubricField = ChoiceField()
    var reviewersField = TextField()
    var releaseField = TextField()
    /// Nil when there is only one team it can be for.
    var teamField: ChoiceField?
    /// The version that is changed; nil for a new one.
    var formVersion: String?
    /// The question it is for.
    var formRequest: String?
    var isNew = false
}

/// A way to answer, to be ticked.
struct AnswerBox {
    let answerValue: String
    let answerLabel: String
    var answerTicked = false
}
