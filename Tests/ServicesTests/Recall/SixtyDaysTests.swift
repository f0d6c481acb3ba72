import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Sixty days of a team of fifty, through the services as they are, the clock moved by hand.
struct SixtyDaysTests {
    private static let people = 50
    private static let days = 60
    private static let cues = 14
    private static let zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"]

    @Test func nobodyIsAskedMoreThanTheyWantAndNothingIsLost() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            var cues: [Cue] = []
            for number in 0..<Self.cues {
                cues.append(
                    try await stage.cue(
                        "Line \(number)", of: cast.owner, objection: number.isMultiple(of: 2) ? "ob.price" : "ob.later")
                )
            }
            let team = try await Self.hire(stage, cues)
            var dice = Dice(seed: 60)
            for day in 0..<Self.days {
                for (number, person) in team.enumerated() where !Self.isAway(number, day) {
                    try await Self.work(person, &dice, stage)
                }
                if day == 30 { try await Self.expectNothingLost(team, stage) }
                stage.world.advance(days: 1)
            }
            try await Self.expectCapsKept(team, stage)
            let machine = try await stage.machine
            let report = try await stage.services.memory.replay(repairs: false, by: machine)
            #expect(report.memories == Self.people * Self.cues)
            #expect(report.answers > 2000)
            #expect(report.differences == [])
        }
    }

    /// Fifty people with caps, zones and grades of their own.
    private static func hire(_ stage: Stage, _ cues: [Cue]) async throws -> [Actor] {
        var team: [Actor] = []
        for number in 0..<people {
            let person = try await stage.person("Rep\(number)", in: "A")
            var habit = RecallHabit.usual
            habit.cuesPerDay = cap(of: number)
            habit.usesFourGrades = number.isMultiple(of: 5)
            habit.zone = try #require(LearnerZone(zones[number % zones.count]))
            try await stage.services.recall.setHabit(habit, by: person)
            for cue in cues { _ = try await stage.services.cues.remember(cue.id, by: person) }
            team.append(person)
        }
        return team
    }

    private static func cap(of number: Int) -> Int { 1 + number % 4 }

    /// Every third person is away for two weeks in the middle.
    private static func isAway(_ number: Int, _ day: Int) -> Bool {
        number % 3 == 1 && (16..<30).contains(day)
    }

    private static func work(_ person: Actor, _ dice: inout Dice, _ stage: Stage) async throws {
        while let next = try await stage.services.recall.next(.due, by: person) {
            let roll = dice.next() % 100
            stage.world.advance(seconds: 1)
            if roll < 8 {
                stage.world.advance(seconds: 4)
                _ = try await stage.services.recall.answer(next, RecallAnswer(text: "", gaveUp: true), by: person)
            } else {
                try await stage.answer(next, roll < 20 ? [1] : [1, 2], after: 8, by: person)
            }
        }
    }

    /// Whoever was away finds all of it, no more a day than they want.
    private static func expectNothingLost(_ team: [Actor], _ stage: Stage) async throws {
        for (number, person) in team.enumerated() where number % 3 == 1 {
            let today = try await stage.services.recall.today(by: person)
            #expect(today.scheduled == cues)
            #expect(today.done + today.waiting <= cap(of: number))
        }
    }

    private static func expectCapsKept(_ team: [Actor], _ stage: Stage) async throws {
        struct Key: Hashable {
            let person: ID<Person>
            let day: Day
        }
        let counts = try await stage.database.read { connection in
            var counts: [Key: Int] = [:]
            try RecallStore(connection).traces { trace in
                if trace.occasion != .retry, trace.corrects == nil {
                    counts[Key(person: trace.person, day: trace.day), default: 0] += 1
                }
            }
            return counts
        }
        let caps = Dictionary(uniqueKeysWithValues: team.enumerated().map { ($1.person.id, cap(of: $0)) })
        for (key, count) in counts { #expect(count <= caps[key.person] ?? 0, "\(key.person) on \(key.day)") }
        let quiet = counts.keys.filter { RecallHabit.usual.isQuiet(on: $0.day) }
        #expect(quiet.isEmpty)
    }
}
