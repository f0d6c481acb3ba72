import Database
import Domain
import Foundation
import Media
import Rehearsal
import Store
import Testing

@testable import Understudy

/// An installation goes from one place to another, and the new place proves that it has everything.
struct MoverTests {
    /// SQLite to SQLite always; to PostgreSQL and back where the tests were told of a server.
    enum Way: CaseIterable, CustomTestStringConvertible {
        case toSQLite, toPostgres, fromPostgres

        static var possible: [Way] { TestPostgres.address == nil ? [.toSQLite] : allCases }

        var testDescription: String { "\(self)" }
    }

    @Test(arguments: Way.possible) func everythingArrives(way: Way) async throws {
        try await Removal.open(way) { removal in
            let hash = try await removal.furnish()
            let report = try await removal.mover().move()

            #expect(report.isComplete, "\(report.differences) \(report.damagedBlobs)")
            #expect(report.blobs == 1 && report.bytes == 5 && report.missingBlobs.isEmpty)
            #expect(try await removal.target.blobs.isIntact(hash))
            #expect(try await removal.source.blobs.size(of: hash) == 5)
            let labels = try await removal.target.database.read { try TermStore($0).list().map(\.label) }
            #expect(Set(labels).isSuperset(of: ["Price", "Cost"]))
            let corrected = try await removal.target.database.read { connection in
                try connection.row("SELECT corrects_id FROM recall WHERE id = 'recall_2'")?.text("corrects_id")
            }
            #expect(corrected == "recall_1")
            // Names that sort before and after what a move writes down itself.
            let settings = try await removal.target.database.read { try SettingStore($0).all() }
            #expect(settings.filter { $0.key != "secret_key" } == ["demo": "1", "organisation": "Zoë & Co"])
        }
    }

    /// Databases order texts by their own rules: by bytes, or as a language does.
    @Test(.enabled(if: TestPostgres.address != nil), arguments: [true, false])
    func theOrderOfTheOldPlaceNeedNotBeThatOfTheNew(isInterrupted: Bool) async throws {
        try await Removal.open(.fromPostgres) { removal in
            _ = try await removal.furnish()
            try await removal.source.database.write { connection in
                try connection.run(
                    """
                    ALTER TABLE term ALTER COLUMN id TYPE text COLLATE "en-x-icu",
                        ALTER COLUMN merged_into TYPE text COLLATE "en-x-icu"
                    """)
                // By bytes the capital one comes first, in English the small one.
                for id in ["ob.C", "ob.d"] {
                    try TermStore(connection).insert(Term(id: ID(id), kind: .objection, label: id, position: 0))
                }
                try connection.run("UPDATE term SET merged_into = 'ob.d' WHERE id = 'ob.C'")
                try connection.run("UPDATE term SET merged_into = 'ob.C' WHERE id = 'ob.b'")
            }
            if isInterrupted {
                let folder = "\(removal.target.folder)/blobs/2c"
                try Data().write(to: URL(fileURLWithPath: folder))
                await #expect(throws: FileFailure.self) { try await removal.mover().move() }
                try FileManager.default.removeItem(atPath: folder)
                // As if it had been stopped between two batches.
                try await removal.target.database.write { connection in
                    try connection.run("UPDATE term SET merged_into = NULL")
                    try connection.run("DELETE FROM term WHERE id IN ('ob.C', 'ob.d')")
                }
            }
            let report = try await removal.mover().move()
            #expect(report.isComplete, "\(report.differences)")
            let merged = try await removal.target.database.read { connection in
                try connection.rows("SELECT merged_into FROM term ORDER BY id").map { try $0.textOrNil("merged_into") }
            }
            #expect(merged == ["ob.d", "ob.b", "ob.C", nil])
        }
    }

    @Test func aPlaceWithSomethingInItIsRefusedAndLeftAlone() async throws {
        try await Removal.open(.toSQLite) { removal in
            _ = try await removal.furnish()
            let now = removal.world.now
            try await removal.target.database.write { connection in
                try TeamStore(connection).insert(Team(id: ID("team_x"), name: "Already here", createdAt: now))
            }
            await #expect(throws: CommandFailed.self) { try await removal.mover().move() }
            let teams = try await removal.target.database.read { try TeamStore($0).list().map(\.name) }
            #expect(teams == ["Already here"])
        }
    }

    @Test func anInterruptedMoveGoesOnWhereItStopped() async throws {
        try await Removal.open(.toSQLite) { removal in
            let hash = try await removal.furnish()
            // A file where a folder has to be made: the blob cannot be put there.
            let folder = "\(removal.target.folder)/blobs/\(hash.text.prefix(2))"
            try Data().write(to: URL(fileURLWithPath: folder))
            await #expect(throws: FileFailure.self) { try await removal.mover().move() }
            try FileManager.default.removeItem(atPath: folder)

            #expect(try await removal.mover().move().isComplete)
        }
    }

    @Test func aMoveThatIsDoneIsNotDoneAgain() async throws {
        try await Removal.open(.toSQLite) { removal in
            _ = try await removal.furnish()
            _ = try await removal.mover().move()
            await #expect(throws: CommandFailed.self) { try await removal.mover().move() }
        }
    }

