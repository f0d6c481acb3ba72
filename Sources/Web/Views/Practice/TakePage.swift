/// One take (`/takes/{id}`): what was recorded, what its maker makes of it, what others say. Forms, all `POST` with `_csrf`,
/// below that address: `submit` `worked`, `otherwise`, `question`, `confidence`, `to`, `audience` · `delete`.
struct TakePage: PageView {
    static let template = "practice/take"
    let pageTitle: String
    let takeAddress: String
    /// For what is told about its recording.
    let clipId: String
    /// Nil for those who do not see the brief.
    let takeBriefAddress: String?
    let takeBriefTitle: String
    let takeBadge: StateBadge
    let takeFacts: [PracticeFact]
    var takeLine: String?
    var takeProblems: ProblemSummary?
    /// Said after it was submitted.
    var takeNote: String?
    /// An answer in writing.
    var takeText: String?
    /// Why the recording could not be used.
    var takeRejection: String?
    /// Set while the recording is being made ready.
    var processing: ProcessingView?
    /// Nil until something can be played.
    var player: PlayerView?
    var transcriptLines: [TranscriptLineView] = []
    var transcriptNote: String?
    /// For its maker, before others see it.
    var selfReview: SelfReviewForm?
    /// What its maker said of it.
    var reviewRows: [ReviewRow] = []
    /// What was seen by the rubric of the brief.
    var scores: ScoresView?
    /// What is said about it; nil before it is submitted.
    var feedback: FeedbackSection?
    var recordAgainAddress: String?
    /// Who asks for another take.
    var againRows: [AgainRow] = []
    /// Where it stands beside the one before, or the latest other one.
    var besideAddress: String?
    var promotion: PromotionView?
    var canDeleteTake = false
    /// This person's takes of the same brief, or those of its maker one may see.
    var siblingRows: [TakeRow] = []
}

/// What a maker says before others look.
struct SelfReviewForm {
    var workedField = TextField()
    var otherwiseField = TextField()
    var questionField = TextField()
    var confidenceField = ChoiceField()
    var toField = ChoiceField()
    /// Who will see it.
    let reviewAudience: String
    /// The same as the form sends it back.
    let reviewAudienceValue: String
}

/// A part of what a maker said.
struct ReviewRow {
    let reviewName: String
    let reviewText: String
}
