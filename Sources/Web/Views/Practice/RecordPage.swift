/// Recording a take (`/briefs/{id}/record`): a recorder of our own (`recorder.js`) against `/api/v1/uploads`. In writing it
/// works without scripts: `POST /briefs/{id}/takes` `text`, `again`.
struct RecordPage: PageView {
    static let template = "practice/record"
    let pageTitle: String
    let recordBriefId: String
    let recordBriefAddress: String
    let recordBriefTitle: String
    /// Recordings kept in the browser are offered only to who made them.
    let recordPersonId: String
    /// What the buyer says.
    var recordLine: String?
    var recordSituation: [RecordSituation] = []
    var recordPoints: [BriefPoint] = []
    var recordDialogue: [BriefTurnRow] = []
    /// A whole number; nobody is stopped.
    var recordTargetSeconds: String?
    /// Such as "about 60 seconds".
    var recordTargetText: String?
    let recordTeam: String
    /// The take it comes after.
    var recordAgain: String?
    var recordAllowsVideo = false
    var recordAllowsScreen = false
    var recordAllowsVoice = false
    var recordAllowsText = false
    /// Such as "Only you see it until you submit it.".
    let recordAudienceText: String
    var recordProblems: ProblemSummary?
    /// What was typed before it was refused.
    var recordText = ""
    /// Why nothing can be recorded just now; nil when all is well.
    var recordClosed: String?
}

/// A part of the situation: stage, objection, persona.
struct RecordSituation {
    let situationText: String
}
