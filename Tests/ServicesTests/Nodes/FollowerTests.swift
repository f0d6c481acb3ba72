import Database
import Domain
import Foundation
import Logging
import Lookup
import Outbound
import Rehearsal
import Store
import Synchronization
import Testing

@testable import Services

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
        let begin = ContinuousClock.now
        async let heard: Void = databases[1].awaitNews(milliseconds: 60_000)
        for number in 0..<200 {
            try await databases[0].write { connection in
                try NodeChangeStore(connection).append(
                    "live", "\(number)", by: "node_1", at: Instant(milliseconds: 0))
            }
        }
        try await heard
        #expect(begin.duration(to: .now) < .seconds(30))
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

    @Test func theCompanysOwnWordsAreFollowed() async throws {
        try await TwoNodes.open { nodes in
            _ = try await nodes.two.taxonomy.taxonomy()
            var changes = TermChanges()
            changes.label = "Elephantine"
            let term = try await nodes.one.taxonomy.add(kind: .glossary, changes, by: nodes.machine)

            try await nodes.two.follower.follow()

            #expect(try await nodes.two.taxonomy.taxonomy().terms.contains { $0.id == term.id })
        }
    }

    @Test func aTranscriptThatIsPutRightOnOneNodeIsFoundOnTheOther() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana", role: .manager)
            let clip = try await nodes.draft("A call", of: ana)
            _ = try await nodes.one.clips.publish(clip, by: ana)
            try await nodes.two.follower.follow()
            let line = TranscriptLine(startMilliseconds: 0, endMilliseconds: 5000, text: "The purple elephant.")
            let transcript = Transcript(
                revision: 1, source: .machine, language: "en", lines: [line], savedAt: nodes.world.now)
            try await nodes.database.write { try TranscriptStore($0).insert(transcript, clip: clip) }

            try await nodes.two.follower.follow()

            #expect(try await nodes.found("elephant", on: nodes.two, by: ana) == [clip])
        }
    }

    @Test func oneMailADayWhicheverNodeSendsIt() async throws {
        try await TwoNodes.open { nodes in
            let (ana, ben) = (try await nodes.person("Ana", role: .manager), try await nodes.person("Ben"))
            let clip = try await nodes.draft("The purple elephant", of: ana)
            _ = try await nodes.one.clips.publish(clip, by: ana)
            _ = try await nodes.one.feedback.give(try NewFeedback(text: "You paused."), on: clip, by: ben)
            let noon = (nodes.world.now.day.daysSince1970 + 1) * 86_400 + 12 * 3600
            nodes.world.advance(seconds: noon - nodes.world.now.milliseconds / 1000)
            let pigeon = Pigeon()

            try await withThrowingTaskGroup(of: Void.self) { group in
                for digests in nodes.digests(pigeon) { group.addTask { try await digests.send() } }
                try await group.waitForAll()
            }

            #expect(pigeon.carried.withLock { $0.map(\.to) } == [ana.person.email])
        }
    }

    @Test func vectorsThatOneNodeHadMadeAreThoseOfTheOther() async throws {
        try await LocalServer.open({ Self.vectors(for: $0) }) { server in
            let target = try #require(OutboundTarget("http://127.0.0.1:\(server.port)/v1/embeddings"))
            let rules = OutboundRules(listed: [try #require(OutboundRules.Place("127.0.0.1:\(server.port)"))])
            let client = OutboundClient(rules: rules) { 0 }
            let place = EmbeddingsProvider.Place(target: target, model: "tiny-1")
            try await TwoNodes.open(embeddings: { EmbeddingsProvider(place, client: client, world: $0) }) { nodes in
                let ana = try await nodes.person("Ana", role: .manager)
                let clip = try await nodes.draft("A call", of: ana)
                let line = TranscriptLine(startMilliseconds: 0, endMilliseconds: 9000, text: "The fee was far above.")
                let transcript = Transcript(
                    revision: 1, source: .machine, language: "en", lines: [line], savedAt: nodes.world.now)
                try await nodes.database.write { try TranscriptStore($0).insert(transcript, clip: clip) }
                _ = try await nodes.one.clips.publish(clip, by: ana)

                // The other node takes the job before it has followed anything.
                var turns = JobTurns()
                while try await nodes.two.worker.runNext(in: .provided, &turns) {}
                try await nodes.one.follower.follow()

                for node in [nodes.one, nodes.two] {
                    let index = try #require(node.indexing.provided).indexing.index
                    #expect(index.clipCount == 1 && index.clipsWithoutMeaning().isEmpty)
                }
                #expect(nodes.two.indexing.provided?.state == .ready)
                #expect(try await nodes.one.indexing.provided?.learn() == true)
                #expect(nodes.one.indexing.provided?.state == .ready)
            }
            try await client.close()
        }
    }

    private struct Asked: Decodable {
        let input: [String]
    }

    /// What a provider answers: each text's length says where it points.
    private static func vectors(for question: LocalServer.Question) -> LocalServer.Answer? {
        guard let asked = try? JSONDecoder().decode(Asked.self, from: Data(question.body)) else { return nil }
        let entries = asked.input.enumerated().map { number, text in
            let numbers = (0..<64).map { $0 == text.utf8.count % 64 ? "1" : "0.01" }.joined(separator: ",")
            return "{\"index\":\(number),\"embedding\":[\(numbers)]}"
        }
        return LocalServer.Answer(body: Array("{\"data\":[\(entries.joined(separator: ","))]}".utf8))
    }

    @Test func openPagesOnBothNodesHearOfAChange() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana", role: .manager)
            let ben = try await nodes.person("Ben")
            let clip = try await nodes.draft("The purple elephant", of: ana)
            // People who came into a team just now have to ask anew.
            try await nodes.two.follower.follow()
            let pages = [await nodes.two.live.subscribe(ana), await nodes.two.live.subscribe(ben)]

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
            try await nodes.two.follower.follow()
            _ = await nodes.two.live.subscribe(ana)

            try await nodes.one.sessions.signOut(new.session.id, by: ana)

            #expect(try await nodes.two.sessions.find(secret: new.secret) == nil)
            #expect(await nodes.two.live.listeners == 1)
            try await nodes.two.follower.follow()
            #expect(await nodes.two.live.listeners == 0)
        }
    }

    @Test func aDatabaseThatWasPutBackIsFollowedFromThere() async throws {
        try await TwoNodes.open { nodes in
            let ana = try await nodes.person("Ana", role: .manager)
            let clips = [
                try await nodes.draft("The purple elephant", of: ana), try await nodes.draft("The grey mouse", of: ana),
            ]
            _ = try await nodes.one.clips.publish(clips[0], by: ana)
            try await nodes.two.follower.follow()
            try await nodes.database.write { try $0.run("TRUNCATE node_change RESTART IDENTITY") }
            try await nodes.two.follower.follow()

            _ = try await nodes.one.clips.publish(clips[1], by: ana)
            try await nodes.two.follower.follow()

            #expect(try await nodes.found("mouse", on: nodes.two, by: ana) == [clips[1]])
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

    @Test func ratesOfLongAgoCountNowhere() async throws {
        try await TwoNodes.open { nodes in
            let (told, feed) = AsyncStream.makeStream(of: [String: Double].self)
            nodes.two.follower.hearRates { feed.yield($0) }
            try await nodes.two.follower.follow()
            await nodes.one.node?.tellRates(["lookup person_1": 7])
            nodes.world.advance(seconds: 300)

            try await nodes.two.follower.follow()
            feed.finish()

            #expect(await told.reduce(0) { count, _ in count + 1 } == 0)
        }
    }

    @Test func whoAskedIsForgottenAfterAMinute() async throws {
        try await TwoNodes.open { nodes in
            await nodes.one.node?.tellRates(["lookup person_1": 7])
            nodes.world.advance(seconds: 90)
            await nodes.one.node?.tellRates(["lookup person_2": 1])
            try await nodes.one.follower.forgetMoments()
            let kept = try await nodes.database.read { connection in
                try connection.rows("SELECT subject FROM node_change WHERE kind = 'rates'")
                    .map { try $0.text("subject") }
            }
            #expect(kept == [#"{"lookup person_2":1}"#])
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

    @Test func nothingOfWhatIsDueFails() async throws {
        let log = RecordingLog()
        try await TwoNodes.open(logger: log.logger) { nodes in
            _ = try await nodes.draft("The purple elephant", of: try await nodes.person("Ana"))
            nodes.world.advance(days: 100)
            await nodes.one.housekeeper.doWhatIsDue()
        }
        #expect(log.lines.filter { $0.level >= .error }.map { "\($0.metadata)" } == [])
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
