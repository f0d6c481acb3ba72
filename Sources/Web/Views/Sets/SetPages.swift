/// Review sets of one's teams, one's own, and templates (`/sets`).
struct SetsPage: PageView {
    static let template = "sets/index"
    var pageTitle = say("sets.title")
    /// Links to `/sets?scope=...`.
    let setTabs: [ChipView]
    let setCards: [SetCard]
    let emptyTitle: String
    let emptyDetail: String
    /// Performers and managers build sets.
    var canBuild = false
}

/// One set in a list.
struct SetCard {
    let setAddress: String
    let setTitle: String
    /// Such as "6 items, 8:40".
    let setSize: String
    /// Such as "Done is watched, 80 %".
    let setRule: String
    let setBy: String
    /// Such as "2 of 6 done"; nil for a template.
    var setDone: String?
    /// 0 to 100.
    var setPercent: Int?
}

/// Building one (`/sets/new`). Form: `POST /sets` with `title`, `summary`, `goal`, `threshold`, `retention`, `team`, `pattern`, and for each
/// moment that was found and is ticked `take` with its number and `take_N_clip`, `take_N_start`, `take_N_end`.
struct SetNewPage: PageView {
    static let template = "sets/new"
    var pageTitle = say("sets.build_one")
    var setProblems: ProblemSummary?
    var titleField = TextField()
    var summaryField = TextField()
    var goalField = ChoiceField()
    var thresholdField = ChoiceField()
    var retentionField = ChoiceField()
    /// Nil when there is only one team it can be for.
    var teamField: ChoiceField?
    /// Patterns to begin with; the first is none.
    var patternOptions: [ChoiceOption] = []
    /// What was looked up; nil when it begins empty.
    var gatheredFrom: String?
    var foundRows: [FoundRow] = []
}

/// A moment that was found, to be ticked.
struct FoundRow {
    let foundNumber: Int
    let foundTitle: String
    let foundClip: String
    let foundStart: Int
    let foundEnd: Int
    /// Such as "Pat Okoye, 0:48".
    let foundFacts: String
    var foundTicked = false
}

/// One set (`/sets/{id}`). Forms, all `POST` with `_csrf`, below that address: `edit` with the fields of `SetNewPage` and
/// `version` · `gather` `q`, `stage`, `objection`, `limit` · `items/{id}/move` `by` · `items/{id}/note` `note` ·
/// `items/{id}/remove` · `versions/{n}/restore` · `template` `is` · `retire` · `restore`.
struct SetPage: PageView {
    static let template = "sets/show"
    let pageTitle: String
    let setId: String
    let setAddress: String
    var setProblems: ProblemSummary?
    var setSummary: String?
    let setSize: String
    let setRule: String
    let setBy: String
    /// Such as "2 of 6 done".
    let setDone: String
    let setPercent: Int
    var isRetired = false
    var isTemplate = false
    /// Where it goes on; nil when there is nothing this person may see.
    var playAddress: String?
    /// Such as "Begin" or "Go on".
    var playWords = ""
    var itemRows: [SetItemRow] = []
    /// Items this person may not see, such as "2 items are not for you to see."
    var hiddenText: String?
    /// Where it is given to people; nil for those who may not.
    var assignAddress: String?
    /// Assignments of it this person looks after.
    var assignmentRows: [AssignmentRow] = []
    /// Nil for those who may only go through it.
    var building: SetBuilding?
}

/// What those see who may change a set.
struct SetBuilding {
    let buildVersion: String
    let titleField: TextField
    let summaryField: TextField
    let goalField: ChoiceField
    let thresholdField: ChoiceField
    var retentionField = ChoiceField()
    let stageOptions: [ChoiceOption]
    let objectionOptions: [ChoiceOption]
    /// Cues that are not in it; empty when there are none.
    var cueOptions: [ChoiceOption] = []
    var versionRows: [SetVersionRow] = []
}

/// One item of a set.
struct SetItemRow {
    let itemId: String
    let itemAddress: String
    let itemTitle: String
    /// Such as "Moment", "Clip", "Cue" or "Practice brief".
    let itemKind: String
    /// Such as "Pat Okoye, 0:48"; nil where nothing can be told.
    var itemFacts: String?
    var itemNote: String?
    let itemState: StateBadge
    /// Nil for those who may only go through it.
    var itemBuilding: SetItemBuilding?
}

/// What can be done with an item.
struct SetItemBuilding {
    let itemPlace: String
    let noteValue: String
    let noteField: String
    var canGoUp = true
    var canGoDown = true
}

/// One earlier version.
struct SetVersionRow {
    let versionNumber: Int
    /// Such as "Version 3, 6 items, by Pat Okoye, yesterday".
    let versionText: String
    var versionIsNow = false
}

/// Going through a set, one item after the other (`/sets/{id}/play?item=`).
struct SetPlayPage: PageView {
    static let template = "sets/play"
    let pageTitle: String
    let setAddress: String
    let setTitle: String
    /// Such as "3 of 6".
    let playPlace: String
    let playPercent: Int
    let itemKind: String
    /// Nil where nothing can be told.
    var itemFacts: String?
    var itemNote: String?
    let itemState: StateBadge
    /// Nil for a cue or a brief, and for what cannot be played yet.
    var player: PlayerView?
    /// Where the moment ends, in milliseconds; nil for the whole clip.
    var momentEnd: Int?
    /// Nil when there is nothing to remember, or all of it is in the schedule.
    var rememberOffer: RememberOffer?
    /// Why there is nothing to play.
    var absentText: String?
    /// Cues to answer here and now: this one, or those the clip answers where done is recalled.
    var askRows: [AskRow] = []
    var clipAddress: String?
    /// The brief to practise.
    var practiceAddress: String?
    var previousAddress: String?
    var nextAddress: String?
    var playRows: [PlayRow] = []
}

/// A cue to answer: `POST /recall/next` with `_csrf`, `ask`, `cue`, `back`.
struct AskRow {
    let askCue: String
    /// Nil when the page is about nothing else.
    var askLine: String?
    let askBack: String
}

/// One item in the list beside the player.
struct PlayRow {
    let rowAddress: String
    let rowTitle: String
    let rowNumber: Int
    let rowState: StateBadge
    var rowIsCurrent = false
}

/// Putting a clip, a part of it, a cue or a brief into a set (`/sets/add`). Form: `POST /sets/add` with `set`, `title`, `note`, and
/// `clip` and `part`, or `cue`, or `brief`.
struct SetAddPage: PageView {
    static let template = "sets/add"
    var pageTitle = say("sets.add_to_a_set")
    let addTitle: String
    let addFacts: String
    var addClip: String?
    var addCue: String?
    var addBrief: String?
    /// Empty for a cue and a brief.
    var partOptions: [ChoiceOption] = []
    var setOptions: [ChoiceOption] = []
    var addProblems: ProblemSummary?
}
