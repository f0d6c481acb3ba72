import Database
import Domain
import Rehearsal
import Store
import Testing

extension Stage {
    var briefs: BriefStore { BriefStore(connection) }
    var takes: TakeStore { TakeStore(connection) }

    @discardableResult
    func brief(
        _ title: String = "Too expensive", owner: Person, team: Team, state: Brief.State = .published
    ) throws -> Brief {
        world.advance(seconds: 1)
        let brief = Brief(
            id: world.id(), team: team.id, owner: owner.id, state: state,
            content: BriefContent(
                title: title, line: "You are too expensive", points: ["Ask back"],
                dialogue: [BriefTurn(.buyer, "Hm.")], targetSeconds: 60, answers: [.video, .text], audience: .team),
            createdAt: now, updatedAt: now)
        try briefs.insert(brief)
        try briefs.addVersion(of: brief, by: owner.id, at: now)
        return brief
    }

    @discardableResult
    func take(
        of person: Person, for brief: Brief, in team: Team, audience: TakeAudience = .asked, isSubmitted: Bool = false
    ) throws -> Take {
        world.advance(seconds: 1)
        let clip = try clip(brief.content.title, owner: person, team: team, state: .draft)
        var take = Take(
            id: world.id(), brief: brief.id, briefVersion: brief.version, person: person.id, clip: clip.id,
            createdAt: now)
        try takes.insert(take)
        guard isSubmitted else { return take }
        take.audience = audience
        take.submittedAt = now
        take.review = SelfReview(stored: "The start", otherwise: "", question: "The end?", confidence: 4)
        try takes.submit(take)
        return take
    }
}

