/// What is believed that somebody remembers (`/memory`, `/people/{id}/memory`): the same for them as for whoever may look.
struct MemoryPage: PageView {
    static let template = "memory/show"
    let pageTitle: String
    /// Such as "Ana remembers", or "You remember".
    let memoryLead: String
    /// Such as "Expects 41 of 48 (38-44)"; nil before the first answer.
    var memoryExpected: String?
    /// Definition, period and n.
    let memoryScope: String
    /// Whose answers the predictions are fitted to.
    let memoryBasis: String
    /// What really was recalled in the last 30 days.
    let memoryObserved: [String]
    let memoryRows: [MemoryRow]
    /// Who looked, latest first.
    let memoryLooks: [String]
    let memoryIsMine: Bool
}

/// One cue in somebody's schedule.
struct MemoryRow {
    let memoryCue: String
    let memoryAddress: String
    var memoryObjection: String?
    /// Such as "88 % today", "fresh today" or "not started".
    let memoryChance: String
    /// 0 to 4: how strongly the cell is coloured.
    let memoryDepth: Int
    /// Such as "holds about 3 weeks"; nil before the first answer.
    var memoryHolds: String?
    /// Such as "asked again on 3 March 2027".
    let memoryDue: String
}
