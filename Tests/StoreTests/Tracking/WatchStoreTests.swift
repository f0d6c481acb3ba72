import Domain
import Rehearsal
import Store
import Testing

struct WatchStoreTests {
    private static func report(_ player: String, _ number: Int, _ range: Range<Int>) throws -> PlayReport {
        try PlayReport(
            player: ID(player), number: number,
            intervals: [PlayedInterval(start: range.lowerBound, end: range.upperBound, at: 0, wall: range.count)])
    }

    @Test(arguments: Engine.available)
    func sameReportOfAPlayerIsTakenOnce(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let watches = WatchStore(stage.connection)
            let report = try Self.report("player_a", 1, 0..<5000)
            #expect(try watches.insert(report, of: clip.id, by: clip.owner, at: stage.now))
            #expect(try !watches.insert(report, of: clip.id, by: clip.owner, at: stage.now))
            let other = try stage.person().id
            #expect(try watches.insert(report, of: clip.id, by: other, at: stage.now))
            let next = try Self.report("player_b", 1, 0..<5000)
            #expect(try watches.insert(next, of: clip.id, by: clip.owner, at: stage.now))
        }
    }

    @Test(arguments: Engine.available)
    func totalsComeBackAsTheyWereStored(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let person = try stage.person().id
            let watches = WatchStore(stage.connection)
            var total = WatchTotal(openedAt: stage.now)
            try watches.setTotal(total, of: clip.id, by: person)
            stage.world.advance(seconds: 5)
            total.add(try Self.report("player_a", 1, 0..<5000).intervals, length: 10_000, at: stage.now)
            total.add(try Self.report("player_a", 2, 3000..<4000).intervals, length: 10_000, at: stage.now)
            try watches.setTotal(total, of: clip.id, by: person)
            #expect(try watches.total(of: clip.id, by: person) == total)
            #expect(try watches.totals(of: clip.id, except: person).isEmpty)
            #expect(try watches.totals(of: clip.id, except: clip.owner) == [total])
            #expect(try watches.totals(of: [clip.id], by: [person]) == [person: [clip.id: total]])
            #expect(try watches.totals(by: person, limit: 5).map(\.total) == [total])
        }
    }

    @Test(arguments: Engine.available)
    func whatWasPlayedSinceADayIsMergedFromTheReports(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let person = try stage.person().id
            let watches = WatchStore(stage.connection)
            _ = try watches.insert(try Self.report("player_a", 1, 0..<5000), of: clip.id, by: person, at: stage.now)
            stage.world.advance(days: 1)
            let day = stage.now
            _ = try watches.insert(try Self.report("player_a", 2, 4000..<6000), of: clip.id, by: person, at: day)
            _ = try watches.insert(try Self.report("player_a", 3, 5000..<7000), of: clip.id, by: person, at: day)
            let total = try watches.total(of: clip.id, by: person, since: day, length: 10_000)
            #expect(total?.once.spans == [4000..<7000])
            #expect(total?.openedAt == day)
            let later = day.advanced(bySeconds: 1)
            #expect(try watches.total(of: clip.id, by: person, since: later, length: 10_000) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func oldReportsAreMergedHourByHour(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let watches = WatchStore(stage.connection)
            for number in 1...3 {
                let report = try Self.report("player_a", number, (number * 1000)..<(number * 1000 + 1500))
                _ = try watches.insert(report, of: clip.id, by: clip.owner, at: stage.now)
                stage.world.advance(seconds: number == 2 ? 3600 : 1)
            }
            stage.world.advance(days: 1)
            let hours = try watches.hours(before: stage.now, atMost: 10)
            #expect(hours.count == 2 && hours.map(\.number) == hours.map(\.number).sorted())
            for hour in hours { try watches.merge(hour) }
            #expect(try watches.hours(before: stage.now, atMost: 10).isEmpty)
            let start = Instant(milliseconds: 0)
            let total = try watches.total(of: clip.id, by: clip.owner, since: start, length: 10_000)
            #expect(total?.once.spans == [1000..<4500])
        }
    }

    @Test(arguments: Engine.available)
    func rungsReachedElsewhereAndCallsMakeALadder(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.anyClip()
            let person = try stage.person().id
            let rungs = RungStore(stage.connection)
            let first = stage.now
            try rungs.reach(.recalled, with: "cue_a", by: person, at: first)
            stage.world.advance(days: 1)
            try rungs.reach(.recalled, with: "cue_a", by: person, at: stage.now)
            try PackReportStore(stage.connection).set(
                PackReport(clip: clip.id, objection: nil, cameUp: true, helped: nil, at: stage.now), by: person,
                id: stage.world.id())
            let subjects = ["cue_a", clip.id.text, "brief_none"]
            let all = try rungs.ladders(of: subjects, by: [person], since: first)
            #expect(all[person]?["cue_a"]?[.recalled] == first)
            #expect(all[person]?[clip.id.text]?[.used] == stage.now)
            let again = try rungs.ladders(of: subjects, by: [person], since: stage.now)
            #expect(again[person]?["cue_a"]?[.recalled] == stage.now)
        }
    }
}
