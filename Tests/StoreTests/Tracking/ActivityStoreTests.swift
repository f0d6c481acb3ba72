import Database
import Domain
import Rehearsal
import Store
import Testing

struct ActivityStoreTests {
    private static let start = Instant(milliseconds: 0)

    private static func lookup(by person: Person, isMiss: Bool, _ stage: Stage) throws {
        try stage.lookups.insert(
            LookupRecord(
                id: stage.world.id(), person: person.id, text: "price", stage: nil, objection: nil, persona: nil,
                hits: 0,
                bestClip: nil, isMiss: isMiss, tookMicroseconds: 900, createdAt: stage.now))
    }

    @Test(arguments: Engine.available)
    func lookupsAreCountedByDayWithTheirMisses(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = ActivityStore(stage.connection)
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let first = stage.now.day
            try Self.lookup(by: ana, isMiss: true, stage)
            try Self.lookup(by: bo, isMiss: false, stage)
            stage.world.advance(seconds: 2 * 86_400)
            let later = stage.now
            try Self.lookup(by: ana, isMiss: false, stage)

            let all = try store.lookups(since: Self.start, teams: nil).sorted { $0.day < $1.day }
            #expect(all == [DayTotal(day: first, total: 2, part: 1), DayTotal(day: later.day, total: 1)])
            #expect(try store.lookups(since: later, teams: nil).map(\.total) == [1])
            #expect(try store.peopleLookingUp(since: Self.start, teams: nil) == 2)
            #expect(try store.peopleLookingUp(since: later, teams: nil) == 1)
        }
    }

    @Test(arguments: Engine.available)
    func lookupsOfOtherTeamsDoNotCount(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = ActivityStore(stage.connection)
            let north = try stage.team("North")
            let south = try stage.team("South")
            try Self.lookup(by: stage.person("Ana", in: [north, south]), isMiss: true, stage)
            try Self.lookup(by: stage.person("Bo", in: [south]), isMiss: true, stage)

            #expect(try store.lookups(since: Self.start, teams: [north.id]).map(\.total) == [1])
            #expect(try store.lookups(since: Self.start, teams: [north.id, south.id]).map(\.total) == [2])
            #expect(try store.peopleLookingUp(since: Self.start, teams: []) == 0)
        }
    }

    @Test(arguments: Engine.available)
    func jobsCountOnTheDayTheyEnded(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            for (state, ended) in [(JobState.done, true), (.failed, true), (.waiting, false)] {
                try stage.jobs.insert(
                    JobRecord(
                        id: stage.world.id(), name: "clip.probe", payload: "{}", clip: clip.id, person: nil,
                        state: state,
                        attempts: 1, deaths: 0, runAt: stage.now, progressPercent: 0, lastError: nil,
                        createdAt: stage.now,
                        finishedAt: ended ? stage.now : nil))
            }

            #expect(
                try ActivityStore(stage.connection).jobs(since: Self.start)
                    == [DayTotal(day: stage.now.day, total: 2, part: 1)])
        }
    }

    @Test(arguments: Engine.available)
    func keptFilesAddUpFromBeforeThePeriod(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = ActivityStore(stage.connection)
            #expect(try store.storage(before: stage.now) == 0)
            _ = try stage.blob("a", bytes: 5_000_000_000)
            stage.world.advance(seconds: 86_400)
            let start = stage.now
            _ = try stage.blob("b", bytes: 7)
            _ = try stage.blob("c", bytes: 8)

            #expect(try store.storage(before: start) == 5_000_000_000)
            #expect(try store.storage(since: start) == [DayTotal(day: start.day, total: 15, part: 2)])
        }
    }
}
