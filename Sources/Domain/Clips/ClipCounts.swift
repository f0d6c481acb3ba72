/// How many clips one may see: by state, and of the published ones by cell of the grid stage x objection.
package struct ClipCounts: Sendable, Hashable {
    /// One cell of the grid.
    package struct Cell: Sendable, Hashable {
        package let stage: ID<Term>?
        package let objection: ID<Term>?
        package let count: Int

        package init(stage: ID<Term>?, objection: ID<Term>?, count: Int) {
            self.stage = stage
            self.objection = objection
            self.count = count
        }
    }

    package let states: [ClipState: Int]
    package let cells: [Cell]

    package init(states: [ClipState: Int], cells: [Cell]) {
        self.states = states
        self.cells = cells
    }
}
