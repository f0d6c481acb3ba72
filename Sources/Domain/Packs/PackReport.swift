/// What somebody said of a moment after the call it was packed for: the rung "used" of the ladder.
package struct PackReport: Sendable, Hashable, Identified {
    package static let idPrefix = "used"

    package let clip: ID<Clip>
    package let objection: ID<Term>?
    package let cameUp: Bool
    /// Nil until it was said; only what came up can have helped.
    package let helped: Bool?
    package let at: Instant

    package init(clip: ID<Clip>, objection: ID<Term>?, cameUp: Bool, helped: Bool?, at: Instant) {
        self.clip = clip
        self.objection = objection
        self.cameUp = cameUp
        self.helped = cameUp ? helped : nil
        self.at = at
    }
}
