import Domain
import Rehearsal
import Store
import Testing

struct SetStoreTests {
    private static func set(on stage: Stage, _ items: [SetItem] = [], title: String = "Price") throws -> ReviewSet {
        let team = try stage.team("Team \(stage.world.id(Team.self))")
        let owner = try stage.person(in: [team])
        let set = ReviewSet(
            id: stage.world.id(), team: team.id, owner: owner.id,
            content: SetContent(
                title: title, summary: "", threshold: 80, goal: .watched, retention: 0.95, items: items),
            createdAt: stage.now, updatedAt: stage.now)
        try SetStore(stage.connection).insert(set)
        return set
    }

    private static let items = [
        SetItem(id: ID("item_b"), kind: .moment, subject: "clip_1", start: 0, end: 900, note: "Listen"),
        SetItem(id: ID("item_a"), kind: .cue, subject: "cue_1"),
        SetItem(id: ID("item_c"), kind: .clip, subject: "clip_gone"),
    ]

    @Test(arguments: Engine.available, awkwardTexts.filter { !$0.isEmpty })
    func setComesBackInItsOrder(engine: Engine, title: String) async throws {
        try await engine.onStage { stage in
            let set = try Self.set(on: stage, Self.items, title: title)
            #expect(try SetStore(stage.connection).find(set.id) == set)
        }
    }

    @Test(arguments: Engine.available)
    func onlyTheVersionThatWasSeenIsReplaced(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = SetStore(stage.connection)
            var set = try Self.set(on: stage, Self.items)
            set.version = 2
            set.content.items.reverse()
            #expect(try store.update(set, expecting: 1))
            #expect(try !store.update(set, expecting: 1))
            #expect(try store.find(set.id)?.content.items.map(\.id.text) == ["item_c", "item_a", "item_b"])
        }
    }

    @Test(arguments: Engine.available)
    func versionsAreKeptWhole(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = SetStore(stage.connection)
            let set = try Self.set(on: stage, Self.items)
            try store.addVersion(of: set, by: set.owner, at: stage.now)
            #expect(try store.version(1, of: set.id)?.content == set.content)
            #expect(try store.versions(of: set.id, limit: 5).map(\.number) == [1])
            #expect(try store.version(2, of: set.id) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func listsShowOnlyOnesOwnTeams(engine: Engine) async throws {
        try await engine.onStage { stage in
            let store = SetStore(stage.connection)
            let set = try Self.set(on: stage)
            let owner = Actor(
                person: Person(id: set.owner, name: "A", email: "a@b.c", role: .rep, createdAt: stage.now),
                teams: [set.team])
            let other = try stage.actor("Other")
            #expect(try store.list(templates: false, owner: nil, visibleTo: owner, limit: 9).map(\.id) == [set.id])
            #expect(try store.list(templates: true, owner: nil, visibleTo: owner, limit: 9).isEmpty)
            #expect(try store.list(templates: false, owner: nil, visibleTo: other, limit: 9).isEmpty)
        }
    }
}
