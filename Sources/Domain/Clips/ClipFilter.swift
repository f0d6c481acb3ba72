/// Which clips a list shows; nil leaves a question open.
package struct ClipFilter: Sendable, Hashable {
    /// Whose clips: all one may see, one's own, one's teams', or the library's.
    package enum Shelf: String, Sendable, Hashable, CaseIterable {
        case all, mine, team, library
    }

    package var shelf: Shelf
    package var state: ClipState?
    package var stage: ID<Term>?
    package var objection: ID<Term>?
    package var persona: ID<Term>?
    package var industry: ID<Term>?
    package var clipType: ID<Term>?
    /// Matches anywhere in the title or a speaker's name.
    package var text: String?

    package init(
        shelf: Shelf = .all, state: ClipState? = nil, stage: ID<Term>? = nil, objection: ID<Term>? = nil,
        persona: ID<Term>? = nil, industry: ID<Term>? = nil, clipType: ID<Term>? = nil, text: String? = nil
    ) {
        self.shelf = shelf
        self.state = state
        self.stage = stage
        self.objection = objection
        self.persona = persona
        self.industry = industry
        self.clipType = clipType
        self.text = text
    }
}
