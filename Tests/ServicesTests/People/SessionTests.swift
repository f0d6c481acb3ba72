import Domain
import Rehearsal
import Services
import Testing

/// How long a session lives and what ends it.
struct SessionTests {
    @Test func everyChangeOfRightsEndsTheSession() async throws {
        try await Stage.open { stage in
            let id = try await stage.personWithPassword().person.id
            let people = stage.services.people
            let machine = try await stage.machine
            let changes: [@Sendable () async throws -> Void] = [
                { _ = try await people.changeRole(of: id, to: .performer, by: machine) },
                { _ = try await people.endSessions(of: id, by: machine) },
                { _ = try await people.deactivate(id, by: machine) },
            ]
            for change in changes {
                let session = try await open(stage)
                #expect(try await stage.services.sessions.find(secret: session.secret) != nil)
                try await change()
                #expect(try await stage.services.sessions.find(secret: session.secret) == nil)
            }
        }
    }

    @Test func aSessionSeesTheTeamsOfThisMoment() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let session = try await open(stage)
            let team = try await stage.services.teams.create(name: "B", by: stage.machine)
            try await stage.services.teams.setMembers([ana.person.id], of: team.id, by: stage.machine)
            let found = try await stage.services.sessions.find(secret: session.secret)
            #expect(found?.actor.teams.contains(team.id) == true)
        }
    }

    @Test(arguments: [(Role.rep, Int64(12 * 3600)), (.admin, 3600)])
    func anIdleSessionEndsAndOneInUseGoesOn(role: Role, seconds: Int64) async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword(role: role)
            let session = try await open(stage)
            for _ in 0..<3 {
                stage.world.advance(seconds: seconds - 1)
                #expect(try await stage.services.sessions.find(secret: session.secret) != nil)
            }
            stage.world.advance(seconds: seconds)
            #expect(try await stage.services.sessions.find(secret: session.secret) == nil)
        }
    }

    @Test func noSessionOutlivesTwoWeeksHoweverBusy() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            let session = try await open(stage)
            for _ in 0..<(14 * 4 - 1) {
                stage.world.advance(seconds: 6 * 3600)
                #expect(try await stage.services.sessions.find(secret: session.secret) != nil)
            }
            stage.world.advance(seconds: 6 * 3600)
            #expect(try await stage.services.sessions.find(secret: session.secret) == nil)
        }
    }

    @Test func onlyTwentySessionsOfAPersonStay() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let first = try await open(stage)
            for _ in 0..<20 {
                stage.world.advance(seconds: 10)
                _ = try await open(stage)
            }
            #expect(try await stage.services.sessions.list(by: ana).count == 20)
            #expect(try await stage.services.sessions.find(secret: first.secret) == nil)
        }
    }

    @Test func someoneElsesSessionIsNotFound() async throws {
        try await Stage.open { stage in
            _ = try await stage.personWithPassword()
            let other = try await stage.person("Ben")
            let session = try await open(stage)
            let problem = try await refusal { try await stage.services.sessions.end(session.session.id, by: other) }
            #expect(problem == .notFound)
            #expect(try await stage.services.sessions.find(secret: session.secret) != nil)
        }
    }

    @Test func confirmingChangesTheSecret() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            let session = try await open(stage)
            stage.world.advance(seconds: 50)
            let fresh = try await stage.services.sessions.confirm(
                password: Stage.password, network: "192.0.2.1", session: session.session.id, by: ana)
            #expect(try await stage.services.sessions.find(secret: session.secret) == nil)
            #expect(try await stage.services.sessions.find(secret: fresh)?.confirmedAt == stage.world.now)
        }
    }

    @Test func sweepingTakesOnlySessionsNobodyCanUse() async throws {
        try await Stage.open { stage in
            let ana = try await stage.personWithPassword()
            _ = try await open(stage)
            stage.world.advance(seconds: 12 * 3600 + 1)
            let used = try await open(stage)
            try await stage.services.sessions.sweep()
            #expect(try await stage.services.sessions.list(by: ana).map(\.id) == [used.session.id])
        }
    }

    private func open(_ stage: Stage) async throws -> SessionService.NewSession {
        try await stage.services.sessions.signIn(
            email: "ana@example.com", password: Stage.password, network: "192.0.2.1", device: "Firefox")
    }
}
