/// What was thrown away and can come back. Form: `POST /clips/{id}/restore` with `_csrf`.
struct TrashPage: PageView {
    static let template = "trash/index"
    var pageTitle = say("trash.title")
    /// Such as "30 days".
    let keptFor: String
    let trashRows: [TrashRow]
    var moreAddress: String?
}

/// One clip in the trash.
struct TrashRow {
    let trashClipId: String
    let trashTitle: String
    /// Such as "put here by Ana 2 days ago".
    let trashedBy: String
    /// Such as "removed for good on 3 March".
    let trashLeaves: String
}
