/// What teams would recall today (`/team/retention`), for those who manage them. Nobody is ranked.
struct TeamRetentionPage: PageView {
    static let template = "memory/team"
    var pageTitle = say("retention.title")
    /// Definition, period and n.
    let retentionScope: String
    let retentionBand: String
    let retentionHeads: [RetentionHead]
    let retentionLines: [RetentionLine]
    let retentionMembers: [RetentionMemberRow]
    let fadingRows: [FadingRow]
}

/// A team as a column.
struct RetentionHead {
    let teamHead: String
    let teamFacts: String
    let teamTable: String
}

/// An objection as a row; the first one is all of them.
struct RetentionLine {
    let retentionLabel: String
    let retentionCells: [RetentionCellView]
}

/// One objection of one team.
struct RetentionCellView {
    /// Such as "41 of 48"; nil where fewer than five people have begun.
    var cellExpected: String?
    /// Such as "38-44, 12 people, 48 of 60 begun".
    let cellFacts: String
    /// 0 to 4; 0 where there is too little to compare.
    var cellTone = 0
}

struct RetentionMemberRow {
    let memberName: String
    let memberAddress: String
    let memberFacts: String
}

struct FadingRow {
    let fadingLine: String
    let fadingAddress: String
    let fadingFacts: String
}

/// Predicted against observed (`/calibration`).
struct CalibrationPage: PageView {
    static let template = "memory/calibration"
    var pageTitle = say("calibration.title")
    /// Such as "predicted 88 %, observed 86 % over 412 answers of 12 people"; nil without any.
    var calibrationLead: String?
    let calibrationScope: String
    /// Why there are no figures; nil when there are.
    var calibrationTooFew: String?
    var calibrationLines: [CalibrationLine] = []
    var calibrationBins: [CalibrationBinRow] = []
    var occasionRows: [CalibrationBinRow] = []
    /// Everybody's vectors, for admins. Forms: `POST /calibration/fit`, `POST /calibration/rollback` with `vector`.
    var machinery: CalibrationMachinery?
}

struct CalibrationLine {
    let lineMethod: String
    let lineLogLoss: String
    let lineBrier: String
    let lineAuc: String
    let lineRmse: String
    let lineBias: String
}

/// A tenth of the answers, or those of one occasion.
struct CalibrationBinRow {
    let binLabel: String
    let binCount: String
    let binPredicted: String
    let binObserved: String
    /// Place in a chart of 100 by 100, the origin above left.
    var binX = 0
    var binY = 0
}

struct CalibrationMachinery {
    let vectorRows: [VectorRow]
    let ownVectors: String
}

struct VectorRow {
    let vectorWhen: String
    let vectorState: String
    let vectorFacts: String
    /// Set for the one in use.
    var vectorRollback: String?
}
