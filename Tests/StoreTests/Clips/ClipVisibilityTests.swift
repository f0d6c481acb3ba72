import Domain
import Rehearsal
import Store
import Testing

/// SQL and `Permission` are one policy written twice; here they are held against each other.
struct ClipVisibilityTests {
    /// Every kind of clip there can be: two teams, two owners, all states and visibilities, with and without a notice.
    private static func allClips(_ stage: Stage, teams: [Team], owners: [Person]) throws -> [Clip] {
        var clips: [Clip] = []
        for state in ClipState.allCases {
            for visibility in Visibility.allCases {
                for (team, owner) in [(teams[0], owners[0]), (teams[1], owners[1]), (teams[1], owners[0])] {
                    for notice in [nil, stage.notice(by: owner), stage.notice(by: owner, withdrawnAt: stage.now)] {
                        clips.append(
                            try stage.clip(owner: owner, team: team, state: state, visibility: visibility) {
                                $0.notice = notice
                            })
                    }
                }
            }
        }
        return clips
    }

    private static func allActors(teams: [Team], people: [Person]) -> [Actor] {
        let memberships: [Set<ID<Team>>] = [[], [teams[0].id], [teams[1].id], Set(teams.map(\.id))]
        return people.flatMap { person in
            Role.allCases.flatMap { role in
                memberships.map { joined in
                    var played = person
                    played.role = role
                    return Actor(person: played, teams: joined)
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func listShowsExactlyWhatThePolicyAllowsToSee(engine: Engine) async throws {
        try await engine.onStage { stage in
            let teams = [try stage.team("A"), try stage.team("B")]
            let people = [try stage.person("Ana"), try stage.person("Bo"), try stage.person("Cy")]
            let clips = try Self.allClips(stage, teams: teams, owners: people)
            for actor in Self.allActors(teams: teams, people: people) {
                let allowed = Set(
                    clips.filter { Permission.allows(.see, for: actor, on: $0.access) }.map(\.id))
                let page = try stage.clips.list(ClipFilter(), visibleTo: actor, cursor: nil, limit: 1000)
                #expect(Set(page.items.map(\.id)) == allowed, "\(actor.person.role) \(actor.person.name)")
                #expect(page.total == allowed.count)
                let counted = try stage.clips.counts(visibleTo: actor).states.values.reduce(0, +)
                #expect(counted == allowed.count)
            }
        }
    }

    @Test(arguments: Engine.available)
    func findingManyLeavesOutTheInvisibleAndKeepsTheOrder(engine: Engine) async throws {
        try await engine.onStage { stage in
            let teams = [try stage.team("A"), try stage.team("B")]
            let people = [try stage.person("Ana"), try stage.person("Bo"), try stage.person("Cy")]
            let clips = try Self.allClips(stage, teams: teams, owners: people)
            let asked = clips.map(\.id).reversed() + [ID("clip_nobodys")]
            for actor in Self.allActors(teams: teams, people: people) {
                let allowed = clips.reversed().filter { Permission.allows(.see, for: actor, on: $0.access) }.map(\.id)
                let found = try stage.clips.find(ids: asked, visibleTo: actor).map(\.id)
                #expect(found == allowed, "\(actor.person.role) \(actor.person.name)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func trashShowsExactlyWhatThePolicyAllowsToRestore(engine: Engine) async throws {
        try await engine.onStage { stage in
            let teams = [try stage.team("A"), try stage.team("B")]
            let people = [try stage.person("Ana"), try stage.person("Bo"), try stage.person("Cy")]
            let clips = try Self.allClips(stage, teams: teams, owners: people)
            for actor in Self.allActors(teams: teams, people: people) {
                let allowed = Set(
                    clips.filter { Permission.allows(.restore, for: actor, on: $0.access) }.map(\.id))
                #expect(Set(try stage.clips.trash(of: actor).map(\.id)) == allowed)
            }
        }
    }

    @Test(arguments: Engine.available, [1, 2, 3] as [UInt64])
    func findAgreesWithThePolicyForDrawnClipsAndActors(engine: Engine, seed: UInt64) async throws {
        try await engine.onStage { stage in
            var dice = Dice(seed: seed)
            let teams = try (0..<4).map { try stage.team("Team \($0)") }
            let people = try (0..<5).map { try stage.person("Person \($0)") }
            for _ in 0..<150 {
                let isWithdrawn = Int.random(in: 0..<5, using: &dice) == 0
                guard let team = teams.randomElement(using: &dice), let owner = people.randomElement(using: &dice),
                    let state = ClipState.allCases.randomElement(using: &dice),
                    let visibility = Visibility.allCases.randomElement(using: &dice),
                    var person = people.randomElement(using: &dice),
                    let role = Role.allCases.randomElement(using: &dice)
                else { continue }
                let notice = stage.notice(by: owner, withdrawnAt: isWithdrawn ? stage.now : nil)
                let clip = try stage.clip(owner: owner, team: team, state: state, visibility: visibility) {
                    $0.notice = notice
                }
                person.role = role
                let joined = teams.filter { _ in Bool.random(using: &dice) }.map(\.id)
                let actor = Actor(person: person, teams: Set(joined))
                let sees = Permission.allows(.see, for: actor, on: clip.access)
                #expect((try stage.clips.find(clip.id, visibleTo: actor) != nil) == sees, "\(clip.access) \(actor)")
                let restores = Permission.allows(.restore, for: actor, on: clip.access)
                #expect((try stage.clips.findTrashed(clip.id, for: actor) != nil) == restores)
            }
        }
    }
}
