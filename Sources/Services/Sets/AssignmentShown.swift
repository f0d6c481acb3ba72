package import Domain

/// An assignment as one person may see it.
package struct AssignmentShown: Sendable {
    /// One person's turn: what a manager reads, and that person identically.
    package struct Turn: Sendable {
        package let turn: AssignmentTurn
        package let name: String
        package let progress: SetProgress
        package let state: AssignmentState
        /// On the calendar of that person.
        package let today: Day
        package let isMe: Bool
    }

    package let given: Assignment
    package let set: ReviewSet
    package let giverName: String
    package let teamName: String
    /// Every turn for managers; else one's own.
    package let turns: [Turn]
    /// How many people there are in each state, in the newest round of each.
    package let totals: [AssignmentState: Int]
    package let allowed: Set<Permission.AssignmentAction>

    package var people: Int { totals.values.reduce(0, +) }
}

/// What one person was given and played, for them and for those who look after them.
package struct PersonActivity: Sendable {
    package let person: Person
    package let assignments: [AssignmentShown]
    /// Clips whoever looks may see, latest first.
    package let watched: [(clip: Clip, total: WatchTotal)]
    /// Who looked at this, latest first.
    package let looks: [(name: String, at: Instant)]
}
