/// One thing somebody said in a thread.
package struct FeedbackComment: Sendable, Hashable, Identified {
    package static let idPrefix = "comment"

    package let id: ID<FeedbackComment>
    package let thread: ID<FeedbackThread>
    package let author: ID<Person>
    /// Empty once it was taken away: a stone stays in its place, so that the answers below still make sense.
    package var words: FeedbackWords
    package var moves: [ObservableMove]
    package let createdAt: Instant
    package var editedAt: Instant?
    package var deletedAt: Instant?
    package var deletedBy: ID<Person>?
    /// Counts its texts; the earlier ones are kept until it is taken away.
    package var revision: Int
    package var life: CommentLife

    package init(
        id: ID<FeedbackComment>, thread: ID<FeedbackThread>, author: ID<Person>, words: FeedbackWords,
        moves: [ObservableMove] = [], createdAt: Instant, editedAt: Instant? = nil, deletedAt: Instant? = nil,
        deletedBy: ID<Person>? = nil, revision: Int = 1, life: CommentLife = CommentLife()
    ) {
        self.id = id
        self.thread = thread
        self.author = author
        self.words = words
        self.moves = moves
        self.createdAt = createdAt
        self.editedAt = editedAt
        self.deletedAt = deletedAt
        self.deletedBy = deletedBy
        self.revision = revision
        self.life = life
    }

    package var isDeleted: Bool { deletedAt != nil }
}

/// What a comment says: what was observed, what it did, and what else could be tried. Only the first has to be there.
package struct FeedbackWords: Sendable, Hashable {
    package static let mostCharacters = 4000
    package static let mostCharactersOfParts = 1000

    package let text: String
    package let effect: String
    package let alternative: String

    /// - Parameter isSpoken: something was recorded: then nothing has to be written.
    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(text: String, effect: String = "", alternative: String = "", isSpoken: Bool = false) throws {
        var problems = FieldProblems()
        let text = text.trimmedText
        if !Self.fits(text, Self.mostCharacters) || (text.isEmpty && !isSpoken) {
            problems.add("text", "Please say it in 1 to 4,000 characters.")
        }
        let (effect, alternative) = (effect.trimmedText, alternative.trimmedText)
        for (field, part) in [("effect", effect), ("alternative", alternative)]
        where !Self.fits(part, Self.mostCharactersOfParts) {
            problems.add(field, "This has at most 1,000 characters.")
        }
        try problems.check()
        self.init(stored: text, effect: effect, alternative: alternative)
    }

    /// As it was checked before.
    package init(stored text: String, effect: String, alternative: String) {
        self.text = text
        self.effect = effect
        self.alternative = alternative
    }

    package static let none = FeedbackWords(stored: "", effect: "", alternative: "")

    /// Marks that combine without end count too.
    private static func fits(_ text: String, _ most: Int) -> Bool {
        text.utf8.count <= most * 8 && text.count <= most && text.unicodeScalars.count <= most * 4
    }
}

/// A text a comment had before it was changed.
package struct CommentRevision: Sendable, Hashable {
    package let revision: Int
    package let words: FeedbackWords
    package let savedAt: Instant

    package init(revision: Int, words: FeedbackWords, savedAt: Instant) {
        self.revision = revision
        self.words = words
        self.savedAt = savedAt
    }
}

/// What became of a comment. Nothing goes on by itself: each step is somebody's.
package struct CommentLife: Sendable, Hashable {
    package enum Step: String, Sendable, Hashable, Codable, CaseIterable {
        case given, read
        case willTry = "will_try"
        case disagree
        case doneAlready = "done_already"
        case triedOn = "tried_on"
        case closed
    }

    package var step: Step
    /// When it came to this step; nil while nobody did anything with it.
    package var at: Instant?
    /// The day it was tried.
    package var triedOn: Day?
    /// What happened, or why not, in the words of whoever it was for.
    package var note: String

    package init(step: Step = .given, at: Instant? = nil, triedOn: Day? = nil, note: String = "") {
        self.step = step
        self.at = at
        self.triedOn = triedOn
        self.note = note
    }

    /// Whether `next` can follow: what was closed can be taken up again, and nobody un-reads anything.
    package func allows(_ next: Step) -> Bool {
        switch next {
        case .given: false
        case .read: step == .given
        case .willTry, .disagree, .doneAlready: step != next
        case .triedOn: true
        case .closed: [.willTry, .disagree, .doneAlready, .triedOn, .read].contains(step)
        }
    }
}

/// What somebody does with advice, checked.
package struct CommentResponse: Sendable, Hashable {
    package let step: CommentLife.Step
    package let triedOn: Day?
    package let note: String

    /// - Throws: `Problem.invalid` for `given`, a day in the future, a day without having tried, or a note that is too long.
    package init(_ step: CommentLife.Step, triedOn: Day? = nil, note: String = "", today: Day) throws {
        var problems = FieldProblems()
        if step == .given { problems.add("state", "Nothing can be given again.") }
        if let triedOn {
            if step != .triedOn { problems.add("tried_on", "A day belongs to something that was tried.") }
            // Their day may have begun before ours.
            if triedOn > today.advanced(byDays: 1) { problems.add("tried_on", "This day is still to come.") }
        }
        let note = note.trimmedText
        if note.count > 1000 || note.unicodeScalars.count > 4000 {
            problems.add("note", "A note has at most 1,000 characters.")
        }
        try problems.check()
        self.step = step
        self.triedOn = step == .triedOn ? triedOn ?? today : nil
        self.note = note
    }
}

/// Said thank you for something that helped.
package struct Thanks: Sendable, Hashable, Identified {
    package static let idPrefix = "thanks"

    package let id: ID<Thanks>
    package let from: ID<Person>
    package let to: ID<Person>
    package let clip: ID<Clip>
    /// Nil when it is for the clip itself.
    package let comment: ID<FeedbackComment>?
    /// What exactly helped.
    package let text: String
    package let at: Instant

    package init(
        id: ID<Thanks>, from: ID<Person>, to: ID<Person>, clip: ID<Clip>, comment: ID<FeedbackComment>?, text: String,
        at: Instant
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.clip = clip
        self.comment = comment
        self.text = text
        self.at = at
    }

    /// - Throws: `Problem.invalid`.
    package static func checked(_ raw: String) throws -> String {
        let text = raw.trimmedText
        guard (1...300).contains(text.count), text.unicodeScalars.count <= 1200 else {
            throw Problem.invalid("text", "Please say what exactly helped, in 1 to 300 characters.")
        }
        return text
    }
}