    @Test func aBlobThatWasMissingBeforeIsNamed() async throws {
        try await Removal.open(.toSQLite) { removal in
            let hash = try await removal.furnish()
            try await removal.source.blobs.delete(hash)
            #expect(try await removal.mover().move().missingBlobs == [hash.text])
        }
    }

    @Test func anUploadThatHasArrivedHasToBecomeAClipFirst() async throws {
        try await Removal.open(.toSQLite) { removal in
            _ = try await removal.furnish()
            let now = removal.world.now
            try await removal.source.database.write { connection in
                try UploadStore(connection).insert(
                    Upload(
                        id: ID("upload_1"), person: ID("person_1"), team: ID("team_1"), fileName: "a", length: 5,
                        offset: 5, createdAt: now, updatedAt: now))
            }
            await #expect(throws: CommandFailed.self) { try await removal.mover().move() }
        }
    }
}

/// Two places and what stands in the first.
struct Removal {
    let world: TestWorld
    let source: Mover.Place
    let target: Mover.Place
    let folder: String

    static func open(_ way: MoverTests.Way, _ body: (Removal) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "removal-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = TestWorld()
        func place(_ name: String, isPostgres: Bool) async throws -> Mover.Place {
            let home = "\(folder)/\(name)"
            try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
            let database: any Database = isPostgres ? try await TestPostgres.open() : try SQLiteDatabase.inMemory()
            try await Migrator(Migrations.all, world: world.world).migrate(database)
            return Mover.Place(
                database: database, blobs: try FolderBlobStore(root: "\(home)/blobs"), folder: home,
                isPostgres: isPostgres)
        }
        let removal = Removal(
            world: world, source: try await place("old", isPostgres: way == .fromPostgres),
            target: try await place("new", isPostgres: way == .toPostgres), folder: folder)
        try await body(removal)
        for place in [removal.source, removal.target] { try await place.database.close() }
    }

    func mover() -> Mover { Mover(source: source, target: target, world: world.world) { _ in } }

    /// Some rows of every shape: flags, numbers, bytes, a table that points to itself, awkward texts; and a blob.
    func furnish() async throws -> BlobHash {
        let now = world.now
        let file = "\(folder)/hello"
        try Data("hello".utf8).write(to: URL(fileURLWithPath: file))
        let hash = try #require(BlobHash("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"))
        try await source.blobs.adopt(file: file, as: hash)
        try await source.database.write { connection in
            let person = Person(
                id: ID("person_1"), name: "Zoë 'the' 🎧", email: "zoe@example.com", role: .rep, createdAt: now)
            try PersonStore(connection).insert(person, passwordHash: nil)
            try TeamStore(connection).insert(Team(id: ID("team_1"), name: "A", createdAt: now))
            try TeamStore(connection).add(person.id, to: ID("team_1"), at: now)
            for (id, label) in [("ob.a", "Price"), ("ob.b", "Cost")] {
                try TermStore(connection).insert(Term(id: ID(id), kind: .objection, label: label, position: 0))
            }
            // The one that points to the other comes before it in the order of their keys.
            try connection.run("UPDATE term SET merged_into = 'ob.b' WHERE id = 'ob.a'")
            try BlobRowStore(connection).insert(hash: hash.text, bytes: 5, at: now)
            let clip = Clip(
                id: ID("clip_1"), team: ID("team_1"), owner: person.id, state: .draft, visibility: .team,
                details: ClipDetails(title: "line\nbreak"),
                media: ClipMedia(originalBlob: hash.text, originalName: "a.mp4", originalBytes: 5), version: 1,
                createdAt: now, updatedAt: now)
            try ClipStore(connection).insert(clip)
            try MeaningStore(connection).put([0, 1, 255], of: clip.id, model: "m", at: now)
            try connection.run(
                """
                INSERT INTO cue (id, team_id, visibility, retention, state, version, epoch, changed_on, made_by, created_at,
                    updated_at)
                VALUES ('cue_1', 'team_1', 'team', 0.9, 'active', 1, 0, 20000, 'person_1', \(now), \(now))
                """)
            // The log of recalls cannot be changed once it is written, and a correction points to what it corrects.
            for (id, corrected) in [("recall_1", nil), ("recall_2", "recall_1")] as [(String, String?)] {
                try connection.run(
                    """
                    INSERT INTO recall (id, person_id, cue_id, cue_version, epoch, occasion, line, answered_at, day,
                        latency_ms, answer, gave_up, ticked, is_assisted, source, rater_id, model, parameters_id, slack,
                        corrects_id, created_at)
                    VALUES (\(id), 'person_1', 'cue_1', 1, 0, 'scheduled', 'A line', \(now), 20000, 10, 'An answer', FALSE, '',
                        FALSE, 'self', 'person_1', 'm', 'p', 0.5, \(corrected), \(now))
                    """)
            }
            for (name, value) in [("demo", "1"), ("organisation", "Zoë & Co")] {
                try SettingStore(connection).set(name, to: value, at: now)
            }
            for number in 0..<1100 {
                try EventStore(connection).append(
                    Event("a.b", actor: person.id, object: "\(number)"), id: world.id(), at: now)
            }
        }
        return hash
    }
}