struct PracticeStoreTests {
    @Test(arguments: Engine.available)
    func whatIsWrittenIsRead(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (ana, bo) = (try stage.person("Ana", in: [team]), try stage.person("Bo", in: [team]))
            let brief = try stage.brief(owner: bo, team: team)
            #expect(try stage.briefs.find(brief.id) == brief)
            #expect(try stage.briefs.find(ids: [brief.id])[brief.id] == brief)
            let take = try stage.take(of: ana, for: brief, in: team, audience: .team, isSubmitted: true)
            #expect(try stage.takes.find(take.id) == take)
            #expect(try stage.takes.find(clip: take.clip) == take)
            #expect(
                try stage.clips.find(take.clip)?.take
                    == TakeAccess(take: take.id, isSubmitted: true, audience: .team, asked: []))
        }
    }

    @Test(arguments: Engine.available)
    func whoeverSavedFirstWins(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let bo = try stage.person("Bo", in: [team])
            var brief = try stage.brief(owner: bo, team: team)
            brief.version = 2
            brief.content.title = "Another"
            #expect(try stage.briefs.update(brief, expecting: 1))
            #expect(try !stage.briefs.update(brief, expecting: 1))
            try stage.briefs.addVersion(of: brief, by: bo.id, at: stage.now)
            #expect(
                try stage.briefs.versions(of: brief.id, limit: 9).map(\.content.title) == ["Another", "Too expensive"])
            #expect(try stage.briefs.version(1, of: brief.id)?.content.title == "Too expensive")
        }
    }

    @Test(arguments: Engine.available)
    func briefsAreListedByTeamAndState(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (one, two) = (try stage.team("One"), try stage.team("Two"))
            let bo = try stage.person("Bo", in: [one, two])
            let first = try stage.brief("first", owner: bo, team: one)
            let second = try stage.brief("second", owner: bo, team: one)
            let other = try stage.brief("other", owner: bo, team: two)
            try stage.brief("draft", owner: bo, team: one, state: .draft)
            #expect(try stage.briefs.list(.published, of: [one.id], limit: 9).map(\.id) == [second.id, first.id])
            #expect(try stage.briefs.list(.published, of: nil, limit: 9).map(\.id) == [other.id, second.id, first.id])
            #expect(try stage.briefs.list(.published, of: [], limit: 9).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func takesOfOnePersonAreFoundAmongManyOfOthers(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let (ana, bo) = (try stage.person("Ana", in: [team]), try stage.person("Bo", in: [team]))
            let brief = try stage.brief(owner: bo, team: team)
            let take = try stage.take(of: ana, for: brief, in: team, audience: .team, isSubmitted: true)
            for _ in 1...3 { try stage.take(of: bo, for: brief, in: team, audience: .team, isSubmitted: true) }
            let draft = try stage.take(of: ana, for: brief, in: team)
            let (maker, other) = (Actor(person: ana, teams: [team.id]), Actor(person: bo, teams: [team.id]))
            #expect(try stage.takes.list(of: brief.id, by: ana.id, visibleTo: other, limit: 2).map(\.id) == [take.id])
            #expect(
                try stage.takes.list(of: brief.id, by: ana.id, visibleTo: maker, limit: 2).map(\.id)
                    == [draft.id, take.id])
        }
    }

    /// Characters that are made of four code points each: what may be written can be kept.
    @Test(arguments: Engine.available)
    func theLongestWordsThereMayBeAreKept(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let ana = try stage.person("Ana", in: [team])
            let brief = try stage.brief(String(repeating: "x", count: 120), owner: ana, team: team)
            func long(_ count: Int) -> String {
                String(repeating: "e\u{301}\u{302}\u{303}", count: count)
            }
            let clip = try stage.clip("long", owner: ana, team: team, state: .draft)
            let review = try SelfReview(
                worked: long(1000), otherwise: long(1000), question: String(repeating: "x", count: 500))
            let take = Take(
                id: stage.world.id(), brief: brief.id, briefVersion: 1, person: ana.id, clip: clip.id,
                text: try Take.checkedText(long(10_000)), review: review, createdAt: stage.now)
            try stage.takes.insert(take)
            #expect(try stage.takes.find(take.id) == take)
        }
    }

    /// `Permission` in Swift and in SQL say the same about every caller and every take.
    @Test(arguments: Engine.available)
    func whatMaySeeATakeIsTheSameInTheQuery(engine: Engine) async throws {
        try await engine.onStage { stage in
            let (team, elsewhere) = (try stage.team("A"), try stage.team("B"))
            let maker = try stage.person("Maker", in: [team])
            var callers = [Actor(person: maker, teams: [team.id])]
            for (role, joined) in [
                (Role.rep, team), (.performer, team), (.manager, team), (.rep, elsewhere), (.manager, elsewhere),
                (.admin, elsewhere),
            ] { callers.append(try stage.actor("\(role)", role: role, in: [joined])) }
            let asked = callers[4].person
            let brief = try stage.brief(owner: maker, team: team)
            for audience in TakeAudience.allCases {
                for isSubmitted in [false, true] {
                    let take = try stage.take(
                        of: maker, for: brief, in: team, audience: audience, isSubmitted: isSubmitted)
                    let ask = FeedbackAsk(
                        id: stage.world.id(), clip: take.clip, asker: maker.id, note: "", createdAt: stage.now)
                    try stage.asks.insert(ask)
                    try stage.asks.insert(
                        FeedbackTurn(
                            id: stage.world.id(), ask: ask.id, person: asked.id, why: .named, routedAt: stage.now))
                    let clip = try #require(try stage.clips.find(take.clip))
                    for caller in callers {
                        let isSeen = Permission.allows(Permission.ClipAction.see, for: caller, on: clip.access)
                        #expect(try (stage.clips.find(take.clip, visibleTo: caller) != nil) == isSeen)
                        #expect(
                            try stage.takes.list(of: brief.id, visibleTo: caller, limit: 99).contains(take) == isSeen)
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func aTakeIsInNoListAndInNobodyElsesTrash(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let maker = try stage.person("Maker", in: [team])
            let manager = try stage.actor("Manager", role: .manager, in: [team])
            let brief = try stage.brief(owner: maker, team: team)
            let take = try stage.take(of: maker, for: brief, in: team, audience: .team, isSubmitted: true)
            let actor = Actor(person: maker, teams: [team.id])
            for caller in [actor, manager] {
                #expect(try stage.clips.list(ClipFilter(), visibleTo: caller, cursor: nil, limit: 9).items.isEmpty)
                #expect(try stage.clips.counts(visibleTo: caller).states.isEmpty)
                #expect(try stage.clips.untagged(for: caller, limit: 9).isEmpty)
            }
            var clip = try #require(try stage.clips.find(take.clip))
            clip.state = .trashed
            clip.stateBeforeTrash = .draft
            clip.trashedAt = stage.now
            #expect(try stage.clips.update(clip, expecting: clip.version))
            #expect(try stage.clips.trash(of: actor).map(\.id) == [clip.id])
            #expect(try stage.clips.trash(of: manager).isEmpty)
            #expect(try stage.takes.list(of: maker.id, limit: 9).isEmpty)
        }
    }
}
