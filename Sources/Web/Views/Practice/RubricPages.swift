/// Rubrics of one's teams, and those to begin with (`/rubrics`). Form: `POST /rubrics/starters/{starter}`.
struct RubricsPage: PageView {
    static let template = "practice/rubrics"
    var pageTitle = say("rubric.title")
    let rubricRows: [RubricRow]
    /// Only for those who write rubrics.
    var starterRows: [StarterRow] = []
    var canWrite = false
    var teamOptions: [ChoiceOption] = []
}

/// One rubric in a list.
struct RubricRow {
    let rubricRowAddress: String
    let rubricRowTitle: String
    /// Its criteria, in a line.
    let rubricRowFacts: [PracticeFact]
    var rubricRowRetired = false
}

/// A rubric every installation can begin with.
struct StarterRow {
    let starterName: String
    let starterTitle: String
    let starterFacts: [PracticeFact]
}

/// One rubric (`/rubrics/{id}`). Form: `POST /rubrics/{id}/retire` `is`.
struct RubricPage: PageView {
    static let template = "practice/rubric"
    let pageTitle: String
    let rubricAddress: String
    let rubricBy: String
    var rubricSummary: String?
    var criterionRows: [CriterionRow] = []
    var retiredRows: [CriterionRow] = []
    var editAddress: String?
    var canRetire = false
    var canBringBack = false
}

/// A criterion with its levels, the lowest first.
struct CriterionRow {
    let criterionTitle: String
    let criterionWeight: String
    let criterionLevels: [CriterionLevel]
}

/// One level in words.
struct CriterionLevel {
    let levelNumber: Int
    let levelText: String
}

/// Writing a rubric (`/rubrics/new`), and changing one (`/rubrics/{id}/edit`). Form: `POST` to `formAddress` with `title`,
/// `summary`, `version`, `team`, and for each criterion N `id_N`, `title_N`, `weight_N`, `level_N_1` to `level_N_4`, `retired_N`.
struct RubricFormPage: PageView {
    static let template = "practice/rubric_edit"
    let pageTitle: String
    let formAddress: String
    let backAddress: String
    let backTitle: String
    var rubricProblems: ProblemSummary?
    var titleField = TextField()
    var summaryField = TextField()
    var criterionForms: [CriterionForm] = []
    var teamField: ChoiceField?
    var formVersion: String?
}

/// One criterion to fill in.
struct CriterionForm {
    let formNumber: Int
    var formCriterion: String?
    var formTitle = ""
    var formWeight = "1"
    var formLevels: [LevelForm]
    var formRetired = false
    var formProblem: String?
}

/// One level to fill in.
struct LevelForm {
    /// `level_1_4`
    let levelName: String
    let levelNumber: Int
    var levelText = ""
}

/// What is seen in a take by the rubric of its brief, on the page of the take. Form: `POST /takes/{id}/scorecard` with `note`, and
/// `criterion_N` and `level_N` for each criterion.
struct ScoresView {
    let scoresAddress: String
    /// Such as "1 of 2 reviewers filled it in".
    var scoresState: String?
    var scoreForm: ScoreForm?
    /// Names of those whose answers are shown.
    var scoreNames: [ScoreName] = []
    var scoreRows: [ScoreRow] = []
    var scoreNotes: [ReviewRow] = []
}

/// A rubric to fill in.
struct ScoreForm {
    let scoreRubric: String
    /// What the rubric says here: an answer is given on these words.
    let scoreVersion: String
    var scoreOpen = false
    var scoreQuestions: [ScoreQuestion] = []
    var scoreNote = ""
    var scoreProblem: String?
}

/// One criterion to look at.
struct ScoreQuestion {
    let questionNumber: Int
    let questionCriterion: String
    let questionTitle: String
    let questionLevels: [ScoreLevel]
}

/// One level to choose.
struct ScoreLevel {
    let choiceName: String
    let choiceId: String
    let choiceNumber: Int
    let choiceText: String
    var choiceChosen = false
}

/// Whose answers a column shows.
struct ScoreName {
    let scoreName: String
}

/// What everyone saw of one criterion.
struct ScoreRow {
    let scoreCriterion: String
    let scoreCells: [ScoreCell]
    /// Reviewers saw it differently: worth talking about.
    var scoreDiffers = false
}

/// What one person saw.
struct ScoreCell {
    /// Such as "3 of 4"; nil where it was not asked.
    var scoreLevel: String?
    var scoreText: String?
}
