package import Domain

/// What the people a manager looks after would recall today, by objection. Nobody is ranked.
package struct RetentionReport: Sendable {
    /// Cells of fewer people are not shown: they would tell of single ones.
    package static let fewestPeople = 5
    /// Nothing is compared among fewer.
    package static let fewestToCompare = 8
    /// Fewer started cues of one person say nothing about them.
    package static let fewestCues = 5

    package struct Cell: Sendable {
        package let team: ID<Team>
        /// Nil for cues without one.
        package let objection: ID<Term>?
        /// People with a started cue in it.
        package let people: Int
        package let scheduled: Int
        /// Nil below `fewestPeople`.
        package let expectation: Expectation?
        /// Enough people to hold it against another cell.
        package let canCompare: Bool
    }

    package struct Column: Sendable {
        package let team: Team
        package let people: Int
        package let all: Cell
    }

    /// One person: a way to their page, which they see identically.
    package struct Member: Sendable {
        package let person: Person
        package let scheduled: Int
        package let started: Int
        /// Nil below `fewestCues` started cues.
        package let expectation: Expectation?
    }

    /// A cue that is fading: how much of it is there today and in a week, if nobody is asked.
    package struct Fading: Sendable {
        package let cue: Cue
        package let people: Int
        package let today: Double
        package let inAWeek: Double
    }

    package let day: Day
    package let columns: [Column]
    /// By objection in the order of the list, then by team.
    package let cells: [Cell]
    /// By name.
    package let members: [Member]
    /// The lowest first; only cues that enough people started.
    package let fading: [Fading]
    /// How far off the predictions are taken to be, as a share.
    package let error: Double
    /// Cues of all members that were answered at least once.
    package let started: Int
    package let scheduled: Int
}
