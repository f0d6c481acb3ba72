/// Clips without an objection, each with what it is likely about (`/clips/tagging`). Form: `POST /clips/tagging` with, for each
/// clip, `take` (its id, when ticked), `objection_<id>` and `stage_<id>`.
struct TaggingPage: PageView {
    static let template = "clips/tagging"
    var pageTitle = say("tagging.title")
    let tagRows: [TagRow]
    var tagProblems: ProblemSummary?
}

/// One clip to file.
struct TagRow {
    let tagClip: String
    let tagTitle: String
    let tagAddress: String
    /// Ticked beforehand, because it is sure enough.
    var tagIsSure = false
    /// Such as "82 % sure, because of".
    var tagLikelihood: String?
    /// The sentence by which it is heard.
    var tagSentence: String?
    let tagObjections: [ChoiceOption]
    let tagStages: [ChoiceOption]
}
