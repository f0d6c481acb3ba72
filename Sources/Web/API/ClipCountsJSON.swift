import Domain

/// Where one stopped in a clip.
struct ResumePointJSON: Encodable {
    let clip: ClipJSON
    let milliseconds: Int

    static let schema = Schema.object("ResumePoint", [.init("clip", ClipJSON.schema), .init("milliseconds", .integer)])
}

/// How many clips one may see.
struct ClipCountsJSON: Encodable {
    /// One cell of the grid of stages and objections.
    struct Cell: Encodable {
        let stage: ID<Term>?
        let objection: ID<Term>?
        let count: Int

        static let schema = Schema.object(
            "CountCell", [.optional("stage", .id), .optional("objection", .id), .init("count", .integer)])
    }

    let states: [StateCount]
    let cells: [Cell]

    struct StateCount: Encodable {
        let state: ClipState
        let count: Int
    }

    init(_ counts: ClipCounts) {
        states = ClipState.allCases.map { StateCount(state: $0, count: counts.states[$0] ?? 0) }
        cells = counts.cells.map { Cell(stage: $0.stage, objection: $0.objection, count: $0.count) }
    }

    static let schema = Schema.object(
        "ClipCounts",
        [
            .init(
                "states",
                .list(
                    .object("StateCount", [.init("state", .choice(ClipState.self)), .init("count", .integer)]))),
            .init("cells", .list(Cell.schema)),
        ])
}
