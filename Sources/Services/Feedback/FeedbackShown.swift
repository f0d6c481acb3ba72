package import Domain

/// A comment as one person may see it.
package struct CommentShown: Sendable {
    package let comment: FeedbackComment
    package let clip: ID<Clip>
    package let anchor: FeedbackAnchor
    package let authorName: String
    /// Who took it away.
    package let deletedByName: String?
    /// Names of those it calls.
    package let called: [String]
    /// What is said by voice or video.
    package let recording: RecordingShown?
    /// Said for it, as far as this person said or got it.
    package let thanks: [ThanksShown]
    /// Set when it asks for another take.
    package var askedAgainAt: Instant?
    /// Its author can ask for another take.
    package var canAskAgain = false
    package let isMine: Bool
    /// The advice is for this person.
    package let isForMe: Bool
    package let allowed: Set<Permission.CommentAction>
}

/// What was said by voice or video, and how far it is.
package struct RecordingShown: Sendable, Hashable {
    package let clip: ID<Clip>
    /// It can be played.
    package let isReady: Bool
    /// Why the file was refused; nil when it was not.
    package let rejection: String?
    package let isVideo: Bool
    package let durationMilliseconds: Int?
    /// As the machine wrote it down.
    package let said: String?
}

/// Thanks as the two people see it.
package struct ThanksShown: Sendable, Hashable {
    package let thanks: Thanks
    package let fromName: String
    package let isMine: Bool
}

/// A thread as one person may see it.
package struct ThreadShown: Sendable {
    package let thread: FeedbackThread
    /// The first ones, oldest first: the opening comment and what was answered.
    package let comments: [CommentShown]
    /// How many there are, with stones.
    package let commentCount: Int
    package let resolvedByName: String?
    package let allowed: Set<Permission.FeedbackAction>
}

/// A part of the feedback on a clip.
package struct FeedbackPage: Sendable {
    package let clip: Clip
    package let threads: [ThreadShown]
    package let threadCount: Int
    package let commentCount: Int
    /// Every unresolved place that is talked about.
    package let places: [FeedbackAnchor]
    package let nextCursor: String?
}

/// A comment out of its place, in a list across clips.
package struct CommentElsewhere: Sendable {
    package let shown: CommentShown
    package let clip: Clip
    package let ownerName: String
}

/// What a contributor's month did for others; only they see it.
package struct Receipt: Sendable {
    package struct ClipLine: Sendable {
        package let clip: Clip
        /// How many people played it out of a lookup, and how many kept it or said that it helped.
        package let played: Int
        package let helped: Int
    }

    /// Its first day.
    package let month: Day
    package let clips: [ClipLine]
    package let thanks: [ThanksShown]
    package let steps: [CommentLife.Step: Int]

    package var isEmpty: Bool { clips.isEmpty && thanks.isEmpty && steps.isEmpty }
}
