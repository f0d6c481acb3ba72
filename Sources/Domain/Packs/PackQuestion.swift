/// What a pack is for: the minutes before a call.
package struct PackQuestion: Sendable, Hashable {
    package var stage: ID<Term>?
    package var persona: ID<Term>?
    package var industry: ID<Term>?
    /// What the buyer is likely to say; at most three.
    package var objections: [ID<Term>]
    /// 1 to 30.
    package var minutes: Int
    /// Words that were not understood as any of these.
    package var rest: String

    package static let usualMinutes = 5
    package static let mostObjections = 3
    package static let minuteRange = 1...30

    package init(
        stage: ID<Term>? = nil, persona: ID<Term>? = nil, industry: ID<Term>? = nil, objections: [ID<Term>] = [],
        minutes: Int = usualMinutes, rest: String = ""
    ) {
        self.stage = stage
        self.persona = persona
        self.industry = industry
        self.objections = objections
        self.minutes = minutes
        self.rest = rest
    }

    package var isEmpty: Bool {
        stage == nil && persona == nil && industry == nil && objections.isEmpty && rest.isEmpty
    }
}
