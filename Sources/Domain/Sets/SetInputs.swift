/// The heading of a set and its rule for done, checked.
package struct SetHead: Sendable, Hashable {
    package let title: String
    package let summary: String
    package let threshold: Int
    package let goal: Rung
    package let retention: Double?

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        title: String, summary: String = "", threshold: Int? = nil, goal: Rung? = nil, retention: Double? = nil
    ) throws {
        var problems = FieldProblems()
        let title = title.singleLine
        let summary = summary.trimmedText
        let threshold = threshold ?? SetContent.usualThreshold
        let goal = goal ?? .watched
        if title.isEmpty || title.count > 120 || title.unicodeScalars.count > 480 {
            problems.add("title", "Please give a title of 1 to 120 characters.")
        }
        if summary.count > 1000 || summary.unicodeScalars.count > 4000 {
            problems.add("summary", "What it is for has at most 1,000 characters.")
        }
        if !WatchTotal.steps.contains(threshold) || threshold < 10 {
            problems.add("threshold", "Please give 10 to 100 percent, in steps of 5.")
        }
        if !Rung.goals.contains(goal) {
            problems.add("goal", "Done is one of opened, watched, recalled and practised.")
        }
        if let retention, !Cue.retentions.contains(retention) {
            problems.add("retention", "Please give a chance of recall from 0.75 to 0.97.")
        }
        try problems.check()
        self.title = title
        self.summary = summary
        self.threshold = threshold
        self.goal = goal
        self.retention = retention
    }
}

/// One thing to put into a set, checked as far as it can be without looking it up.
package struct NewSetItem: Sendable, Hashable {
    package let kind: SetItem.Kind
    package let subject: String
    package let moment: ID<Moment>?
    package let start: Int?
    package let end: Int?
    package let note: String

    package static let longestNote = 500

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        kind: SetItem.Kind, subject: String, moment: ID<Moment>? = nil, start: Int? = nil, end: Int? = nil,
        note: String = ""
    ) throws {
        var problems = FieldProblems()
        if ID<SetItem>(parsing: subject) == nil { problems.add("subject", "An id was expected here.") }
        let isStretch = start != nil || end != nil
        if kind != .moment, isStretch || moment != nil {
            problems.add("start_ms", "Only a moment has a beginning and an end.")
        }
        if kind == .moment, moment == nil, !isStretch {
            problems.add("start_ms", "A moment has an id, or a beginning and an end.")
        }
        if isStretch, (start ?? -1) < 0 || (end ?? 0) <= (start ?? 0) {
            problems.add("end_ms", "It has to end after it begins.")
        }
        let note = note.trimmedText
        if !Self.isShort(note) { problems.add("note", Self.noteComplaint) }
        try problems.check()
        self.kind = kind
        self.subject = subject
        self.moment = moment
        self.start = start
        self.end = end
        self.note = note
    }

    /// A note by itself.
    /// - Throws: `Problem.invalid`.
    package static func checkedNote(_ raw: String) throws -> String {
        let note = raw.trimmedText
        guard isShort(note) else { throw Problem.invalid("note", noteComplaint) }
        return note
    }

    private static let noteComplaint = "A note has at most 500 characters."

    private static func isShort(_ note: String) -> Bool {
        note.count <= longestNote && note.unicodeScalars.count <= 4 * longestNote
    }
}

/// Patterns every installation has: which clips they gather, the newest first.
package enum SetTemplate: String, Sendable, Hashable, CaseIterable {
    case firstWeek = "first_week"
    case newPriceList = "new_price_list"

    /// What to gather, in order: a stage or an objection, and how many clips of it.
    package var parts: [(stage: ID<Term>?, objection: ID<Term>?, count: Int)] {
        switch self {
        case .firstWeek:
            ["st.first", "st.qualify", "st.discover", "st.show", "st.propose", "st.negotiate", "st.commit"].map {
                (stage: ID($0), objection: nil, count: 1)
            }
        case .newPriceList:
            [
                (stage: nil, objection: ID("ob.price"), count: 3), (stage: nil, objection: ID("ob.budget"), count: 1),
                (stage: nil, objection: ID("ob.terms"), count: 1),
            ]
        }
    }
}
