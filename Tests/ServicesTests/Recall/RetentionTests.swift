import Domain
import Rehearsal
import Services
import Testing

/// What a team would recall today.
struct RetentionTests {
    /// People of team A, each with `count` answered cues.
    private static func team(_ people: Int, cues count: Int, _ stage: Stage, _ cast: Stage.Cast) async throws -> [Actor]
    {
        var cues: [Cue] = []
        for number in 0..<count {
            cues.append(
                try await stage.cue(
                    "Line \(number)", of: cast.owner, objection: number.isMultiple(of: 2) ? "ob.price" : "ob.later"))
        }
        var members: [Actor] = []
        for number in 0..<people {
            let person = try await stage.person("Member\(number)", in: "A")
            for cue in cues { _ = try await stage.services.cues.remember(cue.id, by: person) }
            _ = try await stage.answerAll(by: person)
            members.append(person)
        }
        return members
    }

    @Test func aCellIsTheSumOfWhatItsPeopleWouldRecall() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let members = try await Self.team(8, cues: 6, stage, cast)
            stage.world.advance(days: 3)
            let report = try await stage.services.retention.report(by: cast.manager)
            let all = try #require(report.columns.first?.all)
            // Five of six were asked: the cap. What nobody answered counts as scheduled only.
            #expect(all.people == 8)
            #expect(all.scheduled == 48)
            #expect(all.expectation?.count == 40)
            #expect(all.canCompare)
            var sum = 0.0
            for member in members {
                let shown = try await stage.services.memory.show(of: member.person.id, by: member)
                sum += shown.rows.compactMap(\.chance).reduce(0, +)
            }
            #expect(abs((all.expectation?.expected ?? 0) - sum) < 0.001)
            let cells = report.cells.compactMap(\.expectation?.expected).reduce(0, +)
            #expect(abs(cells - sum) < 0.001)
        }
    }

    @Test func whatOthersWroteIsInTheNextReport() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let members = try await Self.team(8, cues: 2, stage, cast)
            stage.world.advance(days: 1)
            // Another process over the same database.
            let ground = Ground(
                database: SharedDatabase(whole: stage.database), world: stage.world.world, logger: Stage.quiet)
            let other = RetentionService(ground: ground, memory: MemoryService(ground: ground))
            func started() async throws -> Int? {
                let (here, there) = (
                    try await stage.services.retention.report(by: cast.manager),
                    try await other.report(by: cast.manager)
                )
                #expect(here.columns.first?.all.expectation == there.columns.first?.all.expectation)
                return there.columns.first?.all.expectation?.count
            }
            #expect(try await started() == 16)
            // Somebody lets go of one, a cue is retired, one comes back.
            let cues = try await stage.services.cues.list(by: cast.owner).map(\.cue)
            stage.world.advance(seconds: 60)
            try await stage.services.cues.letGo(cues[0].id, by: members[0])
            #expect(try await started() == 15)
            stage.world.advance(seconds: 60)
            _ = try await stage.services.cues.setState(.retired, of: cues[1].id, by: cast.owner)
            #expect(try await started() == 7)
            _ = try await stage.services.cues.setState(.active, of: cues[1].id, by: cast.owner)
            #expect(try await started() == 15)
        }
    }

    @Test func fewPeopleAreHiddenAndFewerThanEightNotCompared() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            _ = try await Self.team(4, cues: 2, stage, cast)
            let few = try await stage.services.retention.report(by: cast.manager)
            #expect(few.columns.first?.all.expectation == nil)
            #expect(few.columns.first?.all.people == 4)
            #expect(few.fading.isEmpty)
            // Two started cues say nothing about a person either.
            #expect(few.members.allSatisfy { $0.expectation == nil })
            let fifth = try await stage.person("Fifth", in: "A")
            for cue in try await stage.services.cues.list(by: fifth) {
                _ = try await stage.services.cues.remember(cue.cue.id, by: fifth)
            }
            _ = try await stage.answerAll(by: fifth)
            let shown = try await stage.services.retention.report(by: cast.manager)
            #expect(shown.columns.first?.all.expectation?.count == 10)
            #expect(shown.columns.first?.all.canCompare == false)
            #expect(shown.fading.count == 2)
        }
    }

    @Test func peopleAreListedByNameAndNeverByWhatTheyRecall() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            _ = try await Self.team(5, cues: 2, stage, cast)
            let names = try await stage.services.retention.report(by: cast.manager).members.map(\.person.name)
            #expect(names == names.sorted { $0.lowercased() < $1.lowercased() })
        }
    }

    @Test func onlyManagersOfTheTeamAndAdminsSeeIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            _ = try await Self.team(5, cues: 1, stage, cast)
            let team = try #require(cast.manager.teams.first)
            #expect(try await stage.services.retention.report(team: team, by: cast.manager).columns.count == 1)
            #expect(try await stage.services.retention.report(by: cast.admin).columns.count == 2)
            #expect(try await stage.services.retention.report(by: cast.otherManager).scheduled == 0)
            for (actor, code) in [
                (cast.peer, "forbidden"), (cast.performer, "forbidden"), (cast.otherManager, "not_found"),
            ] {
                #expect(
                    try await refusedCode { try await stage.services.retention.report(team: team, by: actor) } == code)
            }
        }
    }

    @Test func theNextLookSeesWhatWasAnsweredMeanwhile() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let members = try await Self.team(5, cues: 1, stage, cast)
            let before = try await stage.services.retention.report(by: cast.manager)
            let cue = try await stage.cue("One more", of: cast.owner)
            for member in members {
                _ = try await stage.services.cues.remember(cue.id, by: member)
                _ = try await stage.answerAll(by: member)
            }
            let after = try await stage.services.retention.report(by: cast.manager)
            #expect(before.started == 5)
            #expect(after.started == 10)
        }
    }
}
