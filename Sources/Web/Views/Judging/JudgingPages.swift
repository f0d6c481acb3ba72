/// Lookups whose answers are judged, and how good lookup was over time (`/admin/judging`).
///
/// Forms (with `_csrf`): `POST /admin/judging` `text`, `stage` · `POST /admin/judging/measure`.
struct JudgingPage: PageView {
    static let template = "judging/index"
    var pageTitle = say("judging.title")
    var judgingProblems: ProblemSummary?
    var newTextField = TextField()
    let stageOptions: [ChoiceOption]
    let judgedRows: [JudgedRow]
    /// Nothing can be measured before something is judged.
    let canMeasure: Bool
    /// Newest first.
    let qualityRows: [QualityRow]
}

/// One judged lookup.
struct JudgedRow {
    let judgedAddress: String
    let judgedText: String
    let judgedStage: String?
    /// Such as "7 moments judged".
    let judgedState: String
    /// None of what was judged is an answer.
    let judgedIsUnanswered: Bool
}

/// One time of measuring.
struct QualityRow {
    let qualityWhen: String
    /// Such as "24 + 3": with an answer, and without one.
    let qualityCount: String
    let qualityNDCG: String
    let qualityMRR: String
    let qualitySuccess: String
    let qualityMoment: String
    let qualityMisses: String
    let qualityTook: String
}

/// What one lookup finds, to be judged (`/admin/judging/{judged}`).
///
/// Forms (with `_csrf`): `POST /admin/judging/{judged}` `answer` (each shown moment) and `grade_{answer}` ·
/// `POST /admin/judging/{judged}/remove`.
struct JudgingSheetPage: PageView {
    static let template = "judging/sheet"
    var pageTitle = say("judging.title")
    let judgedId: String
    let judgedText: String
    let judgedStage: String?
    let answerRows: [AnswerRow]
}

/// One moment it finds.
struct AnswerRow {
    /// Clip and second, as the form names them.
    let answerKey: String
    let answerNumber: String
    let answerTitle: String
    let answerAddress: String
    let answerSpeaker: String
    let answerQuote: [QuotePart]
    let gradeChoices: [GradeChoice]
}

/// One grade of one answer.
struct GradeChoice {
    let gradeValue: String
    let gradeLabel: String
    let gradeChosen: Bool
}
