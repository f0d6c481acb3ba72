/// The feedback on one clip without its player (`/clips/{id}/feedback`).
struct ClipFeedbackPage: PageView {
    static let template = "feedback/clip"
    let pageTitle: String
    let feedbackClipTitle: String
    let feedbackClipAddress: String
    var feedbackProblems: ProblemSummary?
    let feedback: FeedbackSection
}

/// One thread with all its answers, part by part (`/threads/{id}`).
struct ThreadPage: PageView {
    static let template = "feedback/thread_page"
    let pageTitle: String
    let threadClipTitle: String
    let threadClipAddress: String
    let commentRows: [CommentRow]
    /// Where the next part is.
    var moreCommentsAddress: String?
}

/// What a comment said before, and what became of it (`/comments/{id}/history`).
struct CommentHistoryPage: PageView {
    static let template = "feedback/history"
    let pageTitle: String
    let historyBackAddress: String
    let revisionRows: [CommentRevisionRow]
    let stepRows: [CommentRevisionRow]
}

/// An earlier text, or a step of a comment's life.
struct CommentRevisionRow {
    let revisionText: String
    var revisionMore: String?
    let revisionWhen: String
}

/// What one was told, what became of what one told others, and where one was called (`/feedback`).
struct FeedbackListPage: PageView {
    static let template = "feedback/index"
    var pageTitle = say("feedback.title")
    let feedbackTabs: [ChipView]
    let elsewhereRows: [ElsewhereRow]
    let emptyTitle: String
    let emptyDetail: String
    let receiptAddress: String
}

/// A comment out of its place.
struct ElsewhereRow {
    let elsewhereAddress: String
    /// `0:42`; nil for the whole.
    var elsewhereTime: String?
    let elsewhereClip: String
    /// Such as "Ana, yesterday".
    let elsewhereWho: String
    let elsewhereText: String
    var elsewhereAlternative: String?
    var elsewhereLife: StateBadge?
    var elsewhereNote: String?
}

/// What a month did for others (`/feedback/receipts`).
struct ReceiptPage: PageView {
    static let template = "feedback/receipt"
    let pageTitle: String
    let receiptPeriod: String
    let previousAddress: String
    /// Nil for the month we are in.
    var nextAddress: String?
    var receiptClips: [ReceiptRow] = []
    var receiptThanks: [ReceiptRow] = []
    var receiptSteps: [ReceiptRow] = []
}

/// A line of a receipt.
struct ReceiptRow {
    let receiptText: String
    var receiptDetail: String?
    var receiptAddress: String?
}
