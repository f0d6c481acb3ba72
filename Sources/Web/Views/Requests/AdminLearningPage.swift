/// Kept questions that may become phrasings. Forms: `POST /admin/learning/accept` and `/refuse` with `text`, `objection`.
struct AdminLearningPage: PageView {
    static let template = "learning/index"
    var pageTitle = say("learning.what_lookups_teach")
    let keptRows: [KeptQuestionRow]
}

/// A question whose answer was kept.
struct KeptQuestionRow {
    let keptText: String
    let keptObjection: String
    let keptObjectionId: String
    /// Such as "kept in 4 lookups by 3 people".
    let keptUse: String
}
