/// What is talked about at one place of a recording: an opening comment and the answers to it. A take is kept as a clip that
/// is not in the catalog, so feedback on takes hangs on the same rows.
package struct FeedbackThread: Sendable, Hashable, Identified {
    package static let idPrefix = "thread"

    package let id: ID<FeedbackThread>
    package let clip: ID<Clip>
    package let anchor: FeedbackAnchor
    /// Who opened it.
    package let author: ID<Person>
    /// A note to oneself: nobody else sees it, whatever their role.
    package let isPrivate: Bool
    package let createdAt: Instant
    package var resolvedAt: Instant?
    package var resolvedBy: ID<Person>?

    package init(
        id: ID<FeedbackThread>, clip: ID<Clip>, anchor: FeedbackAnchor, author: ID<Person>, isPrivate: Bool = false,
        createdAt: Instant, resolvedAt: Instant? = nil, resolvedBy: ID<Person>? = nil
    ) {
        self.id = id
        self.clip = clip
        self.anchor = anchor
        self.author = author
        self.isPrivate = isPrivate
        self.createdAt = createdAt
        self.resolvedAt = resolvedAt
        self.resolvedBy = resolvedBy
    }
}

/// What of a recording a thread is about, in milliseconds from its start.
package enum FeedbackAnchor: Sendable, Hashable {
    case whole
    case point(Int)
    case range(Int, Int)

    /// - Parameter duration: the recording's length; nil while nobody knows it: then only the whole can be talked about.
    /// - Throws: `Problem.invalid` for a time outside the recording, an end without a start, or an end that is not after it.
    package init(startMilliseconds: Int?, endMilliseconds: Int?, duration: Int?) throws {
        var problems = FieldProblems()
        let last = duration ?? -1
        if let start = startMilliseconds, !(0...max(0, last)).contains(start) || last < 0 {
            problems.add("start_ms", "This time is not in the recording.")
        }
        if let end = endMilliseconds {
            if let start = startMilliseconds {
                if end <= start { problems.add("end_ms", "The end has to be after the start.") }
            } else {
                problems.add("start_ms", "A range needs its start.")
            }
            // A player may report the very end a little late.
            if end > last + 1000 { problems.add("end_ms", "This time is not in the recording.") }
        }
        try problems.check()
        switch (startMilliseconds, endMilliseconds) {
        case (let start?, let end?): self = .range(start, min(end, max(last, start + 1)))
        case (let start?, nil): self = .point(start)
        default: self = .whole
        }
    }

    /// As it is stored: nothing for the whole, a start for a point, both for a range.
    package init(stored start: Int?, _ end: Int?) {
        switch (start, end) {
        case (let start?, let end?): self = .range(start, end)
        case (let start?, nil): self = .point(start)
        default: self = .whole
        }
    }

    package var startMilliseconds: Int? {
        switch self {
        case .whole: nil
        case .point(let start), .range(let start, _): start
        }
    }

    package var endMilliseconds: Int? {
        if case .range(_, let end) = self { end } else { nil }
    }
}
