import Domain
import Services

/// A thread as one person may see it: the first comments, oldest first.
struct ThreadJSON: Encodable {
    let id: ID<FeedbackThread>
    let clip: ID<Clip>
    let startMs: Int?
    let endMs: Int?
    let isPrivate: Bool
    let createdAt: Instant
    let resolvedAt: Instant?
    let resolvedBy: String?
    let commentCount: Int
    let comments: [CommentJSON]
    let can: [String]
    /// Phrases from which nobody learns what to do; only in the answer to giving it.
    let vague: [String]?

    init(_ shown: ThreadShown, vague: [String]? = nil) {
        let thread = shown.thread
        id = thread.id
        clip = thread.clip
        startMs = thread.anchor.startMilliseconds
        endMs = thread.anchor.endMilliseconds
        isPrivate = thread.isPrivate
        createdAt = thread.createdAt
        resolvedAt = thread.resolvedAt
        resolvedBy = shown.resolvedByName
        commentCount = shown.commentCount
        comments = shown.comments.map { CommentJSON($0) }
        can = shown.allowed.contains(.resolve) ? ["resolve"] : []
        self.vague = vague
    }

    static let schema = Schema.object(
        "Thread",
        [
            .init("id", .id), .init("clip", .id), .optional("start_ms", .integer), .optional("end_ms", .integer),
            .init("is_private", .boolean), .init("created_at", .time), .optional("resolved_at", .time),
            .optional("resolved_by", .text), .init("comment_count", .integer),
            .init("comments", .list(CommentJSON.schema)), .init("can", .list(.text)), .optional("vague", .list(.text)),
        ])
}

/// A comment as one person may see it.
struct CommentJSON: Encodable {
    struct Life: Encodable {
        let state: CommentLife.Step
        let at: Instant?
        let triedOn: Day?
        let note: String?

        init(_ life: CommentLife) {
            state = life.step
            at = life.at
            triedOn = life.triedOn
            note = life.note.isEmpty ? nil : life.note
        }

        static let schema = Schema.object(
            "CommentLife",
            [
                .init("state", .choice(CommentLife.Step.self)), .optional("at", .time), .optional("tried_on", .day),
                .optional("note", .text),
            ])
    }

    let id: ID<FeedbackComment>
    let thread: ID<FeedbackThread>
    let clip: ID<Clip>
    let author: ID<Person>
    let authorName: String
    let text: String
    let effect: String?
    let alternative: String?
    let moves: [ObservableMove]
    let mentions: [String]
    let recording: RecordingJSON?
    let createdAt: Instant
    let editedAt: Instant?
    let deletedAt: Instant?
    let deletedBy: String?
    let revision: Int
    let life: Life
    let thanks: [ThanksJSON]
    /// It asks the maker of a take to do it again.
    let againAskedAt: Instant?
    let isMine: Bool
    let isForMe: Bool
    let can: [String]
    /// Where it is read in its place.
    let link: String

    init(_ shown: CommentShown) {
        let comment = shown.comment
        id = comment.id
        thread = comment.thread
        clip = shown.clip
        author = comment.author
        authorName = shown.authorName
        text = comment.words.text
        effect = comment.words.effect.isEmpty ? nil : comment.words.effect
        alternative = comment.words.alternative.isEmpty ? nil : comment.words.alternative
        moves = comment.moves
        mentions = shown.called
        recording = shown.recording.map { RecordingJSON($0, of: comment.id) }
        createdAt = comment.createdAt
        editedAt = comment.editedAt
        deletedAt = comment.deletedAt
        deletedBy = shown.deletedByName
        revision = comment.revision
        life = Life(comment.life)
        thanks = shown.thanks.map(ThanksJSON.init)
        againAskedAt = shown.askedAgainAt
        isMine = shown.isMine
        isForMe = shown.isForMe
        let words: [(Permission.CommentAction, String)] = [
            (.edit, "edit"), (.delete, "delete"), (.respond, "respond"), (.thank, "thank"),
        ]
        can = words.filter { shown.allowed.contains($0.0) }.map(\.1)
        link = FeedbackViews.address(of: comment.id, on: shown.clip, at: shown.anchor)
    }

    static let schema = Schema.object(
        "Comment",
        [
            .init("id", .id), .init("thread", .id), .init("clip", .id), .init("author", .id),
            .init("author_name", .text), .init("text", .text), .optional("effect", .text),
            .optional("alternative", .text), .init("moves", .list(.choice(ObservableMove.self))),
            .init("mentions", .list(.text)),
            .optional("recording", RecordingJSON.schema), .init("created_at", .time), .optional("edited_at", .time),
            .optional("deleted_at", .time), .optional("deleted_by", .text), .init("revision", .integer),
            .init("life", Life.schema), .init("thanks", .list(ThanksJSON.schema)), .init("is_mine", .boolean),
            .optional("again_asked_at", .time), .init("is_for_me", .boolean), .init("can", .list(.text)),
            .init("link", .text),
        ])
}

