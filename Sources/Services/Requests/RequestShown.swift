package import Domain

/// A request as one person may see it.
package struct RequestShown: Sendable {
    package struct Asker: Sendable {
        package let name: String
        package let asker: RequestAsker
        package let isMe: Bool
    }

    package struct Turn: Sendable {
        package let name: String
        package let turn: RequestTurn
    }

    package struct Answer: Sendable {
        package let answer: RequestAnswer
        /// Nil when this person may not see it, or it is gone.
        package let clip: Clip?
        package let moment: Moment?
        package let name: String
    }

    package struct Step: Sendable {
        package let step: RequestStep
        /// Nil where names are not this person's to know.
        package let name: String?
    }

    package let request: RecordingRequest
    /// How many people ask this.
    package let askerCount: Int
    /// Empty for those who may not know who asks.
    package let askers: [Asker]
    package let turns: [Turn]
    package let answers: [Answer]
    package let steps: [Step]
    package let allowed: Set<Permission.RequestAction>
    package let isMine: Bool
    /// This person's answer is waited for.
    package let waitsForMe: Bool
    /// What this person said of the answer.
    package let myVerdict: RequestVerdict?
}

/// What of all requests a person's first page tells.
package struct RequestNews: Sendable, Hashable {
    /// Answered, and this person, who asked, has not said yet whether that is it; latest first.
    package var answered: [RecordingRequest] = []
    /// Waiting for this person's answer, latest first.
    package var waiting: [RecordingRequest] = []

    package init() {}
}
