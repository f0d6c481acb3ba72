import Domain
import Rehearsal
import Testing

/// Replays, skips, speed, hidden tabs and two devices at once, against a model that goes second by second through what a
/// person really sees.
struct WatchTotalTests {
    private static let start = Instant(milliseconds: 1_790_000_000_000)

    /// One player that is driven at random; it knows by itself which milliseconds were seen how often.
    private struct Player {
        let id: Int
        var place = 0
        var rate = 1000
        var isVisible = true
        var isMuted = false
        var isFocused = true
        var clock = 0
        var reports: [PlayReport] = []
        private var pending: [PlayedInterval] = []

        init(id: Int) {
            self.id = id
        }

        mutating func step(_ dice: inout Dice, length: Int, seen: inout [Int]) throws {
            switch Int.random(in: 0..<8, using: &dice) {
            case 0: place = Int.random(in: 0..<length, using: &dice)
            case 1: rate = [500, 1000, 1250, 2000].randomElement(using: &dice) ?? 1000
            case 2: isVisible.toggle()
            case 3: isMuted.toggle()
            case 4: isFocused.toggle()
            case 5: clock += Int.random(in: 0..<60_000, using: &dice)
            default: play(Int.random(in: 1..<8000, using: &dice), length: length, seen: &seen)
            }
            if Int.random(in: 0..<3, using: &dice) == 0 { try report() }
        }

        private mutating func play(_ wall: Int, length: Int, seen: inout [Int]) {
            let end = min(length, place + wall * rate / 1000)
            guard end > place else { return }
            pending.append(
                PlayedInterval(
                    start: place, end: end, rate: rate, isVisible: isVisible, isMuted: isMuted, isFocused: isFocused,
                    at: clock, wall: wall))
            if isVisible && (isFocused || !isMuted) { for index in place..<end { seen[index] += 1 } }
            clock += wall
            place = end
        }

        mutating func report() throws {
            reports.append(
                try PlayReport(player: ID("player_\(id)"), number: reports.count, intervals: pending))
            pending = []
        }
    }

    @Test(arguments: 0..<150)
    func totalIsWhatWasSeenHoweverItWasPlayed(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let length = Int.random(in: 2000..<40_000, using: &dice)
        var seen = Array(repeating: 0, count: length)
        var players = [Player(id: 1), Player(id: 2), Player(id: 3)]
        for _ in 0..<80 {
            let index = Int.random(in: 0..<players.count, using: &dice)
            try players[index].step(&dice, length: length, seen: &seen)
        }
        for index in players.indices { try players[index].report() }

        // In any order, and whatever the wall clocks of the devices say: they are not asked.
        var total = WatchTotal(openedAt: Self.start)
        for report in players.flatMap(\.reports).shuffled(using: &dice) {
            total.add(try report.within(length).intervals, length: length, at: Self.start)
        }

        #expect(total.once.milliseconds == seen.count { $0 > 0 })
        #expect(total.twice.milliseconds == seen.count { $0 > 1 })
        #expect(total.playedMilliseconds == seen.reduce(0, +))
        #expect(Set(total.once.spans.flatMap { $0 }) == Set(seen.indices.filter { seen[$0] > 0 }))
    }

    @Test func jumpingToTheLastSecondIsNotWatching() throws {
        var total = WatchTotal(openedAt: Self.start)
        let end = PlayedInterval(start: 59_000, end: 60_000, at: 0, wall: 1000)
        total.add([end], length: 60_000, at: Self.start)
        #expect(total.percent(of: 60_000) == 1)
        #expect(total.watchedAt(80) == nil)
    }

    @Test func thresholdIsReachedWhenItIsReachedAndNotLater() {
        var total = WatchTotal(openedAt: Self.start)
        for part in 0..<10 {
            let interval = PlayedInterval(start: part * 6000, end: part * 6000 + 6000, at: 0, wall: 6000)
            total.add([interval], length: 60_000, at: Self.start.advanced(bySeconds: Int64(part)))
        }
        #expect(total.watchedAt(80) == Self.start.advanced(bySeconds: 7))
        #expect(total.watchedAt(100) == Self.start.advanced(bySeconds: 9))
        #expect(WatchTotal.marks(text: total.markText) == total.marks)
    }

    @Test func twiceTheSpeedWatchesTheSameInHalfTheTime() throws {
        let interval = PlayedInterval(start: 0, end: 60_000, rate: 2000, at: 0, wall: 30_000)
        let report = try PlayReport(player: ID("player_1"), number: 1, intervals: [interval])
        var total = WatchTotal(openedAt: Self.start)
        total.add(try report.within(60_000).intervals, length: 60_000, at: Self.start)
        #expect(total.percent(of: 60_000) == 100)
    }
}
