package import Domain

/// A cue as one person may see it.
package struct CueShown: Sendable {
    package struct Place: Sendable {
        package let moment: CueMoment
        package let clip: Clip
    }

    package let cue: Cue
    /// Where it is answered, as far as this person may see it.
    package let places: [Place]
    /// What this person remembers of it; nil while it is not in their schedule.
    package let memory: Memory?
    package let canEdit: Bool
}

/// The cues of one clip, and what could be made of it.
package struct ClipCues: Sendable {
    package let cues: [CueShown]
    /// Nil for those who may not make cues of it.
    package let suggestion: CueSuggestion?
    /// Cues on the same objection that this clip could answer, too.
    package let others: [Cue]
}
