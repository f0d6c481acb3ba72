import Domain
import Testing

struct AssignmentTests {
    private static let today = Day(year: 2026, month: 11, day: 26)

    private static func turn(due: Day?, excuse: String? = nil, extendedTo: Day? = nil) -> AssignmentTurn {
        AssignmentTurn(
            id: ID("given_1"), assignment: ID("assignment_1"), person: ID("person_1"), round: 1, startsOn: today,
            dueOn: due, extendedTo: extendedTo, excuse: excuse)
    }

    private static func progress(_ ladder: Ladder = Ladder()) -> SetProgress {
        let item = SetItem(id: ID("item_1"), kind: .clip, subject: "clip_1")
        return SetProgress([(item, ItemProgress(ladder: ladder, goal: .watched))])
    }

    private static func state(_ turn: AssignmentTurn, _ ladder: Ladder, doneOn: Day? = nil, today: Day)
        -> AssignmentState
    {
        AssignmentState(turn, progress(ladder), doneOn: doneOn, today: today)
    }

    @Test func stateFollowsTheCalendar() {
        let due = Self.today.advanced(byDays: 2)
        let begun = Ladder([.opened: Instant(milliseconds: 1)])
        let turn = Self.turn(due: due)
        #expect(Self.state(turn, Ladder(), today: Self.today.advanced(byDays: -1)) == .planned)
        #expect(Self.state(turn, Ladder(), today: Self.today) == .waiting)
        #expect(Self.state(turn, begun, today: due) == .begun)
        #expect(Self.state(turn, begun, today: due.advanced(byDays: 1)) == .overdue)
        #expect(Self.state(turn, begun, doneOn: due, today: due.advanced(byDays: 9)) == .done)
        #expect(Self.state(turn, begun, doneOn: due.advanced(byDays: 1), today: due.advanced(byDays: 9)) == .late)
        #expect(Self.state(Self.turn(due: due, excuse: "Ill"), begun, today: due.advanced(byDays: 9)) == .excused)
        let extended = Self.turn(due: due, extendedTo: due.advanced(byDays: 9))
        #expect(Self.state(extended, begun, today: due.advanced(byDays: 9)) == .begun)
    }

    @Test func nextRoundHasAsManyDays() {
        let turn = Self.turn(due: Self.today.advanced(byDays: 7)).next(ID("given_2"), afterMonths: 6)
        #expect(turn.round == 2)
        #expect(turn.startsOn.description == "2027-05-26")
        #expect(turn.dueOn?.description == "2027-06-02")
    }

    @Test func everyFieldIsCheckedAtOnce() {
        let fields = refusedFields {
            try NewAssignment(
                set: ID("set_1"), audience: .people, goal: .used, dueOn: Self.today.advanced(byDays: -1),
                repeatMonths: 0, note: String(repeating: "x", count: 501), today: Self.today)
        }
        #expect(fields == ["people", "goal", "due_on", "due_on", "repeat_months", "note"])
        #expect(refusedFields { try NewAssignment(set: ID("set_1"), audience: .role, today: Self.today) } == ["role"])
    }

    @Test func performersKnowOfAPageTheyMayNotReadAndOthersDoNot() {
        let team = ID<Team>("team_a")
        func status(_ role: Role, _ teams: Set<ID<Team>>, id: String = "person_x") -> Int? {
            let person = Person(
                id: ID(id), name: "X", email: "x@example.com", role: role, createdAt: Instant(milliseconds: 0))
            let actor = Actor(person: person, teams: teams)
            return refusal { try Permission.requireActivity(of: ID("person_1"), in: [team], for: actor) }?.status
        }
        #expect(status(.rep, [team], id: "person_1") == nil)
        #expect(status(.manager, [team]) == nil)
        #expect(status(.admin, []) == nil)
        #expect(status(.rep, [team]) == 404)
        #expect(status(.performer, [team]) == 403)
        #expect(status(.manager, [ID("team_b")]) == 404)
    }
}
