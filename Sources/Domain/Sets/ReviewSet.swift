/// An ordered set of clips, moments, cues and practice briefs, built by a performer or a manager. It holds references: who may
/// see a clip in it is asked each time it plays.
package struct ReviewSet: Sendable, Hashable, Identified {
    package static let idPrefix = "set"

    package let id: ID<ReviewSet>
    /// Whose people see it.
    package let team: ID<Team>
    package let owner: ID<Person>
    package var content: SetContent
    /// A pattern for others; it is copied, not assigned.
    package var isTemplate: Bool
    package var isRetired: Bool
    /// Counts the versions of the content.
    package var version: Int
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: ID<ReviewSet>, team: ID<Team>, owner: ID<Person>, content: SetContent, isTemplate: Bool = false,
        isRetired: Bool = false, version: Int = 1, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.team = team
        self.owner = owner
        self.content = content
        self.isTemplate = isTemplate
        self.isRetired = isRetired
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// What of a set has versions.
package struct SetContent: Sendable, Hashable, Codable {
    package var title: String
    package var summary: String
    /// Percent of unique seconds from which on something counts as watched.
    package var threshold: Int
    /// The rung that counts as done.
    package var goal: Rung
    /// The chance of recall at which its cues are asked again, 0.75 to 0.97; nil for as each cue says.
    package var retention: Double?
    package var items: [SetItem]

    package static let usualThreshold = 80
    package static let mostItems = 100

    package init(
        title: String, summary: String, threshold: Int, goal: Rung, retention: Double? = nil, items: [SetItem]
    ) {
        self.title = title
        self.summary = summary
        self.threshold = threshold
        self.goal = goal
        self.retention = retention
        self.items = items
    }
}

/// One thing in a set, by its id.
package struct SetItem: Sendable, Hashable, Codable, Identified {
    package static let idPrefix = "item"

    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case clip, moment, cue, brief
    }

    package let id: ID<SetItem>
    package let kind: Kind
    /// The id of a clip (also for a moment of it), of a cue, or of a brief.
    package let subject: String
    /// A moment somebody marked; nil for a stretch that was found.
    package let moment: ID<Moment>?
    /// The stretch of a moment, in milliseconds; nil for everything else.
    package let start: Int?
    package let end: Int?
    package var note: String

    package init(
        id: ID<SetItem>, kind: Kind, subject: String, moment: ID<Moment>? = nil, start: Int? = nil, end: Int? = nil,
        note: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.moment = moment
        self.start = start
        self.end = end
        self.note = note
    }

    /// The clip it plays; nil for a cue or a brief.
    package var clip: ID<Clip>? {
        kind == .clip || kind == .moment ? ID(subject) : nil
    }

    /// What is practised; nil for everything else.
    package var brief: ID<Brief>? { kind == .brief ? ID(subject) : nil }

    /// The stretch of the clip that is meant; nil for the whole clip.
    package var range: Range<Int>? {
        guard kind == .moment, let start, let end, start < end else { return nil }
        return start..<end
    }

    /// Whether it means the same as another one, whatever its id and note.
    package func isSame(as other: SetItem) -> Bool {
        kind == other.kind && subject == other.subject && start == other.start && end == other.end
    }
}
