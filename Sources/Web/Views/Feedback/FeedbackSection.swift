/// What is said about a clip: on its page under the player, and alone on `/clips/{id}/feedback`. Forms, all `POST` with
/// `_csrf`: `/clips/{id}/feedback` `from`, `to`, `text`, `effect`, `alternative`, `moves`, `private` · `/threads/{id}/comments`
/// `text` · `/threads/{id}/resolve` · `/threads/{id}/reopen` · `/comments/{id}/edit` `text`, `effect`, `alternative` ·
/// `/comments/{id}/delete` · `/comments/{id}/state` `state`, `tried_on`, `note` · `/comments/{id}/thanks` `text`. With `part`
/// they lead to the thread alone instead of its place on the clip's page: scripts put it in.
struct FeedbackSection {
    /// `/clips/{id}/feedback`
    let feedbackAddress: String
    let feedbackClip: String
    /// Such as "12 comments".
    let feedbackCount: String
    /// Where something is said on the bar: `start width depth`, in thousandths and 1 to 4, with semicolons between them.
    var feedbackMarks = ""
    /// Phrases about which the composer asks for more, with bars between them.
    var vaguePhrases = ""
    /// For those who may ask others to look at it.
    var askForm: AskForm?
    var composer: ComposerView?
    var threadRows: [ThreadRow] = []
    /// Where the next part of the list is.
    var moreThreadsAddress: String?
    /// Links to the whole as files.
    var exportRows: [ExportRow] = []
}

/// Saying something about the clip, with what was typed before it was refused.
struct ComposerView {
    var composerOpen = false
    var composerFrom = ""
    var composerTo = ""
    var composerText = ""
    var composerEffect = ""
    var composerAlternative = ""
    var composerPrivate = false
    var moveGroups: [MoveGroup] = []
}

/// Labels of one part of a conversation.
struct MoveGroup {
    let groupName: String
    let groupMoves: [MoveChoice]
}

/// One label to choose.
struct MoveChoice {
    let moveValue: String
    let moveName: String
    var moveChosen = false
}

/// The feedback as a file.
struct ExportRow {
    let exportAddress: String
    let exportName: String
}

/// One thread.
struct ThreadRow {
    let threadId: String
    /// `0:42`, or `0:42 to 1:05`; nil for one about the whole.
    var threadTime: String?
    let threadStartMilliseconds: Int
    /// `/clips/{id}?t=42`
    let threadAddress: String
    var threadIsPrivate = false
    /// Such as "Resolved by Ana yesterday".
    var threadResolved: String?
    var canResolve = false
    var canReopen = false
    var canReply = false
    var commentRows: [CommentRow] = []
    /// Such as "30 more answers"; nil when all are shown.
    var moreReplies: String?
    var moreRepliesAddress: String?
}

/// One comment.
struct CommentRow {
    let commentId: String
    /// What an address names it by: `comment-...`.
    let commentAnchor: String
    let commentAuthor: String
    let commentWhen: String
    let commentAddress: String
    var commentText: String?
    var commentEffect: String?
    var commentAlternative: String?
    var commentMoves: [CommentMove] = []
    /// The same as something to read; nil when it is only said.
    var commentBody: String?
    /// What is said by voice or video.
    var commentRecording: RecordingView?
    /// Such as "edited yesterday"; leads to the earlier texts.
    var commentEdited: String?
    let commentHistoryAddress: String
    /// Set when it was taken away: who did, and when.
    var commentStone: String?
    var commentLife: StateBadge?
    /// What happened, or why not.
    var commentLifeNote: String?
    /// The advice is for this person and was not read yet.
    var commentIsUnread = false
    var commentThanks: [CommentThanks] = []
    var commentEdit: CommentEditForm?
    var canDeleteComment = false
    var respond: RespondForm?
    var canThank = false
    /// It asks for another take.
    var commentAsksAgain = false
    var canAskAgain = false
}

/// What is said by voice or video: an address once it can be played, a word about it until then.
struct RecordingView {
    var recordingAddress: String?
    var recordingIsVideo = false
    let recordingLabel: String
    var recordingState: String?
    /// It is still being prepared.
    var recordingWaits = false
    /// As the machine wrote it down.
    var recordingSaid: String?
}

/// A label on a comment.
struct CommentMove {
    let moveLabel: String
}

/// Thanks, for the two people.
struct CommentThanks {
    let thanksText: String
}

/// One's own words to change.
struct CommentEditForm {
    let editText: String
    var editEffect = ""
    var editAlternative = ""
}

/// What to do with advice.
struct RespondForm {
    /// Will try, done already, disagree, close.
    let respondChoices: [RespondChoice]
}

/// One step of a comment's life to take.
struct RespondChoice {
    let respondState: String
    let respondLabel: String
}
