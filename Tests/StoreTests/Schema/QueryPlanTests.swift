import Database
import Domain
import Rehearsal
import Store
import Testing

/// Queries of every request or every second find their rows through an index, as SQLite itself plans them.
struct QueryPlanTests {
    /// Asks for the plan of every query before running it.
    private struct ExplainingConnection: Connection {
        final class Plans {
            var lines: [String] = []
        }

        let inner: any Connection
        let plans = Plans()

        var dialect: Dialect { inner.dialect }

        func rows(_ sql: SQL) throws -> [Row] {
            plans.lines += try inner.rows("EXPLAIN QUERY PLAN " + sql).map { try $0.text("detail") }
            return try inner.rows(sql)
        }

        func run(_ sql: SQL) throws -> Int {
            plans.lines += try inner.rows("EXPLAIN QUERY PLAN " + sql).map { try $0.text("detail") }
            return try inner.run(sql)
        }
    }

    private static func plan(
        _ body: @escaping @Sendable (Stage) throws -> Void
    ) async throws -> [String] {
        let world = TestWorld()
        let database = try await TestDatabases.make(.sqlite, world: world)
        return try await database.write { connection in
            let explaining = ExplainingConnection(inner: connection)
            try body(Stage(connection: explaining, world: world))
            return explaining.plans.lines
        }
    }

    /// Steps that read a whole table; reading one in the order of an index stops at the page's end.
    private static func fullScans(_ plan: [String]) -> [String] {
        plan.filter { $0.hasPrefix("SCAN") && !$0.contains("USING INDEX") && !$0.contains("USING COVERING INDEX") }
    }

    @Test func sessionIsFoundByItsHash() async throws {
        let plan = try await Self.plan { _ = try $0.sessions.find(secretHash: "hash") }
        #expect(plan.contains { $0.hasPrefix("SEARCH session USING INDEX") && $0.contains("secret_hash=?") })
    }

    @Test func ownClipsAreFoundByTheirOwner() async throws {
        let plan = try await Self.plan { stage in
            let actor = Actor(
                person: Person(id: ID("person_a"), name: "A", email: "a@b.c", role: .rep, createdAt: stage.now),
                teams: [ID("team_a")])
            _ = try stage.clips.list(ClipFilter(shelf: .mine), visibleTo: actor, cursor: nil, limit: 20)
        }
        #expect(plan.contains { $0.contains("INDEX clip_owner (owner_id=?") })
        #expect(Self.fullScans(plan).isEmpty)
    }

    @Test func pageOfAllClipsFollowsTheIndexOfTheirOrder() async throws {
        let plan = try await Self.plan { stage in
            let actor = Actor(
                person: Person(id: ID("person_a"), name: "A", email: "a@b.c", role: .admin, createdAt: stage.now),
                teams: [])
            let page = "\(stage.now.milliseconds).clip_a"
            _ = try stage.clips.list(ClipFilter(), visibleTo: actor, cursor: page, limit: 20)
        }
        #expect(plan.contains { $0.contains("clip USING INDEX clip_created") })
        #expect(!plan.contains { $0.contains("USE TEMP B-TREE FOR ORDER BY") })
    }

    @Test func claimReadsOnlyWaitingJobs() async throws {
        let plan = try await Self.plan { _ = try $0.claim() }
        #expect(plan.contains { $0.contains("SEARCH job USING INDEX job_state (state=?)") }, "\(plan)")
        #expect(Self.fullScans(plan).isEmpty)
    }

    @Test func uploadsAreCountedByPerson() async throws {
        let plan = try await Self.plan { stage in
            _ = try stage.uploads.countUnfinished(of: ID("person_a"))
            _ = try stage.uploads.declaredBytes(of: ID("person_a"))
        }
        #expect(plan.count == 2)
        #expect(plan.allSatisfy { $0.contains("INDEX upload_person (person_id=?)") })
    }

    @Test func clipIsReadWithAllItsPartsByKeys() async throws {
        let plan = try await Self.plan { stage in _ = try stage.clips.find(stage.anyClip().id) }
        #expect(Self.fullScans(plan).isEmpty)
    }

    @Test func lastEventIsFoundWithoutReadingTheAudit() async throws {
        let plan = try await Self.plan { stage in
            _ = try stage.events.append(Event("a.b", actor: nil), id: stage.world.id(), at: stage.now)
            _ = try stage.events.list(object: "clip_a", limit: 9)
        }
        #expect(Self.fullScans(plan).isEmpty)
        #expect(!plan.contains { $0.contains("USE TEMP B-TREE") })
    }

    @Test func everyReferenceCanBeFollowedBackWhenAClipIsDeleted() async throws {
        let plan = try await Self.plan { stage in try stage.clips.delete(stage.anyClip().id) }
        #expect(Self.fullScans(plan).isEmpty)
    }

    @Test func feedbackOnAClipIsFoundThroughItsIndexes() async throws {
        let plan = try await Self.plan { stage in
            let thread: ID<FeedbackThread> = ID("thread_a")
            _ = try stage.feedback.list(of: ID("clip_a"), visibleTo: ID("person_a"), after: nil, limit: 20)
            _ = try stage.feedback.counts(of: ID("clip_a"), visibleTo: ID("person_a"))
            _ = try stage.comments.list(of: thread, limit: 200)
            _ = try stage.comments.counts(of: [thread])
        }
        #expect(Self.fullScans(plan).isEmpty, "\(plan)")
        #expect(plan.contains { $0.contains("INDEX comment_thread") })
    }

    @Test func whatIsUnreadIsCountedFromItsOwnIndex() async throws {
        let plan = try await Self.plan { _ = try $0.news.countUnread(of: ID("person_a")) }
        #expect(plan.contains { $0.contains("INDEX person_news_unread (person_id=?)") }, "\(plan)")
    }
}
