/// Something that happened and concerns one person: what the bell counts and the day's mail sums up.
package struct PersonNews: Sendable, Hashable, Identified {
    package static let idPrefix = "news"

    /// What it is about; each can be switched off by itself.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Somebody said something about one's clip.
        case feedback
        case reply, mention
        /// What became of one's advice.
        case outcome
        case thanks
        /// Somebody waits for one's feedback, or for an answer that came back.
        case ask
    }

    package let id: ID<PersonNews>
    package let person: ID<Person>
    package let kind: Kind
    /// The one word for what happened: `given`, `will_try`, `handed_back`.
    package let what: String
    package let actor: ID<Person>?
    package let clip: ID<Clip>
    /// Nil when it is about the clip as such.
    package let comment: ID<FeedbackComment>?
    package let at: Instant
    package var readAt: Instant?

    package init(
        id: ID<PersonNews>, person: ID<Person>, kind: Kind, what: String, actor: ID<Person>?, clip: ID<Clip>,
        comment: ID<FeedbackComment>?, at: Instant, readAt: Instant? = nil
    ) {
        self.id = id
        self.person = person
        self.kind = kind
        self.what = what
        self.actor = actor
        self.clip = clip
        self.comment = comment
        self.at = at
        self.readAt = readAt
    }
}

/// What a person wants to hear of, and when.
package struct NewsChoice: Sendable, Hashable {
    /// Kinds that are not even counted.
    package let silent: Set<PersonNews.Kind>
    /// One mail a day with what is unread, as long as there is any.
    package let wantsDigest: Bool
    /// Minutes after midnight between which nothing pops up; both nil when that is never.
    package let quietFrom: Int?
    package let quietUntil: Int?

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        silent: Set<PersonNews.Kind> = [], wantsDigest: Bool = true, quietFrom: Int? = nil, quietUntil: Int? = nil
    ) throws {
        var problems = FieldProblems()
        for (field, minute) in [("quiet_from", quietFrom), ("quiet_until", quietUntil)] {
            if let minute, !(0..<1440).contains(minute) { problems.add(field, "Please give a time like 18:00.") }
        }
        if (quietFrom == nil) != (quietUntil == nil) {
            problems.add(quietFrom == nil ? "quiet_from" : "quiet_until", "Quiet hours have a start and an end.")
        }
        try problems.check()
        self.init(stored: silent, wantsDigest: wantsDigest, quietFrom: quietFrom, quietUntil: quietUntil)
    }

    package init(stored silent: Set<PersonNews.Kind>, wantsDigest: Bool, quietFrom: Int?, quietUntil: Int?) {
        self.silent = silent
        self.wantsDigest = wantsDigest
        self.quietFrom = quietFrom
        self.quietUntil = quietUntil
    }

    package static let usual = NewsChoice(stored: [], wantsDigest: true, quietFrom: nil, quietUntil: nil)

    /// Whether the person's clock stands in their quiet hours; they may go over midnight.
    package func isQuiet(at now: Instant, in zone: PersonZone) -> Bool {
        guard let quietFrom, let quietUntil, quietFrom != quietUntil else { return false }
        let minute = zone.minute(of: now)
        return quietFrom < quietUntil
            ? (quietFrom..<quietUntil).contains(minute) : minute >= quietFrom || minute < quietUntil
    }
}
