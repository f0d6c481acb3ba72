import Database
import Domain
import Rehearsal
import Store
import Testing

struct RequestStoreTests {
    @discardableResult
    private static func request(
        _ text: String = "Do you work on the moon?", by asker: Person, team: Team?, _ stage: Stage,
        state: RequestState = .open
    ) throws -> RecordingRequest {
        stage.world.advance(seconds: 1)
        let request = RecordingRequest(
            id: stage.world.id(), text: text, stage: nil, objection: nil, team: team?.id, state: state,
            createdAt: stage.now, updatedAt: stage.now)
        try stage.requests.insert(request, words: ["moon", "work"])
        try stage.requests.addAsker(RequestAsker(person: asker.id, note: "", askedAt: stage.now), to: request.id)
        return request
    }

    private static func turn(_ person: Person, on request: RecordingRequest, _ stage: Stage) throws {
        try stage.requests.addTurn(
            RequestTurn(
                id: stage.world.id(), person: person.id, state: .waiting, reason: "", routedAt: stage.now, endedAt: nil),
            to: request.id)
    }

    @Test(arguments: Engine.available, awkwardTexts.filter { !$0.isEmpty })
    func whatIsWrittenIsRead(engine: Engine, text: String) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let ana = try stage.person("Ana", in: [team])
            let request = try Self.request(text, by: ana, team: team, stage)
            #expect(try stage.requests.find(request.id) == request)
            try stage.requests.addAsker(RequestAsker(person: ana.id, note: text, askedAt: stage.now), to: request.id)
            #expect(try stage.requests.askers(of: [request.id])[request.id]?.map(\.note) == [text])
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
            var accesses: [ID<RecordingRequest>: RequestAccess] = [:]
            for number in 0..<24 {
                let asker = actors[number % actors.count].person
                let asked = actors[(number * 7 + 3) % actors.count].person
                let team: Team? = number % 3 == 2 ? nil : teams[number % 3]
                let request = try Self.request(by: asker, team: team, stage)
                if number.isMultiple(of: 2) { try Self.turn(asked, on: request, stage) }
                accesses[request.id] = RequestAccess(
                    team: team?.id, state: .open, askers: [asker.id], asked: number.isMultiple(of: 2) ? [asked.id] : [],
                    waiting: [])
            }
            for actor in actors {
                let listed = Set(try stage.requests.list(.open, visibleTo: actor, limit: 200).map(\.id))
                let allowed = Set(accesses.filter { Permission.allows(.see, for: actor, on: $0.value) }.keys)
                #expect(listed == allowed, "\(actor.person.role) of \(actor.teams.count) teams")
                #expect(Set(try stage.requests.alive(visibleTo: actor).map(\.request.id)) == allowed)
            }
        }
    }

    @Test(arguments: Engine.available)
    func listsAreByScopeLatestChangeFirst(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let ana = try stage.actor("Ana", in: [team])
            let bo = try stage.actor("Bo", in: [team])
            let open = try Self.request("open", by: ana.person, team: team, stage)
            let answered = try Self.request("answered", by: bo.person, team: team, stage, state: .answered)
            try Self.request("closed", by: bo.person, team: team, stage, state: .closed)
            let newer = try Self.request("newer", by: bo.person, team: team, stage)
            try Self.turn(ana.person, on: newer, stage)
            #expect(try stage.requests.list(.open, visibleTo: ana, limit: 9).map(\.id) == [newer.id, open.id])
            #expect(try stage.requests.list(.mine, visibleTo: ana, limit: 9).map(\.id) == [open.id])
            #expect(try stage.requests.list(.forMe, visibleTo: ana, limit: 9).map(\.id) == [newer.id])
            #expect(try stage.requests.list(.answered, visibleTo: ana, limit: 9).map(\.id) == [answered.id])
            try stage.requests.endTurn(of: ana.person.id, on: newer.id, as: .declined, reason: "away", at: stage.now)
            #expect(try stage.requests.list(.forMe, visibleTo: ana, limit: 9).isEmpty)
            #expect(try stage.requests.list(.open, visibleTo: ana, limit: 1).map(\.id) == [newer.id])
        }
    }

    @Test(arguments: Engine.available)
    func turnsOfTheLastDaysAreCounted(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let start = stage.now
            for _ in 0..<2 {
                try Self.turn(ana, on: try Self.request(by: try stage.person("Bo"), team: nil, stage), stage)
            }
            #expect(try stage.requests.turnCounts(since: start, among: [ana.id]) == [ana.id: 2])
            #expect(try stage.requests.turnCounts(since: stage.now, among: [ana.id]).isEmpty)
            #expect(try stage.requests.budgets(among: [ana.id]).isEmpty)
            try stage.requests.setBudget(5, of: ana.id, at: stage.now)
            try stage.requests.setBudget(0, of: ana.id, at: stage.now)
            #expect(try stage.requests.budgets(among: [ana.id]) == [ana.id: 0])
        }
    }

    @Test(arguments: Engine.available)
    func nearClipsAreThoseOneMaySeeWithTheirUse(engine: Engine) async throws {
        try await engine.onStage { stage in
            let price = try stage.term(.objection, "Price")
            let team = try stage.team("North")
            let other = try stage.team("South")
            let viewer = try stage.actor("Ana", in: [team])
            let speaker = try stage.person("Speaker", in: [team])
            let owner = try stage.person("Owner", in: [team])
            let spoken = try stage.clip(owner: owner, team: team, visibility: .team) {
                $0.details.objection = price.id
                $0.details.speakers = [ClipSpeaker(name: "Speaker", person: speaker.id), ClipSpeaker(name: "A guest")]
            }
            try stage.clip(owner: owner, team: team, visibility: .team) { $0.details.objection = price.id }
            try stage.clip(owner: owner, team: other, visibility: .team) { $0.details.objection = price.id }
            try stage.clip(owner: owner, team: team, state: .draft) { $0.details.objection = price.id }
            let record = LookupRecord(
                id: stage.world.id(), person: viewer.person.id, text: "price", stage: nil, objection: nil, persona: nil,
                hits: 1, bestClip: nil, isMiss: false, tookMicroseconds: 1, createdAt: stage.now)
            try stage.lookups.insert(record)
            try stage.uses.add(.kept, of: spoken.id, in: record.id, at: stage.now)
            try stage.uses.add(.played, of: spoken.id, in: record.id, at: stage.now)
            let before = stage.now.advanced(bySeconds: -1)
            let found = try NearbyPeopleStore(stage.connection).clips(
                objection: price.id, stage: nil, visibleTo: viewer, usedSince: before)
            let expected: Set = [
                NearbyPeopleStore.NearClip(
                    person: speaker.id, hasObjection: true, hasStage: false, played: 1, kept: 1, helped: 0),
                NearbyPeopleStore.NearClip(
                    person: owner.id, hasObjection: true, hasStage: false, played: 0, kept: 0, helped: 0),
            ]
            // Somebody else's team clip is invisible here, but its owner's own one is not: two rows for two people.
            #expect(Set(found) == expected)
            #expect(found.count == 2)
            let later = try NearbyPeopleStore(stage.connection).clips(
                objection: price.id, stage: nil, visibleTo: viewer, usedSince: stage.now)
            #expect(later.allSatisfy { $0.kept == 0 && $0.played == 0 })
        }
    }
}
