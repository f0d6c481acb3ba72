/// Which seconds of a clip others watch and watch again.
struct HeatView {
    /// The period and n; without n while there are too few people.
    let heatPeriod: String
    var heatTooFew: String?
    var heatPicture: HeatPicture?
}

/// The picture, in a box of 1000 by 100, and the same as a table.
struct HeatPicture {
    let heatSummary: String
    let heatLength: String
    /// The `d` of two closed paths.
    let heatWatchedPath: String
    let heatAgainPath: String
    let heatRows: [HeatRow]
}

/// A tenth of the clip.
struct HeatRow {
    let heatPart: String
    let heatWatched: String
    let heatAgain: String
}
