import Domain
import Rehearsal
import Store
import Testing

struct AssignmentStoreTests {
    private static func given(
        on stage: Stage, role: Role? = nil, known: [ID<Person>] = []
    ) throws -> (Assignment, AssignmentTurn) {
        let team = try stage.team("Team \(stage.world.id(Team.self))")
        let owner = try stage.person(in: [team])
        let set = ReviewSet(
            id: stage.world.id(), team: team.id, owner: owner.id,
            content: SetContent(title: "Price", summary: "", threshold: 80, goal: .watched, items: []),
            createdAt: stage.now, updatedAt: stage.now)
        try SetStore(stage.connection).insert(set)
        let today = stage.now.day
        let given = Assignment(
            id: stage.world.id(), set: set.id, team: team.id, giver: owner.id, audience: role == nil ? .team : .role,
            role: role, enrolsJoiners: true, goal: .recalled, threshold: 75, startsOn: today,
            dueOn: today.advanced(byDays: 7), repeatMonths: 6, note: "Zoë's list", createdAt: stage.now)
        let store = AssignmentStore(stage.connection)
        try store.insert(given, known: known)
        let turn = AssignmentTurn(
            id: stage.world.id(), assignment: given.id, person: owner.id, round: 1, startsOn: today,
            dueOn: given.dueOn)
        try store.insert(turn, at: stage.now)
        return (given, turn)
    }

    @Test(arguments: Engine.available)
    func assignmentAndItsTurnsComeBack(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = AssignmentStore(stage.connection)
            let (given, turn) = try Self.given(on: stage)
            #expect(try store.find(given.id) == given)
            #expect(try store.turns(of: [given.id]) == [given.id: [turn]])
            #expect(try store.turns(of: turn.person) == [turn])
            #expect(try store.isGiven(given.set, to: turn.person))
            #expect(try !store.isGiven(given.set, to: stage.person().id))
            #expect(try store.open().map(\.id) == [given.id])
            try store.close(given.id, at: stage.now)
            #expect(try store.open().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func roundIsThereOnceAndCanBeExtendedAndExcused(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = AssignmentStore(stage.connection)
            var (_, turn) = try Self.given(on: stage)
            let again = AssignmentTurn(
                id: stage.world.id(), assignment: turn.assignment, person: turn.person, round: 1,
                startsOn: turn.startsOn, dueOn: nil)
            #expect(try !store.insert(again, at: stage.now))
            turn.extendedTo = turn.startsOn.advanced(byDays: 30)
            turn.extensionReason = "On holiday"
            turn.excuse = "Ill"
            try store.update(turn)
            #expect(try store.turns(of: turn.person) == [turn])
        }
    }

    @Test(arguments: Engine.available)
    func thoseWhoHadTheRoleAreRemembered(engine: Engine) async throws {
        try await engine.onStage { stage in
            let people = [try stage.person().id, try stage.person().id]
            let (given, _) = try Self.given(on: stage, role: .rep, known: people)
            #expect(try AssignmentStore(stage.connection).known(of: given.id) == Set(people))
        }
    }

    @Test(arguments: Engine.available)
    func remindersAndDigestsAreOneADay(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = ReminderStore(stage.connection)
            let (given, turn) = try Self.given(on: stage)
            let day = stage.now.day
            let sender = try stage.person().id
            func remind(_ day: Day) throws -> Bool {
                try store.add(
                    stage.world.id(), of: given.id, to: turn.person, by: sender, on: day, at: stage.now)
            }
            #expect(try remind(day))
            #expect(try !remind(day))
            #expect(try remind(day.advanced(byDays: 1)))
            #expect(try store.reminders(of: turn.person, since: stage.now) == [given.id: sender])
        }
    }

    @Test(arguments: Engine.available)
    func zonesAndFeedsAreReplaced(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = ZoneStore(stage.connection)
            let person = try stage.person().id
            #expect(try store.zone(of: person) == .utc)
            let berlin = try #require(PersonZone("Europe/Berlin"))
            try store.set(.utc, of: person)
            try store.set(berlin, of: person)
            #expect(try store.zone(of: person) == berlin)
            try store.setFeed("first", of: person, at: stage.now)
            try store.setFeed("second", of: person, at: stage.now)
            #expect(try store.person(feed: "first") == nil)
            #expect(try store.person(feed: "second") == person)
            try store.removeFeed(of: person)
            #expect(try store.feedMade(of: person) == nil)
        }
    }
}
