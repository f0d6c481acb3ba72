package import Domain

/// How many clips answer one objection in one stage; nil stands for clips without one.
package struct CoverageCell: Sendable, Hashable {
    package let stage: ID<Term>?
    package let objection: ID<Term>?
    package let count: Int

    package init(stage: ID<Term>?, objection: ID<Term>?, count: Int) {
        self.stage = stage
        self.objection = objection
        self.count = count
    }
}

extension LiveIndex {
    /// The cells that have clips the viewer may see, in no order. A clip with several objections counts in each.
    package func coverage(viewer: Viewer) -> [CoverageCell] {
        struct Cell: Hashable {
            let stage: ID<Term>?
            let objection: ID<Term>?
        }
        var counts: [Cell: Int] = [:]
        for part in seenParts.view(of: snapshot, viewer).index.parts {
            var clips = part.segment.cells.map { _ in 0 }
            for (number, cell) in part.segment.cellOfClip.enumerated() where part.isVisible[number] { clips[cell] += 1 }
            for (cell, count) in zip(part.segment.cells, clips) where count > 0 {
                let objections: [ID<Term>?] = cell.objections.isEmpty ? [nil] : cell.objections
                for objection in Set(objections) {
                    counts[Cell(stage: cell.stage, objection: objection), default: 0] += count
                }
            }
        }
        return counts.map { CoverageCell(stage: $0.stage, objection: $0.objection, count: $1) }
    }
}
