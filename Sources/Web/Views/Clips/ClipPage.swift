/// The player page of one clip. Forms (all with `_csrf`): `POST /clips/{id}/publish`, `/retire`, `/trash`, `/restore`.
/// `POST /clips/{id}/retry` processes a rejected clip again.
struct ClipPage: PageView {
    static let template = "clips/show"
    /// The clip's title.
    let pageTitle: String
    let clipId: String
    let stateBadge: StateBadge
    /// Such as "Everyone here can see it" or "Only you can see it".
    var visibilityText = ""
    /// Out of date, a condition ended, superseded: shown above the player.
    var freshnessWarning: String?
    /// What a visitor wants to know first: who speaks, which stage, which objection.
    var leadFacts: [FactRow] = []
    var description: String?
    /// Set when there is nothing to play and nothing on its way.
    var absence: AbsenceView?
    /// Set while the recording is being made ready.
    var processing: ProcessingView?
    /// Set when the recording was refused.
    var rejection: RejectionView?
    /// Nil until something can be played.
    var player: PlayerView?
    var transcriptLines: [TranscriptLineView] = []
    /// Such as "Written by the machine, not checked yet"; nil when there is nothing to say.
    var transcriptNote: String?
    var momentRows: [MomentRow] = []
    var ruleRows: [RuleRow] = []
    var factRows: [FactRow] = []
    /// What the answer depends on: "price list 2026-Q3".
    var conditionRows: [ConditionRow] = []
    /// Only for people who may see it.
    var notice: NoticeView?
    /// Where it is put into a set; nil for those who build none.
    var addToSetAddress: String?
    /// Which seconds others watch, for those responsible for the clip.
    var heat: HeatView?
    /// Nil when there is nothing to remember, or all of it is in the schedule.
    var rememberOffer: RememberOffer?
    /// The cues it answers, and a way to make one; nil when there is nothing of either.
    var clipCues: ClipCuesView?
    /// What is said about it; nil until something can be played.
    var feedback: FeedbackSection?
    /// What other people answer to the same objection.
    var related: RelatedView?
    /// Nil for people who may only watch.
    var actions: ClipActions?
    /// For the keyboard help and "copy link": path of this page without a query.
    let clipAddress: String
}

/// Why there is no player.
struct AbsenceView {
    let absenceTitle: String
    /// What is kept, and what to do.
    let absenceText: String
    var canRetry = false
    /// Where the recording can be added again; nil for people who may only watch.
    var absenceAddress: String?
}

/// Moments of the same objection by other people, under the player.
struct RelatedView {
    /// Such as "Too expensive".
    let relatedObjection: String
    let relatedAddress: String
    let relatedCards: [MomentCard]
}

/// How far the work on a recording is.
struct ProcessingView {
    /// Such as "Making it playable".
    let processingLabel: String
    /// 0 to 100; nil when it has not begun.
    var processingPercent: Int?
    /// What the person can do meanwhile.
    var processingHint = say("clip.you_can_leave_this")
}

/// Why a recording was refused.
struct RejectionView {
    /// In full sentences.
    let rejectionReason: String
    /// Such as "The file is kept until tomorrow 14:00, then removed."; nil when nothing was kept.
    var rejectionKept: String?
    var canRetry = false
}

/// What an owner may do with a clip.
struct ClipActions {
    var canEdit = false
    var canPublish = false
    /// Why it cannot be published yet: one sentence each. The publish button is then shown as a link to the edit page.
    var publishBlockers: [String] = []
    var canRetire = false
    var canTrash = false
    var canRestore = false
    /// Address of the original; nil when it may not be taken out.
    var downloadOriginal: String?
}

/// "When ..., do ..., because ...".
struct RuleRow {
    let ruleWhen: String
    let ruleDo: String
    var ruleBecause: String?
}

/// A name and a value in the details.
struct FactRow {
    let factName: String
    let factValue: String
    /// Makes the value a link, such as to a lookup with that stage.
    var factAddress: String?
}

/// Something the clip depends on.
struct ConditionRow {
    let conditionText: String
    /// Such as "ended on 1 October"; nil while it holds.
    var conditionEnded: String?
}

/// Who is heard and what they allowed.
struct NoticeView {
    let noticePeople: String
    let noticeTold: String
    /// Such as "Team and library".
    let noticeUses: String
    /// Such as "until 1 March 2027" or "with no end".
    let noticeUntil: String
    /// True when it has ended or uses are exceeded.
    var noticeIsOver = false
}