/// What is said by voice or video.
struct RecordingJSON: Encodable {
    enum State: String, Encodable, CaseIterable {
        case preparing, ready, refused
    }

    let state: State
    let isVideo: Bool
    let durationMs: Int?
    let address: String?
    /// As the machine wrote it down.
    let said: String?

    init(_ recording: RecordingShown, of comment: ID<FeedbackComment>) {
        state = recording.isReady ? .ready : recording.rejection == nil ? .preparing : .refused
        isVideo = recording.isVideo
        durationMs = recording.durationMilliseconds
        address = recording.isReady ? FeedbackViews.media(of: comment, isVideo: recording.isVideo) : nil
        said = recording.said
    }

    static let schema = Schema.object(
        "CommentRecording",
        [
            .init("state", .choice(State.self)), .init("is_video", .boolean), .optional("duration_ms", .integer),
            .optional("address", .text), .optional("said", .text),
        ])
}

/// Thanks, for the two people.
struct ThanksJSON: Encodable {
    let id: ID<Thanks>
    let clip: ID<Clip>
    let comment: ID<FeedbackComment>?
    let fromName: String
    let text: String
    let at: Instant

    init(_ shown: ThanksShown) {
        id = shown.thanks.id
        clip = shown.thanks.clip
        comment = shown.thanks.comment
        fromName = shown.fromName
        text = shown.thanks.text
        at = shown.thanks.at
    }

    static let schema = Schema.object(
        "Thanks",
        [
            .init("id", .id), .init("clip", .id), .optional("comment", .id), .init("from_name", .text),
            .init("text", .text), .init("at", .time),
        ])
}

/// A text a comment had before.
struct CommentRevisionJSON: Encodable {
    let revision: Int
    let text: String
    let effect: String?
    let alternative: String?
    let savedAt: Instant

    init(_ revision: CommentRevision) {
        self.revision = revision.revision
        text = revision.words.text
        effect = revision.words.effect.isEmpty ? nil : revision.words.effect
        alternative = revision.words.alternative.isEmpty ? nil : revision.words.alternative
        savedAt = revision.savedAt
    }

    static let schema = Schema.object(
        "CommentRevision",
        [
            .init("revision", .integer), .init("text", .text), .optional("effect", .text),
            .optional("alternative", .text), .init("saved_at", .time),
        ])
}

/// A comment in a list across clips.
struct CommentElsewhereJSON: Encodable {
    let clipTitle: String
    let clipOwner: String
    let comment: CommentJSON

    init(_ elsewhere: CommentElsewhere) {
        clipTitle = elsewhere.clip.details.title
        clipOwner = elsewhere.ownerName
        comment = CommentJSON(elsewhere.shown)
    }

    static let schema = Schema.object(
        "CommentElsewhere",
        [.init("clip_title", .text), .init("clip_owner", .text), .init("comment", CommentJSON.schema)])
}

/// What a month of somebody's clips and advice did.
struct ReceiptJSON: Encodable {
    struct ClipLine: Encodable {
        let clip: ID<Clip>
        let title: String
        let played: Int
        let helped: Int

        static let schema = Schema.object(
            "ReceiptClip",
            [.init("clip", .id), .init("title", .text), .init("played", .integer), .init("helped", .integer)])
    }

    struct Steps: Encodable {
        let step: CommentLife.Step
        let count: Int

        static let schema = Schema.object(
            "ReceiptStep", [.init("step", .choice(CommentLife.Step.self)), .init("count", .integer)])
    }

    let month: String
    let clips: [ClipLine]
    let thanks: [ThanksJSON]
    let advice: [Steps]

    init(_ receipt: Receipt) {
        month = String(receipt.month.description.prefix(7))
        clips = receipt.clips.map {
            ClipLine(clip: $0.clip.id, title: $0.clip.details.title, played: $0.played, helped: $0.helped)
        }
        thanks = receipt.thanks.map(ThanksJSON.init)
        advice = CommentLife.Step.allCases.compactMap { step in
            receipt.steps[step].map { Steps(step: step, count: $0) }
        }
    }

    static let schema = Schema.object(
        "Receipt",
        [
            .init("month", .text), .init("clips", .list(ClipLine.schema)), .init("thanks", .list(ThanksJSON.schema)),
            .init("advice", .list(Steps.schema)),
        ])
}
