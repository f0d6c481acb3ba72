import Domain
import Rehearsal
import Store
import Testing

struct SessionStoreTests {
    /// Sessions of `person`, each last seen one second after the one before.
    private static func sessions(_ count: Int, of person: Person, _ stage: Stage) throws -> [Session] {
        try (0..<count).map { _ in
            stage.world.advance(seconds: 1)
            let id = stage.world.id(Session.self)
            let session = Session(
                id: id, person: person.id, createdAt: stage.now, lastSeenAt: stage.now, device: "Firefox, Linux")
            try stage.sessions.insert(session, secretHash: "hash of \(id)")
            return session
        }
    }

    @Test(arguments: Engine.available)
    func sessionIsFoundByItsHashWithThePersonAndTeamsOfThisMoment(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            var person = try stage.person(in: [team])
            let session = try Self.sessions(1, of: person, stage)[0]
            person.role = .manager
            try stage.people.update(person)
            let found = try stage.sessions.find(secretHash: "hash of \(session.id)")
            #expect(found?.session == session)
            #expect(found?.person == person)
            #expect(found?.teams == [team.id])
            #expect(found?.confirmedAt == session.createdAt)
            #expect(try stage.sessions.find(secretHash: "another") == nil)
        }
    }

    @Test(arguments: Engine.available)
    func replacedSecretEndsTheOldOne(engine: Engine) async throws {
        try await engine.onStage { stage in
            let session = try Self.sessions(1, of: stage.person(), stage)[0]
            try stage.sessions.replaceSecret(of: session.id, with: "new")
            #expect(try stage.sessions.find(secretHash: "hash of \(session.id)") == nil)
            #expect(try stage.sessions.find(secretHash: "new")?.session.id == session.id)
        }
    }

    @Test(arguments: Engine.available)
    func touchAndConfirmMoveTheirOwnTimesOnly(engine: Engine) async throws {
        try await engine.onStage { stage in
            let session = try Self.sessions(1, of: stage.person(), stage)[0]
            let later = stage.now.advanced(bySeconds: 60)
            let latest = stage.now.advanced(bySeconds: 90)
            try stage.sessions.touch(session.id, at: later)
            try stage.sessions.confirm(session.id, at: latest)
            let found = try stage.sessions.find(secretHash: "hash of \(session.id)")
            #expect(found?.session.createdAt == session.createdAt)
            #expect(found?.session.lastSeenAt == later)
            #expect(found?.confirmedAt == latest)
        }
    }

    @Test(arguments: Engine.available)
    func sessionOfSomeoneElseCannotBeEnded(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let session = try Self.sessions(1, of: ana, stage)[0]
            #expect(try !stage.sessions.delete(session.id, of: bo.id))
            #expect(try stage.sessions.delete(session.id, of: ana.id))
            #expect(try !stage.sessions.delete(session.id, of: ana.id))
        }
    }

    @Test(arguments: Engine.available)
    func endingAllSparesTheOneThatIsKeptAndOtherPeoples(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let bo = try stage.person("Bo")
            let sessions = try Self.sessions(3, of: ana, stage)
            let others = try Self.sessions(1, of: bo, stage)
            #expect(try stage.sessions.deleteAll(of: ana.id, except: sessions[1].id) == 2)
            #expect(try stage.sessions.list(of: ana.id) == [sessions[1]])
            #expect(try stage.sessions.deleteAll(of: ana.id, except: nil) == 1)
            #expect(try stage.sessions.list(of: bo.id) == others)
        }
    }

    @Test(arguments: Engine.available)
    func onlyTheLatestUsedStayWhenThereAreTooMany(engine: Engine) async throws {
        try await engine.onStage { stage in
            let ana = try stage.person("Ana")
            let others = try Self.sessions(1, of: stage.person("Bo"), stage)
            let sessions = try Self.sessions(5, of: ana, stage)
            stage.world.advance(seconds: 1)
            try stage.sessions.touch(sessions[0].id, at: stage.now)
            #expect(try stage.sessions.deleteOldest(of: ana.id, keeping: 2) == 3)
            #expect(try stage.sessions.list(of: ana.id).map(\.id) == [sessions[0].id, sessions[4].id])
            #expect(try stage.sessions.deleteOldest(of: ana.id, keeping: 2) == 0)
            #expect(try stage.sessions.list(of: others[0].person) == others)
        }
    }

    @Test(arguments: Engine.available)
    func idleAndOldSessionsExpire(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person()
            let start = stage.now
            let old = try Self.sessions(1, of: person, stage)[0]
            let idle = try Self.sessions(1, of: person, stage)[0]
            let fresh = try Self.sessions(1, of: person, stage)[0]
            let now = start.advanced(bySeconds: 1000)
            try stage.sessions.touch(old.id, at: now)
            try stage.sessions.touch(fresh.id, at: now)
            let ended = try stage.sessions.deleteExpired(
                idleBefore: now, createdBefore: old.createdAt.advanced(byMilliseconds: 1))
            #expect(ended == 2)
            #expect(try stage.sessions.list(of: person.id).map(\.id) == [fresh.id])
            #expect(idle.lastSeenAt < now)
        }
    }
}
