import Database
import Domain
import Rehearsal
import Services
import Testing

struct WatchTests {
    private static func report(
        _ range: Range<Int>, player: String = "player_a", number: Int = 1, isVisible: Bool = true
    ) throws -> PlayReport {
        try PlayReport(
            player: ID(player), number: number,
            intervals: [
                PlayedInterval(
                    start: range.lowerBound, end: range.upperBound, isVisible: isVisible, at: 0, wall: range.count)
            ])
    }

    @Test func reportSentTwiceCountsOnceAndTwoDevicesAddUp() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let watches = stage.services.watches
            for _ in 0..<2 { try await watches.report(try Self.report(0..<30_000), of: clip, by: cast.peer) }
            try await watches.report(
                try Self.report(20_000..<48_000, player: "player_b"), position: 48_000, of: clip, by: cast.peer)
            let own = try await watches.own(clip, by: cast.peer)
            #expect(own.percent == 80)
            #expect(own.total?.playedMilliseconds == 58_000)
            #expect(own.total?.watchedAt(80) == stage.world.now)
            #expect(try await stage.services.clips.show(clip, by: cast.peer).resumeMilliseconds == 48_000)
        }
    }

    @Test func hiddenTabIsStoredAndDoesNotCount() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await stage.services.watches.report(
                try Self.report(0..<60_000, isVisible: false), of: clip, by: cast.peer)
            let own = try await stage.services.watches.own(clip, by: cast.peer)
            #expect(own.percent == 0)
            #expect(own.total?.openedAt == stage.world.now)
        }
    }

    @Test func refusedReportChangesNothing() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let watches = stage.services.watches
            let past = try Self.report(50_000..<90_000)
            #expect(
                try await refusal { try await watches.report(past, position: 9000, of: clip, by: cast.peer) }?.status
                    == 422)
            #expect(try await watches.own(clip, by: cast.peer).total == nil)
            #expect(try await stage.services.clips.show(clip, by: cast.peer).resumeMilliseconds == nil)
            // The number was not used up by it.
            try await watches.report(try Self.report(50_000..<60_000), of: clip, by: cast.peer)
            #expect(try await watches.own(clip, by: cast.peer).total?.once.milliseconds == 10_000)
        }
    }

    @Test func whoeverMayNotSeeTheClipCannotWatchIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let report = try Self.report(0..<1000)
            #expect(
                try await refusal { try await stage.services.watches.report(report, of: clip, by: cast.outsider) }?
                    .status == 404)
        }
    }

    @Test func heatMapComesWithTheFifthPersonWhoIsNotTheOwner() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, visibility: .library)
            let watches = stage.services.watches
            for actor in [cast.owner, cast.peer, cast.performer, cast.manager, cast.outsider] {
                try await watches.report(try Self.report(0..<30_000), of: clip, by: actor)
            }
            #expect(try await watches.heat(of: clip, by: cast.owner).seconds.isEmpty)
            try await watches.report(try Self.report(0..<10_000), of: clip, by: cast.otherManager)
            let heat = try await watches.heat(of: clip, by: cast.owner)
            #expect(heat.people == 5)
            #expect(heat.seconds[9].watched == 5)
            #expect(heat.seconds[29].watched == 4)
            #expect(try await refusal { try await watches.heat(of: clip, by: cast.peer) }?.status == 403)
        }
    }

    @Test func reportsThatComeTogetherAreAllKept() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    let report = try Self.report(number * 1000..<number * 1000 + 1000, number: number)
                    group.addTask { try await stage.services.watches.report(report, of: clip, by: cast.peer) }
                }
                try await group.waitForAll()
            }
            #expect(try await stage.services.watches.own(clip, by: cast.peer).percent == 100)
        }
    }

    @Test func oldReportsAreMergedAndNothingThatIsSaidOfThemChanges() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let watches = stage.services.watches
            let set = try await stage.services.sets.create(
                try SetHead(title: "Price"),
                items: [
                    try NewSetItem(kind: .clip, subject: clip.text),
                    try NewSetItem(kind: .moment, subject: clip.text, start: 10_000, end: 40_000),
                ], by: cast.performer
            ).set.id
            let given = try await stage.services.assignments.assign(
                try NewAssignment(
                    set: set, audience: .people, people: [cast.peer.person.id],
                    dueOn: stage.world.now.day.advanced(byDays: 3), repeatMonths: 1, today: stage.world.now.day),
                by: cast.manager
            ).given.id
            for number in 1...12 {
                try await watches.report(
                    try Self.report((number - 1) * 5000..<number * 5000, number: number, isVisible: number != 2),
                    of: clip,
                    by: cast.peer)
                stage.world.advance(seconds: 5)
            }
            // The second round, begun by going over all of it once more.
            stage.go(days: 40, hour: 9)
            try await stage.services.assignments.tend()
            try await watches.report(try Self.report(0..<60_000, player: "player_b"), of: clip, by: cast.peer)
            func said() async throws -> [String] {
                let own = try #require(try await watches.own(clip, by: cast.peer).total)
                let turns = try await stage.services.assignments.show(given, by: cast.manager).turns
                let heat = try await watches.heat(of: clip, by: cast.owner)
                return [
                    own.once.text, own.twice.text, own.markText, "\(turns.map(\.state))",
                    "\(turns.map { $0.progress.done })", "\(heat)",
                ]
            }
            let before = try await said()
            #expect(try await watches.mergeOld() == 0)
            stage.world.advance(days: 91)
            #expect(try await watches.mergeOld() == 2)
            #expect(try await watches.mergeOld() == 0)
            let after = try await said()
            #expect(after == before)
            let rows = try await stage.database.read {
                try $0.rows("SELECT player, intervals FROM watch ORDER BY reported_at").map {
                    try "\($0.text("player")) \($0.text("intervals"))"
                }
            }
            // What was hidden is gone, and so is how the rest was played.
            #expect(
                rows == ["merged 0,5000,1000,5,0,5000 10000,60000,1000,5,0,50000", "merged 0,60000,1000,5,0,60000"])
        }
    }
}
