import Database
import Domain
import Rehearsal
import Store
import Testing

struct TeamStoreTests {
    @Test(arguments: Engine.available)
    func teamIsFoundByIdAndByName(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team("North & 'South' 🎧")
            #expect(try stage.teams.find(team.id) == team)
            #expect(try stage.teams.find(name: team.name) == team)
            #expect(try stage.teams.find(name: "West") == nil)
            #expect(try stage.teams.list() == [team])
        }
    }

    @Test(arguments: Engine.available)
    func nameOfAnotherTeamIsAConflictWhenAddedAndWhenRenamed(engine: Engine) async throws {
        try await engine.onStage { stage in
            try stage.team("North")
            let south = try stage.team("South")
            #expect(stage.problemCode { try stage.team("North") } == "team_taken")
            #expect(stage.problemCode { try stage.teams.rename(south.id, to: "North") } == "team_taken")
            try stage.teams.rename(south.id, to: "West")
            #expect(try stage.teams.find(south.id)?.name == "West")
        }
    }

    @Test(arguments: Engine.available)
    func joiningTwiceIsJoiningOnce(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let person = try stage.person(in: [team])
            try stage.teams.add(person.id, to: team.id, at: stage.now)
            #expect(try stage.teams.members(of: team.id) == [person])
            #expect(try stage.teams.teams(of: person.id) == [team.id])
        }
    }

    @Test(arguments: Engine.available)
    func setMembersLeavesExactlyThoseAndTheirDateOfJoining(engine: Engine) async throws {
        try await engine.onStage { stage in
            let team = try stage.team()
            let other = try stage.team("Other")
            let stays = try stage.person("Ana", in: [team])
            let leaves = try stage.person("Bo", in: [team, other])
            let joins = try stage.person("Cy")
            let joinedAt = stage.now
            stage.world.advance(seconds: 60)
            try stage.teams.setMembers(of: team.id, to: [stays.id, joins.id], at: stage.now)
            #expect(try stage.teams.members(of: team.id) == [stays, joins])
            #expect(try stage.teams.teams(of: leaves.id) == [other.id])
            let kept = try stage.connection.row("SELECT joined_at FROM team_member WHERE person_id = \(stays.id)")
            #expect(try kept?.instant("joined_at") == joinedAt)
            try stage.teams.setMembers(of: team.id, to: [], at: stage.now)
            #expect(try stage.teams.members(of: team.id).isEmpty)
        }
    }
}
