/// How well a cue was answered. Only `forgot` is a lapse: `hard` is a pass.
package enum RecallGrade: String, Sendable, Hashable, Codable, CaseIterable {
    case forgot, hard, good, easy
}

/// Why a cue was asked.
package enum RecallOccasion: String, Sendable, Hashable, Codable, CaseIterable {
    case scheduled
    /// Asked for before a call.
    case cram
    /// Chosen by chance, due or not: the only unbiased look at what is remembered.
    case probe
    /// Once more on the same day, after it was forgotten.
    case retry
}

/// Who said how good it was.
package enum GradeSource: String, Sendable, Hashable, Codable, CaseIterable {
    case own = "self"
    case auto, peer, manager
}

/// What somebody ticks beside their own answer once they see the peer's.
package struct RecallTicks: Sendable, Hashable {
    /// The key points that were in the answer.
    package let points: Set<Int>
    /// "I would have looked it up."
    package let wouldLookUp: Bool
    package let isEffortless: Bool

    package init(points: Set<Int>, wouldLookUp: Bool = false, isEffortless: Bool = false) {
        self.points = points
        self.wouldLookUp = wouldLookUp
        self.isEffortless = isEffortless
    }

    /// How long an answer took, beside what is usual for this person.
    package enum Pace: Sendable, Hashable {
        case fast, usual, slow

        /// Slow is beyond the person's own 90th percentile, fast below their middle; with few answers everything is usual.
        package init(milliseconds: Int, earlier: [Int]) {
            guard earlier.count >= 20 else {
                self = .usual
                return
            }
            let sorted = earlier.sorted()
            self =
                milliseconds > sorted[sorted.count * 9 / 10]
                ? .slow : milliseconds < sorted[sorted.count / 2] ? .fast : .usual
        }
    }

    /// The grade that follows: nobody grades themselves as a whole.
    package func grade(of points: [KeyPoint], gaveUp: Bool, pace: Pace, usesFourGrades: Bool) -> RecallGrade {
        let missing = points.filter { !self.points.contains($0.id) }
        if gaveUp || wouldLookUp || missing.contains(where: \.isMust) { return .forgot }
        guard usesFourGrades else { return .good }
        if !missing.isEmpty || pace == .slow { return .hard }
        return isEffortless && pace != .slow ? .easy : .good
    }
}
