/// What is asked beside what is there (`/gaps`), for managers and admins.
struct GapsPage: PageView {
    static let template = "gaps/show"
    var pageTitle = say("gaps.gaps")
    /// Links to `/gaps?days=...`.
    let periodChips: [ChipView]
    /// Such as "412 lookups by 23 people in 28 days".
    let gapsScope: String
    /// Why nothing is compared; nil when there is enough to compare.
    var tooFew: String?
    /// The largest gaps; empty when there is too little to compare.
    let gapRows: [GapRow]
    let gapHeads: [GridHead]
    let gapLines: [GapLine]
}

/// One of the largest gaps.
struct GapRow {
    let gapTitle: String
    /// Such as "12 lookups, 9 without a good answer".
    let gapAsked: String
    /// Such as "no moments".
    let gapThere: String
    let gapLookupAddress: String
    /// Open requests there; nil without any.
    var gapRequests: GapRequests?
}

/// Requests that wait in a cell.
struct GapRequests {
    let gapRequestsText: String
    let gapRequestsAddress: String
}

/// A row of the grid: one objection.
struct GapLine {
    let lineLabel: String
    let lineAddress: String
    let lineCells: [GapCell]
    /// All stages together.
    let lineAsked: String
    let lineThere: String
}

/// One stage and objection; empty when nothing is asked and nothing is there.
struct GapCell {
    var gapLink: GapLink?
}

/// Demand and supply of one cell.
struct GapLink {
    let gapAddress: String
    let gapDemand: String
    let gapSupply: String
    /// Such as "12 lookups, 3 moments: Too expensive, Negotiation".
    let gapLabel: String
    /// How much is missing, 0 to 3.
    let gapLack: Int
}
