import Domain
import Testing

struct RecallHabitTests {
    @Test func aHoldIsFromTheOneDayToTheOther() {
        var habit = RecallHabit.usual
        let day = Day(daysSince1970: 20_000)
        habit.holdFrom = day
        habit.holdUntil = day.advanced(byDays: 2)
        #expect(!habit.isHeld(on: day.advanced(byDays: -1)))
        #expect(habit.isHeld(on: day))
        #expect(habit.isHeld(on: day.advanced(byDays: 2)))
        #expect(!habit.isHeld(on: day.advanced(byDays: 3)))
    }

    @Test func whatCannotBeIsRefused() {
        var habit = RecallHabit.usual
        habit.cuesPerDay = 0
        habit.minutesPerDay = 61
        habit.quietDays = Set(Weekday.allCases)
        habit.holdFrom = Day(daysSince1970: 10)
        #expect(throws: Problem.self) { try habit.check() }
        #expect(throws: Never.self) { try RecallHabit.usual.check() }
    }

    @Test func aMemoryIsItsPersonsAndTheirManagers() {
        let now = Instant(milliseconds: 0)
        func actor(_ role: Role, _ team: String) -> Actor {
            Actor(
                person: Person(id: ID("person_\(role)_\(team)"), name: "x", email: "x", role: role, createdAt: now),
                teams: [ID(team)])
        }
        func status(_ actor: Actor) -> Int {
            do {
                try Permission.requireMemory(of: ID("person_rep_A"), teams: [ID("A")], for: actor)
                return 200
            } catch let problem as Problem { return problem.status } catch { return 0 }
        }
        #expect(status(actor(.rep, "A")) == 200)
        #expect(status(actor(.manager, "A")) == 200)
        #expect(status(actor(.admin, "B")) == 200)
        #expect(status(actor(.performer, "A")) == 403)
        #expect(status(actor(.rep, "B")) == 404)
        #expect(status(actor(.performer, "B")) == 404)
        #expect(status(actor(.manager, "B")) == 404)
    }
}
