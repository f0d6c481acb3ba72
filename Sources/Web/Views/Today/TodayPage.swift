/// The first page (`/`): one box, the stages, the grid, what is new, where the person stopped. The box is
/// `GET /lookup` with `q`.
struct TodayPage: PageView {
    static let template = "today/show"
    var pageTitle = say("today.title")
    /// Such as "Good morning, Ana".
    let greeting: String
    /// Links to `/lookup?stage=...`.
    let stageChips: [ChipView]
    /// Nil while nothing is in the person's schedule and they look after nobody.
    var todayRecall: TodayRecall?
    /// What to do next, the most urgent first; empty when there is nothing.
    var nextSteps: [NextStep] = []
    /// Sets that were given to this person and are not done, the nearest due date first.
    var assignedRows: [AssignmentRow] = []
    /// Nil when the taxonomy is empty.
    var stageGrid: StageGrid?
    /// Where demand stands beside supply, for those who may see it.
    var gapsAddress: String?
    var continueCards: [MomentCard] = []
    var newestCards: [MomentCard] = []
    /// The person's own clips that wait for them: processing, draft, rejected.
    var waitingCards: [ClipCard] = []
    /// What the people a manager looks after looked up; nil for everybody else.
    var lookupChart: ChartView?
    /// True when not one clip is published yet: the page then teaches instead of showing empty lists.
    var libraryIsEmpty = false
    var canAddClips = true
}

/// What waits to be recalled.
struct TodayRecall {
    /// Such as "4 cues wait, about 3 minutes".
    let recallText: String
    /// Whether there is something to begin now.
    var recallWaits = false
    /// What their teams would recall, for those who look after some.
    var retentionAddress: String?
}

/// One thing to do, as a link.
struct NextStep: Equatable {
    /// Name of an icon in the sprite.
    let stepIcon: String
    let stepTitle: String
    let stepDetail: String
    let stepAddress: String
}

/// Objections (rows) by stages (columns) with the number of published clips in each, and how often each was asked for.
struct StageGrid {
    let gridHeads: [GridHead]
    let gridRows: [GridRow]
    /// Any cell says how often it was asked for.
    var gridHasDemand = false
}

/// A column of the grid.
struct GridHead {
    let headLabel: String
    let headAddress: String
}

/// A row of the grid.
struct GridRow {
    let rowLabel: String
    let rowAddress: String
    /// All clips of this objection, formatted.
    let rowTotal: String
    /// How often it was asked for in any stage, or in none; nil when nobody did.
    var rowDemand: String?
    /// One cell a column, in the columns' order.
    let rowCells: [GridCell]
}

/// One stage and objection. Without a clip and without anybody who asked it has no link.
struct GridCell {
    var cellLink: GridLink?
}

/// A filled cell: where it leads, its number, and the words a screen reader says.
struct GridLink {
    let cellAddress: String
    let cellCount: String
    /// Such as "3 clips, asked for 12 times: Too expensive, Negotiation".
    let cellLabel: String
    /// How full, 1 to 4: how strongly the cell is coloured; 0 when nothing is there.
    let cellDepth: Int
    /// How often it was asked for; nil when nobody did.
    var cellDemand: String?
}
