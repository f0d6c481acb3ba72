import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// What one node changes the other follows. Needs PostgreSQL: on SQLite there is one process.
@Suite(.enabled(if: TestPostgres.address != nil))
struct FollowerTests {
    @Test func aClipPublishedOnOneNodeIsFoundOnTheOther() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana", role: .manager)
            let clip = try await nodes.draft("The purple elephant", of: ana)
            _ = try await nodes.one.clips.publish(clip, by: ana)
            #expect(try await nodes.found("elephant", on: nodes.one, by: ana) == [clip])

            try await nodes.two.follower.follow()

            #expect(try await nodes.found("elephant", on: nodes.two, by: ana) == [clip])
            _ = try await nodes.one.clips.retire(clip, by: ana)
            try await nodes.two.follower.follow()
            #expect(try await nodes.found("elephant", on: nodes.two, by: ana).isEmpty)
        }
    }

    @Test func aNodeIsToldAtOnce() async throws {
        let databases = try await TestPostgres.open(nodes: ["node_1", "node_2"])
        try await Migrator(Migrations.all, world: TestWorld().world).migrate(databases[0])
        // The first time it begins to listen.
        try await databases[1].awaitNews(milliseconds: 10)
        async let heard: Void = databases[1].awaitNews(milliseconds: 60_000)
        for number in 0..<200 {
            try await databases[0].write { connection in
                try NodeChangeStore(connection).append(
                    "live", "\(number)", by: "node_1", at: Instant(milliseconds: 0))
            }
        }
        try await heard
        for database in databases { await database.close() }
    }

    @Test func theListsOfOneNodeAreThoseOfTheOther() async throws {
        try await TwoNodes.open { nodes in
            _ = try await nodes.two.taxonomy.taxonomy()
            var changes = TermChanges()
            changes.label = "Elephants in the room"
            let machine = try await nodes.machine
            let term = try await nodes.one.taxonomy.add(kind: .objection, changes, by: machine)

            try await nodes.two.follower.follow()

            #expect(try await nodes.two.taxonomy.taxonomy().terms.contains { $0.id == term.id })
        }
    }

    @Test func openPagesOnBothNodesHearOfAChange() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana", role: .manager)
            let ben = try await nodes.person("Ben")
            let clip = try await nodes.draft("The purple elephant", of: ana)
            let pages = [await nodes.two.live.subscribe(ana), await nodes.two.live.subscribe(ben)]
            try await nodes.two.follower.follow()

            _ = try await nodes.one.clips.publish(clip, by: ana)
            try await nodes.two.follower.follow()
            await nodes.two.live.finish()

            for page in pages {
                let heard = await page.reduce(into: [String]()) { $0.append($1.what) }
                #expect(heard == ["published"])
            }
        }
    }

    @Test func whoeverSignsOutOnOneNodeIsSignedOutOnTheOther() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana")
            let new = try await nodes.one.sessions.signIn(
                email: ana.person.email, password: Stage.password, network: "home", device: "phone")
            #expect(try await nodes.two.sessions.find(secret: new.secret) != nil)
            let page = await nodes.two.live.subscribe(ana)
            try await nodes.two.follower.follow()

            try await nodes.one.sessions.signOut(new.session.id, by: ana)

            #expect(try await nodes.two.sessions.find(secret: new.secret) == nil)
            try await nodes.two.follower.follow()
            // The stream has ended, so this does.
            #expect(await page.reduce(0) { count, _ in count + 1 } == 0)
        }
    }

    @Test func ratesOfOneNodeCountOnTheOther() async throws {
        try await TwoNodes.open { nodes in
            let (told, feed) = AsyncStream.makeStream(of: [String: Double].self)
            nodes.two.follower.hearRates { feed.yield($0) }
            await nodes.one.node?.tellRates(["lookup person_1": 7])

            try await nodes.two.follower.follow()
            feed.finish()

            #expect(await told.reduce(into: []) { $0.append($1) } == [["lookup person_1": 7]])
        }
    }

    @Test func bothNodesHaveOneSecretKey() async throws {
        try await TwoNodes.open { nodes in
            let first = try await nodes.one.settings.sharedKey(suggested: "a")
            #expect(try await nodes.two.settings.sharedKey(suggested: "b") == first)
        }
    }

    @Test func whatIsDueIsDoneByOneNode() async throws {
        try await TwoNodes.open { nodes in
            await nodes.one.housekeeper.doWhatIsDue()
            await nodes.two.housekeeper.doWhatIsDue()
            let by = try await nodes.database.read { connection in
                try connection.rows("SELECT ran_by FROM recurring_work").map { try $0.text("ran_by") }
            }
            #expect(Set(by) == ["node_1"])
        }
    }

    @Test func twoNodesThatStartAtOnceMakeTheSchemaOnce() async throws {
        let databases = try await TestPostgres.open(nodes: ["node_1", "node_2", "node_3"])
        let world = TestWorld()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for database in databases {
                group.addTask { _ = try await Migrator(Migrations.all, world: world.world).migrate(database) }
            }
            try await group.waitForAll()
        }
        let count = try await databases[0].read { try $0.count("SELECT COUNT(*) FROM schema_migration") }
        #expect(count == Migrations.all.count)
        for database in databases { await database.close() }
    }
}
