/// The catalog. Form: `GET /clips` with `state`, `scope` (`mine`, `team`, `library`), `stage`, `objection`, `cursor`.
struct ClipsPage: PageView {
    static let template = "clips/index"
    var pageTitle = say("clips.title")
    /// Mine, team, library.
    let scopeChips: [ChipView]
    /// Published, draft, processing, retired, rejected: only states with clips, and the current one.
    let stateChips: [ChipView]
    let stageOptions: [ChoiceOption]
    let objectionOptions: [ChoiceOption]
    /// Kept in the form when a stage or objection is chosen.
    var scopeValue: String?
    var stateValue: String?
    /// Such as "128 clips".
    let totalText: String
    let clipCards: [ClipCard]
    /// The next page; nil on the last one.
    var moreAddress: String?
    /// True when filters are set: an empty list then says how to widen them.
    var isFiltered = false
    var canAddClips = true
    /// Clips in the trash that this person may restore, formatted; nil hides the link.
    var trashCount: String?
}
