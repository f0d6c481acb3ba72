import Domain
import Rehearsal
import Store

extension Stage {
    var cues: CueStore { CueStore(connection) }
    var showings: ShowingStore { ShowingStore(connection) }
    var recalls: RecallStore { RecallStore(connection) }
    var memories: MemoryStore { MemoryStore(connection) }
    var habits: RecallHabitStore { RecallHabitStore(connection) }
    var vectors: MemoryVectorStore { MemoryVectorStore(connection) }

    /// A cue with two key points; it is stored.
    @discardableResult
    func cue(_ line: String, team: Team? = nil, visibility: Visibility = .team) throws -> Cue {
        let owner = try team ?? teams.find(name: "Cues") ?? self.team("Cues")
        let maker = try people.list().first ?? person("Maker")
        let cue = Cue(
            id: world.id(), team: owner.id, visibility: visibility, objection: nil,
            content: CueContent(
                lines: [line],
                points: [KeyPoint(id: 1, text: line, isMust: true), KeyPoint(id: 2, text: "More", isMust: false)]),
            retention: 0.85, changedOn: now.day, madeBy: maker.id, createdAt: now, updatedAt: now)
        try cues.insert(cue, by: maker.id)
        return cue
    }
}
