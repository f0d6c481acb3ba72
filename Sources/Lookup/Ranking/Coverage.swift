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
        for part in VisibleIndex(snapshot, viewer: viewer).parts {
            for (number, clip) in part.segment.clips.enumerated() where part.isVisible[number] {
                let objections: [ID<Term>?] = clip.objections.isEmpty ? [nil] : clip.objections
                for objection in Set(objections) {
                    counts[Cell(stage: clip.stage, objection: objection), default: 0] += 1
                }
            }
        }
        return counts.map { CoverageCell(stage: $0.stage, objection: $0.objection, count: $1) }
    }
}
