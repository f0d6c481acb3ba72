/// Two takes of one brief beside each other (`/takes/{id}/beside?with=`): played together, with the comments of both. What
/// changed is shown, nobody says what it is worth.
struct BesidePage: PageView {
    static let template = "practice/beside"
    let pageTitle: String
    /// Nil for those who do not see the brief.
    let besideBriefAddress: String?
    let besideBriefTitle: String
    /// The earlier one first.
    let besideSides: [BesideSide]
    /// Both can be played.
    var besidePlays = false
    var changeRows: [ChangeRow] = []
}

/// One of the two takes.
struct BesideSide {
    let sideNumber: Int
    let sideTitle: String
    let sideAddress: String
    let sideFacts: [PracticeFact]
    var sideMedia: String?
    var sideType = ""
    var sidePoster: String?
    var sideCaptions: String?
    var sideLanguage = "en"
    var sideText: String?
    /// Why it cannot be played.
    var sideWaits: String?
    var sideReview: [ReviewRow] = []
    var sideComments: [SideComment] = []
}

/// What somebody said about one of the takes.
struct SideComment {
    let sideCommentWho: String
    let sideCommentAddress: String
    /// `0:42`
    var sideCommentTime: String?
    /// Milliseconds; empty for the whole.
    var sideCommentStart = ""
    let sideCommentText: String
    var sideCommentAlternative: String?
}

/// One criterion in both takes.
struct ChangeRow {
    let changeCriterion: String
    let changeCells: [ChangeCell]
}

/// What one person saw in both.
struct ChangeCell {
    let changeWho: String
    let changeBefore: String
    let changeAfter: String
}

/// Bringing a take into the catalog, on its page. Forms below `/takes/{id}/`: `promote` `title`, `stage`, `objection`,
/// `rule_when`, `rule_do`, `rule_because`, `visibility`, `how_told`, `also_heard` · `agree` `asked_at` · `decline` `reason` · `consent` `consent`.
struct PromotionView {
    /// Such as "Ana wants to show this take to everyone here, as ...".
    var promotionAsk: String?
    /// When it was asked, in milliseconds: what is agreed to is what is read here.
    var promotionAskedAt = ""
    /// What the clip would say.
    var promotionFacts: [ReviewRow] = []
    /// What came of it.
    var promotionState: String?
    /// The clip in the catalog.
    var promotedAddress: String?
    var promotionForm: PromotionForm?
    /// For the speaker: how far it may be shown.
    var consentOptions: [ChoiceOption] = []
}

/// What a clip of the catalog has to say.
struct PromotionForm {
    var promotionOpen = false
    var titleField = TextField()
    var stageField = ChoiceField()
    var objectionField = ChoiceField()
    var ruleWhenField = TextField()
    var ruleDoField = TextField()
    var ruleBecauseField = TextField()
    var visibilityField = ChoiceField()
    var howTold = TextField()
    var alsoHeard = TextField()
    /// Such as "It is in the catalog at once: Maya agreed.".
    let promotionNote: String
}

/// Somebody asks for another take, on the page of this one.
struct AgainRow {
    /// Such as "Ana asks you to do it again".
    let againText: String
    let againCommentAddress: String
    /// The take that came of it.
    var againTakeAddress: String?
}
