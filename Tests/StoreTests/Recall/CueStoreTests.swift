import Database
import Domain
import Rehearsal
import Store
import Testing

struct CueStoreTests {
    @Test(arguments: Engine.available, awkwardTexts.filter { !$0.isEmpty })
    func whatIsWrittenIsRead(engine: Engine, text: String) async throws {
        try await engine.onStage { stage in
            let cue = try stage.cue(text)
            #expect(try stage.cues.find(cue.id) == cue)
            #expect(try stage.cues.content(of: cue.id, version: 1) == cue.content)
        }
    }

    @Test(arguments: Engine.available)
    func everyVersionIsKeptAndTheNewestCounts(engine: Engine) async throws {
        try await engine.onStage { stage in
            let cue = try stage.cue("First")
            let content = CueContent(lines: ["Second"], points: [KeyPoint(id: 7, text: "New", isMust: true)])
            let changed = cue.changed(to: content, isWordingOnly: false, on: stage.now.day, at: stage.now)
            #expect(try stage.cues.update(changed, expecting: 1, by: cue.madeBy))
            #expect(try stage.cues.find(cue.id) == changed)
            #expect(try stage.cues.content(of: cue.id, version: 1)?.lines == ["First"])
            #expect(try stage.cues.lastPoint(of: cue.id) == 7)
            #expect(try !stage.cues.update(changed, expecting: 1, by: cue.madeBy))
        }
    }

    /// The query and the policy are the same rule.
    @Test(arguments: Engine.available)
    func listsHoldExactlyWhatThePolicyAllows(engine: Engine) async throws {
        try await engine.onStage { stage in
            let teams = [try stage.team("North"), try stage.team("South")]
            var actors: [Actor] = []
            for (number, role) in Role.allCases.enumerated() {
                for joined in [[teams[0]], [teams[1]], teams, []] {
                    actors.append(try stage.actor("P\(number)", role: role, in: joined))
                }
            }
            var cues: [Cue] = []
            for number in 0..<8 {
                cues.append(
                    try stage.cue("Line \(number)", team: teams[number % 2], visibility: number < 4 ? .team : .library))
            }
            for actor in actors {
                let allowed = Set(cues.filter { Permission.allows(.see, for: actor, on: $0.access) }.map(\.id))
                #expect(Set(try stage.cues.list(visibleTo: actor, limit: 100).map(\.id)) == allowed)
                for cue in cues {
                    #expect((try stage.cues.find(cue.id, visibleTo: actor) != nil) == allowed.contains(cue.id))
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func aPlaceIsThereOnce(engine: Engine) async throws {
        try await engine.onStage { stage in
            let cue = try stage.cue("Line")
            let clip = try stage.anyClip()
            for end in [5000, 9000] {
                try stage.cues.add(
                    CueMoment(id: stage.world.id(), clip: clip.id, startMilliseconds: 1000, endMilliseconds: end),
                    to: cue.id)
            }
            let moments = try stage.cues.moments(of: [cue.id])[cue.id] ?? []
            #expect(moments.map(\.endMilliseconds) == [9000])
            let someone = try stage.actor("Someone", role: .admin, in: [])
            #expect(try stage.cues.list(clip: clip.id, visibleTo: someone, limit: 5).map(\.id) == [cue.id])
            #expect(try stage.cues.remove(moments[0].id, from: cue.id))
            #expect(try !stage.cues.remove(moments[0].id, from: cue.id))
        }
    }
}
