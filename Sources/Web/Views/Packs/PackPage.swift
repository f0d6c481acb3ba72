/// The five minutes before a call (`/pack`). Forms: `GET /pack` with `q`, `stage`, `persona`, `objection`, `minutes`;
/// `POST /pack/reports` with `clip`, `objection`, `came_up`, `helped`, `back`.
struct PackPage: PageView {
    static let template = "pack/show"
    var pageTitle = say("pack.before_call")
    var packWords: String
    let packMinuteOptions: [ChoiceOption]
    let packStageOptions: [ChoiceOption]
    let packPersonaOptions: [ChoiceOption]
    let packObjectionOptions: [ChoiceOption]
    var packProblems: ProblemSummary?
    /// Nothing was asked yet: the place teaches.
    var packExamples: [ChipView] = []
    var packShown: PackShown?
}

/// A pack that was made.
struct PackShown {
    /// This very pack: what it was understood as, and its moments.
    let packAddress: String
    /// What it was understood as; each a link that leaves it out.
    let packChips: [ChipView]
    /// Such as "2 moments, 2:35 of 5 minutes".
    let packLength: String
    /// Says that a filter was left out.
    var packWidened: String?
    let packLines: [PackLineView]
    let packMoments: [PackMomentView]
    /// Where an answer can be asked for; nil when there is one.
    var packAskAddress: String?
}

/// What is planned for one objection.
struct PackLineView {
    let lineObjection: String
    var lineQuestion: String?
    var lineMeans: String?
    var lineRule: PackRuleView?
}

/// "When ..., do ..., because ...".
struct PackRuleView {
    let ruleWhen: String
    let ruleDo: String
    var ruleBecause: String?
}

/// One moment of a pack.
struct PackMomentView {
    let packRow: LookupRow
    var packObjection: String?
    /// Asks the first of two things: did it come up?
    var askCameUp: PackAskView?
    /// Asks the second: did it help?
    var askHelped: PackAskView?
    /// What was said of it.
    var packSaid: String?
}

/// What a report's form carries.
struct PackAskView {
    let askClip: String
    var askObjection: String?
    let askBack: String
}
