/// A lookup whose right answers an admin has judged, to see over time how good lookup is here.
package struct JudgedLookup: Sendable, Hashable, Identified {
    package static let idPrefix = "judged"

    package let id: ID<JudgedLookup>
    package let text: String
    package let stage: ID<Term>?
    package let createdAt: Instant

    package init(id: ID<JudgedLookup>, text: String, stage: ID<Term>?, createdAt: Instant) {
        self.id = id
        self.text = text
        self.stage = stage
        self.createdAt = createdAt
    }
}

/// How good one moment is as an answer.
package struct Judgement: Sendable, Hashable {
    package let clip: ID<Clip>
    package let startMilliseconds: Int
    package let grade: AnswerGrade

    package init(clip: ID<Clip>, startMilliseconds: Int, grade: AnswerGrade) {
        self.clip = clip
        self.startMilliseconds = startMilliseconds
        self.grade = grade
    }
}

/// From no answer at all to exactly the answer.
package enum AnswerGrade: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case wrong, near, good, best

    package static func < (left: AnswerGrade, right: AnswerGrade) -> Bool { left.rawValue < right.rawValue }
}

/// How good lookup was at one time, over everything judged so far; each figure from 0 to 1.
package struct LookupQuality: Sendable, Hashable {
    package let ranAt: Instant
    /// Judged lookups with an answer, and without one.
    package let lookups: Int
    package let unanswerable: Int
    package let ndcg10: Double
    package let mrr10: Double
    package let recall5: Double
    package let success1: Double
    package let moment1: Double
    /// Of lookups without an answer, how many were said to be misses.
    package let missesRightly: Double
    /// Half of the lookups took no longer.
    package let tookMilliseconds: Double

    package init(
        ranAt: Instant, lookups: Int, unanswerable: Int, ndcg10: Double, mrr10: Double, recall5: Double,
        success1: Double, moment1: Double, missesRightly: Double, tookMilliseconds: Double
    ) {
        self.ranAt = ranAt
        self.lookups = lookups
        self.unanswerable = unanswerable
        self.ndcg10 = ndcg10
        self.mrr10 = mrr10
        self.recall5 = recall5
        self.success1 = success1
        self.moment1 = moment1
        self.missesRightly = missesRightly
        self.tookMilliseconds = tookMilliseconds
    }
}
