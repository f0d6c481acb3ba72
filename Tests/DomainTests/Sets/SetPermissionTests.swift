import Domain
import Testing

struct SetPermissionTests {
    private static let team = ID<Team>("team_a")

    private static func actor(_ role: Role, in teams: Set<ID<Team>>) -> Actor {
        Actor(
            person: Person(
                id: ID("person_x"), name: "X", email: "x@example.com", role: role,
                createdAt: Instant(milliseconds: 0)), teams: teams)
    }

    private static func allowed(_ role: Role, in teams: Set<ID<Team>>, _ set: SetAccess) -> Set<Permission.SetAction> {
        Set(Permission.SetAction.allCases.filter { Permission.allows($0, for: actor(role, in: teams), on: set) })
    }

    @Test func performersBuildAndManagersAssign() {
        let set = SetAccess(team: Self.team)
        #expect(Self.allowed(.rep, in: [Self.team], set) == [.see])
        #expect(Self.allowed(.performer, in: [Self.team], set) == [.see, .edit])
        #expect(Self.allowed(.manager, in: [Self.team], set) == [.see, .edit, .assign])
        #expect(Self.allowed(.admin, in: [], set) == [.see, .edit, .assign])
    }

    @Test(arguments: [Role.rep, .performer, .manager])
    func otherTeamsSeeItOnlyWhenItWasGivenToThem(role: Role) {
        #expect(Self.allowed(role, in: [ID("team_b")], SetAccess(team: Self.team)) == [])
        #expect(Self.allowed(role, in: [ID("team_b")], SetAccess(team: Self.team, isAssigned: true)) == [.see])
    }

    @Test func retiredSetsAreNotAssigned() {
        #expect(
            !Self.allowed(.manager, in: [Self.team], SetAccess(team: Self.team, isRetired: true)).contains(.assign))
    }
}
