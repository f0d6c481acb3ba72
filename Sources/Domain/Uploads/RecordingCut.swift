/// What its maker wants to keep of a recording, and to show of it, said when it is whole. Jobs do it; times are
/// milliseconds of the recording as it was sent.
package struct RecordingCut: Sendable, Hashable {
    /// What lies outside is cut off; nil keeps all of it.
    package let keep: Range<Int>?
    /// Where the poster is taken from; nil leaves the choice to us.
    package let poster: Int?

    /// Nil when nothing was asked for.
    package init?(keep: Range<Int>?, poster: Int?) {
        guard keep != nil || poster != nil else { return nil }
        self.keep = keep
        self.poster = poster
    }

    /// What is left has to be worth preparing.
    package static let shortestMilliseconds = 500
    /// As long as a recording may be.
    package static let longestMilliseconds = 8 * 3_600_000

    /// As a program says it: `start,end` and a number, whole milliseconds.
    /// - Throws: 422 for what is no number, is turned round, is too short or lies outside of any recording.
    package static func parsed(trim: String?, poster: String?) throws -> RecordingCut? {
        let keep = try trim.map(range)
        let poster = try poster.map { try number($0, "poster") }
        if let keep, let poster, !keep.contains(poster) {
            throw Problem.invalid("poster", "Choose the poster inside of what is kept.")
        }
        return RecordingCut(keep: keep, poster: poster)
    }

    private static func range(_ text: String) throws -> Range<Int> {
        let ends = try text.split(separator: ",", omittingEmptySubsequences: false).map {
            try number(String($0), "trim")
        }
        guard ends.count == 2 else { throw Problem.invalid("trim", "Give a start and an end in milliseconds.") }
        guard ends[1] - ends[0] >= shortestMilliseconds else {
            throw Problem.invalid("trim", "Keep at least half a second: the end comes after the start.")
        }
        return ends[0]..<ends[1]
    }

    private static func number(_ text: String, _ field: String) throws -> Int {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text),
            number <= longestMilliseconds
        else { throw Problem.invalid(field, "A time in whole milliseconds was expected, of at most 8 hours.") }
        return number
    }
}
