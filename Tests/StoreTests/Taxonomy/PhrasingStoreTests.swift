import Domain
import Rehearsal
import Store
import Testing

struct PhrasingStoreTests {
    @Test(arguments: Engine.available)
    func phrasingComesBackAndCanBeChanged(engine: Engine) async throws {
        try await engine.onStage { stage in
            let price = try stage.term(.objection, "Price")
            let time = try stage.term(.objection, "Time")
            var phrasing = Phrasing(
                id: stage.world.id(), objection: price.id, text: "\"It's 100% too much\" 🎧", position: 3)
            try stage.phrasings.insert(phrasing)
            #expect(try stage.phrasings.find(phrasing.id) == phrasing)
            phrasing.objection = time.id
            phrasing.text = "Not now"
            phrasing.position = 0
            phrasing.retiredAt = stage.now
            try stage.phrasings.update(phrasing)
            #expect(try stage.phrasings.list() == [phrasing])
        }
    }

    @Test(arguments: Engine.available)
    func samePhrasingTwiceInOneObjectionIsAConflict(engine: Engine) async throws {
        try await engine.onStage { stage in
            let price = try stage.term(.objection, "Price")
            let first = Phrasing(id: stage.world.id(), objection: price.id, text: "It costs", position: 0)
            var second = Phrasing(id: stage.world.id(), objection: price.id, text: "It costs", position: 1)
            try stage.phrasings.insert(first)
            #expect(stage.problemCode { try stage.phrasings.insert(second) } == "phrasing_taken")
            second.text = "Other"
            try stage.phrasings.insert(second)
            second.text = first.text
            #expect(stage.problemCode { try stage.phrasings.update(second) } == "phrasing_taken")
        }
    }
}
