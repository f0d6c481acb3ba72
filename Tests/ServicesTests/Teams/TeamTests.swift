import Domain
import Services
import Testing

struct TeamTests {
    @Test func aNameIsTakenOnce() async throws {
        try await Stage.open { stage in
            let machine = try await stage.machine
            _ = try await stage.services.teams.create(name: " North ", by: machine)
            #expect(
                try await refusedCode { try await stage.services.teams.create(name: "North", by: machine) }
                    == "team_taken")
            let south = try await stage.services.teams.create(name: "South", by: machine)
            #expect(
                try await refusedCode { try await stage.services.teams.rename(south.id, to: "North", by: machine) }
                    == "team_taken")
            #expect(try await stage.services.teams.list(by: machine).map(\.team.name) == ["North", "South"])
        }
    }

    @Test func membersAreExactlyThoseThatWereNamed() async throws {
        try await Stage.open { stage in
            let machine = try await stage.machine
            let team = try await stage.services.teams.create(name: "North", by: machine)
            let people = [
                try await stage.person("Ana").person.id, try await stage.person("Ben").person.id,
                try await stage.person("Cora").person.id,
            ]
            try await stage.services.teams.setMembers([people[0], people[1]], of: team.id, by: machine)
            try await stage.services.teams.setMembers([people[1], people[2], people[2]], of: team.id, by: machine)
            let members = try await stage.services.teams.list(by: machine).first?.members
            #expect(members?.map(\.name) == ["Ben", "Cora"])
        }
    }

    @Test func oneUnknownPersonChangesNothing() async throws {
        try await Stage.open { stage in
            let machine = try await stage.machine
            let ana = try await stage.person("Ana", in: "North").person.id
            let team = try #require(try await stage.services.teams.list(by: machine).first?.team.id)
            let problem = try await refusal {
                try await stage.services.teams.setMembers([ana, ID("person_gone")], of: team, by: machine)
            }
            #expect(problem?.errors.map(\.field) == ["members"])
            #expect(try await stage.services.teams.list(by: machine).first?.members.map(\.id) == [ana])
        }
    }

    @Test func managersChangeTheirOwnTeamOnly() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let team = try #require(cast.owner.teams.first)
            let members = [cast.owner.person.id, cast.manager.person.id]
            let teams = stage.services.teams
            try await teams.setMembers(members, of: team, by: cast.manager)
            for actor in [cast.owner, cast.performer, cast.otherManager] {
                #expect(try await refusal { try await teams.setMembers([], of: team, by: actor) }?.status == 403)
            }
            #expect(try await refusal { try await teams.create(name: "C", by: cast.manager) }?.status == 403)
            #expect(try await refusal { try await teams.rename(team, to: "C", by: cast.manager) }?.status == 403)
        }
    }

    @Test func whoLeavesATeamDoesNotSeeItsClipsAnyMore() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let team = try #require(cast.owner.teams.first)
            #expect(try await stage.found("expensive", by: cast.peer) == [clip])
            try await stage.services.teams.setMembers([cast.owner.person.id], of: team, by: cast.admin)
            let left = try await stage.actor(cast.peer.person.id)
            #expect(try await refusal { try await stage.services.clips.show(clip, by: left) } == .notFound)
            #expect(try await stage.found("expensive", by: left).isEmpty)
        }
    }
}
