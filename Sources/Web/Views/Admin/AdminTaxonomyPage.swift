/// The lists that clips are filed under, one kind at a time: `GET /admin/taxonomy?kind=stage` (`stage`, `objection`,
/// `persona`, `industry`, `clip_type`, `competitor`, `product`, `glossary`).
///
/// Forms (with `_csrf`): `POST /admin/taxonomy` `kind`, `label`, `description` · `POST /admin/taxonomy/{id}` `label`,
/// `description`, `aliases` (one a line), of a stage `crm_names` (one a line) and `buyers_question`, of an objection
/// `phrasings` (one a line), `first_question` and `often_means` · `POST /admin/taxonomy/{id}/merge` `into` · `POST /admin/taxonomy/{id}/retire`, `/restore` ·
/// `POST /admin/taxonomy/{id}/move` `direction` (`up`, `down`) · `POST /admin/taxonomy/glossary/corrections`.
struct AdminTaxonomyPage: PageView {
    static let template = "admin/taxonomy"
    var pageTitle = say("taxonomy.title")
    let kindTabs: [ChipView]
    let kindValue: String
    /// "Stages"
    let kindPlural: String
    /// "stage"
    let kindSingular: String
    /// One sentence on what this list is for.
    let kindDetail: String
    /// What other names of an entry are called in this list, and what they do.
    var aliasesLabel = say("taxonomy.also_called")
    var aliasesHint = say("taxonomy.one_line_old_names")
    var termProblems: ProblemSummary?
    var newLabelField = TextField()
    var newDetailField = TextField()
    let termRows: [TermRow]
    var retiredRows: [RetiredTermRow] = []
    /// Only of the glossary.
    var glossaryFix: GlossaryFix?
}

/// Transcripts that were there before a word was in the glossary.
struct GlossaryFix {
    /// Such as "42 % is done."; nil when it was never asked for.
    let fixState: String?
    let fixCanStart: Bool
}

/// One entry of the list, with its form folded away.
struct TermRow {
    let termId: String
    let termLabel: String
    /// Such as "12 clips".
    let termUse: String
    var termDetailField = TextField()
    var termLabelField = TextField()
    var termAliasesField = TextField()
    /// Only objections.
    var termPhrasings: TermPhrasings?
    /// Only stages.
    var termStage: TermStage?
    /// The others it can be merged into.
    var mergeOptions: [ChoiceOption] = []
    var termCanGoUp = false
    var termCanGoDown = false
    /// Unfolded, because its form came back with a problem.
    var termIsOpen = false
}

/// What belongs to a stage only.
struct TermStage {
    /// What the CRM calls it, one name a line.
    var crmNamesField = TextField()
    var buyersQuestionField = TextField()
}

/// What belongs to an objection only.
struct TermPhrasings {
    /// One phrasing a line.
    var phrasingsField = TextField()
    var firstQuestionField = TextField()
    var oftenMeansField = TextField()
    /// Such as "10 phrasings".
    let phrasingsCount: String
}

/// An entry that is not offered any more, but keeps its clips.
struct RetiredTermRow {
    let retiredId: String
    let retiredLabel: String
    /// Such as "3 clips keep it" or "merged into Too expensive".
    let retiredUse: String
    var retiredCanReturn = true
}
