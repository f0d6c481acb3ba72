/// One attempt at a brief. What was recorded is a clip like any other, but in no list and no lookup.
package struct Take: Sendable, Hashable, Identified {
    package static let idPrefix = "take"

    package let id: ID<Take>
    package let brief: ID<Brief>
    /// What the brief said when it was recorded.
    package let briefVersion: Int
    package let person: ID<Person>
    package let clip: ID<Clip>
    /// The take this one comes after.
    package let again: ID<Take>?
    /// An answer in writing; empty when it was recorded.
    package let text: String
    package var review: SelfReview
    /// Who sees it, as its maker was told when it was submitted.
    package var audience: TakeAudience
    package let createdAt: Instant
    /// Nobody but its maker sees it before.
    package var submittedAt: Instant?
    /// How many have to fill in the rubric before its maker sees what they saw.
    package var reviewers: Int
    /// When its maker sees it however few filled it in; nil where there is no rubric.
    package var releaseAt: Instant?
    package var releasedAt: Instant?

    package init(
        id: ID<Take>, brief: ID<Brief>, briefVersion: Int, person: ID<Person>, clip: ID<Clip>, again: ID<Take>? = nil,
        text: String = "", review: SelfReview = .none, audience: TakeAudience = .asked, createdAt: Instant,
        submittedAt: Instant? = nil, reviewers: Int = 1, releaseAt: Instant? = nil, releasedAt: Instant? = nil
    ) {
        self.id = id
        self.brief = brief
        self.briefVersion = briefVersion
        self.person = person
        self.clip = clip
        self.again = again
        self.text = text
        self.review = review
        self.audience = audience
        self.createdAt = createdAt
        self.submittedAt = submittedAt
        self.reviewers = reviewers
        self.releaseAt = releaseAt
        self.releasedAt = releasedAt
    }

    package static let longestText = 10_000

    /// An answer in writing.
    /// - Throws: `Problem.invalid`.
    package static func checkedText(_ raw: String) throws -> String {
        let text = raw.trimmedText
        guard !text.isEmpty, text.utf8.count <= longestText * 8, text.count <= longestText,
            text.unicodeScalars.count <= longestText * 4
        else { throw Problem.invalid("text", "Please write 1 to 10,000 characters.") }
        return text
    }
}

/// What somebody makes of their own take before others see it. Nothing has to be filled in.
package struct SelfReview: Sendable, Hashable {
    package let worked: String
    package let otherwise: String
    /// What others are asked to look at.
    package let question: String
    /// How sure they felt, from 1 to 5: a feeling, not a score.
    package let confidence: Int?

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(worked: String = "", otherwise: String = "", question: String = "", confidence: Int? = nil) throws {
        var problems = FieldProblems()
        let (worked, otherwise, question) = (worked.trimmedText, otherwise.trimmedText, question.trimmedText)
        // What others are asked counts code points, and the question goes with it.
        for (field, text, most, points, message) in [
            ("worked", worked, 1000, 4000, "This has at most 1,000 characters."),
            ("otherwise", otherwise, 1000, 4000, "This has at most 1,000 characters."),
            ("question", question, 500, 500, "A question has at most 500 characters."),
        ] where text.count > most || text.unicodeScalars.count > points {
            problems.add(field, message)
        }
        if let confidence, !(1...5).contains(confidence) {
            problems.add("confidence", "Please choose 1 to 5, or nothing.")
        }
        try problems.check()
        self.init(stored: worked, otherwise: otherwise, question: question, confidence: confidence)
    }

    package init(stored worked: String, otherwise: String, question: String, confidence: Int?) {
        self.worked = worked
        self.otherwise = otherwise
        self.question = question
        self.confidence = confidence
    }

    package static let none = SelfReview(stored: "", otherwise: "", question: "", confidence: nil)
}
