package import Domain

/// What waits for somebody today.
package struct RecallToday: Sendable, Hashable {
    package let day: Day
    package let habit: RecallHabit
    /// Cues that would come now, at most what the caps leave room for.
    package let waiting: Int
    /// Due, whether there is room for it or not.
    package let due: Int
    /// Never asked yet.
    package let new: Int
    /// Answered today.
    package let done: Int
    /// What was forgotten today and not tried once more.
    package let canRetry: Int
    /// All that is in the schedule.
    package let scheduled: Int
    package let minutes: Int
    /// Answered, and not graded yet.
    package let open: ID<Showing>?
    /// The next day on which something is due; nil without any.
    package let nextDue: Day?
    package let isQuiet: Bool
    package let isHeld: Bool
}

/// A cue that is put before somebody, as far as they may see it: the answer stays hidden until they committed their own.
package struct ShowingShown: Sendable {
    package struct Peer: Sendable {
        package let clip: Clip
        package let moment: CueMoment
    }

    /// What only follows an answer.
    package struct Reveal: Sendable {
        package let points: [KeyPoint]
        /// What answers it this time; nil when none may be seen any more.
        package let peer: Peer?
        package let result: Result?
        /// Whether four grades are derived for this person.
        package let usesFourGrades: Bool
    }

    package struct Result: Sendable, Hashable {
        package let recall: ID<RecallRecord>
        /// Nil for what was not rated.
        package let grade: RecallGrade?
        package let ticked: Set<Int>
        /// When it is asked again; nil for what left the schedule meanwhile.
        package let dueOn: Day?
    }

    /// The buyer's own voice.
    package struct Voice: Sendable, Hashable {
        package let clip: ID<Clip>
        /// In milliseconds.
        package let range: Range<Int>
    }

    package let showing: Showing
    package let objection: ID<Term>?
    /// What is heard instead of reading the line; nil where only the text is there, and once there is an answer.
    package let voice: Voice?
    /// Nil before the answer.
    package let reveal: Reveal?
}

/// What to put before somebody.
package enum RecallAsk: Sendable, Hashable {
    /// What is due, as far as the caps reach.
    case due
    /// Before a call: the likely objections, and the minutes there are.
    case cram(Set<ID<Term>>, minutes: Int)
    /// What was forgotten today, once more.
    case retry
    /// One cue, out of a set that is gone through now. Whoever does not remember it yet takes it into their schedule.
    case cue(ID<Cue>)
}
