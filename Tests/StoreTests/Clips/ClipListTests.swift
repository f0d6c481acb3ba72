import Domain
import Rehearsal
import Store
import Testing

struct ClipListTests {
    private static func titles(
        _ stage: Stage, _ filter: ClipFilter, for actor: Actor
    ) throws -> Set<String> {
        Set(try stage.clips.list(filter, visibleTo: actor, cursor: nil, limit: 100).items.map(\.details.title))
    }

    @Test(arguments: Engine.available, [1, 2, 3, 7, 25])
    func pagesTogetherHoldEveryClipOnceNewestFirst(engine: Engine, limit: Int) async throws {
        try await engine.onStage { stage in
            let admin = try stage.actor(role: .admin)
            let team = try stage.team()
            // Five at the same millisecond each: the order among them must be firm too.
            for number in 0..<25 {
                if number.isMultiple(of: 5) { stage.world.advance(seconds: 1) }
                try stage.clip("Clip \(number)", owner: admin.person, team: team)
            }
            var seen: [Clip] = []
            var cursor: String?
            repeat {
                let page = try stage.clips.list(ClipFilter(), visibleTo: admin, cursor: cursor, limit: limit)
                #expect(page.total == 25)
                #expect(page.items.count <= limit)
                seen += page.items
                cursor = page.nextCursor
            } while cursor != nil && seen.count <= 25
            #expect(seen.count == 25)
            #expect(Set(seen.map(\.id)).count == 25)
            #expect(seen.map(\.createdAt) == seen.map(\.createdAt).sorted(by: >))
        }
    }

    @Test(arguments: Engine.available)
    func clipsThatArriveWhileSomeoneTurnsPagesNeitherDoubleNorHideAny(engine: Engine) async throws {
        try await engine.onStage { stage in
            let admin = try stage.actor(role: .admin)
            let team = try stage.team()
            let before = try (0..<12).map { number in
                stage.world.advance(seconds: 1)
                return try stage.clip("Clip \(number)", owner: admin.person, team: team).id
            }
            var seen: [ID<Clip>] = []
            var cursor: String?
            repeat {
                let page = try stage.clips.list(ClipFilter(), visibleTo: admin, cursor: cursor, limit: 5)
                seen += page.items.map(\.id)
                cursor = page.nextCursor
                stage.world.advance(seconds: 1)
                try stage.clip("Late", owner: admin.person, team: team)
            } while cursor != nil
            #expect(seen == before.reversed())
        }
    }

    @Test(
        arguments: Engine.available,
        [
            "", "x", "17", "17.", ".clip_a", "x.clip_a", "17.'; DROP TABLE clip", "99999999999999999999.clip_a",
            "17.1abc",
        ])
    func cursorWeDidNotWriteIsABadRequest(engine: Engine, cursor: String) async throws {
        try await engine.onStage { stage in
            let actor = try stage.actor()
            let refusal = stage.refusal {
                try stage.clips.list(ClipFilter(), visibleTo: actor, cursor: cursor, limit: 5)
            }
            #expect((refusal as? Problem)?.status == 400)
            #expect((refusal as? Problem)?.code == "bad_cursor")
        }
    }

    @Test(arguments: Engine.available)
    func shelvesShowWhoseClipsTheySay(engine: Engine) async throws {
        try await engine.onStage { stage in
            let teams = [try stage.team("A"), try stage.team("B")]
            let me = try stage.actor(in: [teams[0]])
            let other = try stage.person("Bo", in: teams)
            try stage.clip("mine, private", owner: me.person, team: teams[1], visibility: .private)
            try stage.clip("my team's", owner: other, team: teams[0], visibility: .team)
            try stage.clip("library", owner: other, team: teams[1], visibility: .library)
            try stage.clip("not for me", owner: other, team: teams[1], visibility: .team)
            let all: Set = ["mine, private", "my team's", "library"]
            #expect(try Self.titles(stage, ClipFilter(shelf: .all), for: me) == all)
            #expect(try Self.titles(stage, ClipFilter(shelf: .mine), for: me) == ["mine, private"])
            #expect(try Self.titles(stage, ClipFilter(shelf: .team), for: me) == ["my team's"])
            #expect(try Self.titles(stage, ClipFilter(shelf: .library), for: me) == ["library"])
        }
    }

    @Test(arguments: Engine.available)
    func everyQuestionOfAFilterNarrowsTheList(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let me = try stage.actor(in: [team])
            let kinds: [TermKind] = [.stage, .objection, .persona, .industry, .clipType]
            let ids = try kinds.map { try stage.term($0, "One").id }
            try stage.clip("none", owner: me.person, team: team, state: .draft)
            try stage.clip("stage", owner: me.person, team: team) { $0.details.stage = ids[0] }
            try stage.clip("objection", owner: me.person, team: team) { $0.details.objection = ids[1] }
            try stage.clip("persona", owner: me.person, team: team) { $0.details.persona = ids[2] }
            try stage.clip("industry", owner: me.person, team: team) { $0.details.industry = ids[3] }
            try stage.clip("type", owner: me.person, team: team) { $0.details.clipType = ids[4] }
            #expect(try Self.titles(stage, ClipFilter(state: .draft), for: me) == ["none"])
            #expect(try Self.titles(stage, ClipFilter(stage: ids[0]), for: me) == ["stage"])
            #expect(try Self.titles(stage, ClipFilter(objection: ids[1]), for: me) == ["objection"])
            #expect(try Self.titles(stage, ClipFilter(persona: ids[2]), for: me) == ["persona"])
            #expect(try Self.titles(stage, ClipFilter(industry: ids[3]), for: me) == ["industry"])
            #expect(try Self.titles(stage, ClipFilter(clipType: ids[4]), for: me) == ["type"])
            #expect(try Self.titles(stage, ClipFilter(stage: ids[0], objection: ids[1]), for: me).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func wordsAreFoundInTitlesAndSpeakersWhateverTheirCase(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let me = try stage.actor(in: [team])
            try stage.clip("The PRICE is high", owner: me.person, team: team)
            try stage.clip("Hold on", owner: me.person, team: team) {
                $0.details.speakers = [ClipSpeaker(name: "Ana Price"), ClipSpeaker(name: "Price Waters")]
            }
            try stage.clip("Other", owner: me.person, team: team)
            #expect(try Self.titles(stage, ClipFilter(text: " pRiCe "), for: me) == ["The PRICE is high", "Hold on"])
            #expect(try Self.titles(stage, ClipFilter(text: "  "), for: me).count == 3)
            let page = try stage.clips.list(ClipFilter(text: "price"), visibleTo: me, cursor: nil, limit: 10)
            #expect(page.total == 2)
        }
    }

    @Test(arguments: Engine.available)
    func signsOfPatternsInWordsMeanThemselves(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let me = try stage.actor(in: [team])
            for title in ["100% sure", "1000 sure", "a_b", "axb", "back\\slash", "it's"] {
                try stage.clip(title, owner: me.person, team: team)
            }
            #expect(try Self.titles(stage, ClipFilter(text: "100%"), for: me) == ["100% sure"])
            #expect(try Self.titles(stage, ClipFilter(text: "a_b"), for: me) == ["a_b"])
            #expect(try Self.titles(stage, ClipFilter(text: "\\"), for: me) == ["back\\slash"])
            #expect(try Self.titles(stage, ClipFilter(text: "it's"), for: me) == ["it's"])
        }
    }

    @Test(arguments: Engine.available)
    func capitalsBeyondASCIIAreFound(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let me = try stage.actor(in: [team])
            try stage.clip("Übergabe", owner: me.person, team: team)
            for text in ["Übergabe", "übergabe", "ÜBERGABE"] {
                #expect(try Self.titles(stage, ClipFilter(text: text), for: me) == ["Übergabe"])
            }
        }
    }

    @Test(arguments: Engine.available)
    func countsAreByStateAndByCellOfTheGrid(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let me = try stage.actor(in: [team])
            let negotiate = try stage.term(.stage, "Negotiate").id
            let price = try stage.term(.objection, "Price").id
            for _ in 0..<2 {
                try stage.clip(owner: me.person, team: team) { clip in
                    clip.details.stage = negotiate
                    clip.details.objection = price
                }
            }
            try stage.clip(owner: me.person, team: team) { $0.details.stage = negotiate }
            try stage.clip(owner: me.person, team: team, state: .draft) { $0.details.stage = negotiate }
            let counts = try stage.clips.counts(visibleTo: me)
            #expect(counts.states == [.published: 3, .draft: 1])
            #expect(
                Set(counts.cells) == [
                    ClipCounts.Cell(stage: negotiate, objection: price, count: 2),
                    ClipCounts.Cell(stage: negotiate, objection: nil, count: 1),
                ])
        }
    }
}
