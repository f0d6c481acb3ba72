import Database
import Domain
import Foundation
import Testing

struct SQLiteDatabaseTests {
    @Test func writerSyncsEveryCommit() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                let row = try await database.write { try $0.row("PRAGMA synchronous") }
                #expect(try row?.int("synchronous") == 2)
            }
        }
    }

    @Test func everyConnectionIsHardened() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                let reading = try await database.read { try settings($0) }
                #expect(reading == ["trusted_schema 0", "cell_size_check 1", "foreign_keys 1", "journal_mode wal"])
                let writing = try await database.write { connection in
                    try settings(connection) + ["\(connection.count("PRAGMA busy_timeout"))"]
                }
                #expect(writing == reading + ["5000"])
            }
        }
    }

    @Test func onlyTheOwnerMayReadTheFiles() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o644]))
            try await withFile(path) { database in
                try await createParcels(database)
                for end in ["", "-wal", "-shm"] {
                    let attributes = try FileManager.default.attributesOfItem(atPath: path + end)
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(end)")
                }
            }
        }
    }

    @Test func whatWasCommittedIsThereAfterReopening() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                try await database.write { try $0.run(insertParcel("a")) }
            }
            try await withFile(folder + "/a.sqlite") { database in
                let count = try await countParcels(database)
                #expect(count == 1)
            }
        }
    }

    @Test func closedDatabaseRefusesReadsAndWrites() async throws {
        try await withFolder { folder in
            let database = try SQLiteDatabase(path: folder + "/a.sqlite", logger: quiet)
            try await createParcels(database)
            try database.close()
            await #expect(throws: DatabaseFailure.self) { try await countParcels(database) }
            await #expect(throws: DatabaseFailure.self) { try await database.write { try $0.run(insertParcel("a")) } }
            await #expect(throws: DatabaseFailure.self) { try await database.probeWrite() }
            #expect(!database.isReadOnly)
        }
    }

    @Test func closingBringsTheLogBackIntoTheFile() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            try await withFile(path) { try await createParcels($0) }
            // Only the file itself moves on, as it would when somebody copies it.
            try FileManager.default.copyItem(atPath: path, toPath: folder + "/b.sqlite")
            let count = try await withFile(folder + "/b.sqlite") { try await countParcels($0) }
            #expect(count == 0)
        }
    }

    @Test func wordInDoubleQuotesIsAnErrorAndNotText() async throws {
        let database = try SQLiteDatabase.inMemory()
        let failure = await failure { try await database.read { try $0.rows("SELECT \"nonsense\" AS word") } }
        #expect(failure?.kind == .other)
    }

    @Test func copyInMemoryHasWhatTheOriginalHadAndGoesItsOwnWay() async throws {
        let original = try SQLiteDatabase.inMemory()
        try await createParcels(original)
        try await original.write { try $0.run(insertParcel("a")) }
        let copy = try SQLiteDatabase.inMemory(like: original)
        try await copy.write { try $0.run(insertParcel("b")) }
        try await original.write { try $0.run("DELETE FROM parcel") }
        #expect(try await countParcels(copy) == 2)
        #expect(try await countParcels(original) == 0)
        let failure = await failure { try await copy.write { try $0.run(insertParcel("c", inside: "nowhere")) } }
        #expect(failure?.kind == .foreignKeyViolation)
    }

    @Test func probeWritesWithoutChangingAnything() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                try await database.probeWrite()
                #expect(try await database.read { try $0.count("PRAGMA user_version") } == 0)
                #expect(try await countParcels(database) == 0)
            }
        }
    }

    @Test func fullDiskFailsTheWriteButDoesNotEndWriting() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                try await database.write { try $0.run("PRAGMA max_page_count = 10") }
                let failure = await failure {
                    try await database.write { connection in
                        for number in 0..<2000 { try connection.run(insertParcel("parcel \(number)")) }
                    }
                }
                #expect(failure?.kind == .full)
                #expect(!database.isReadOnly)
                #expect(try await countParcels(database) == 0)
                try await database.write { try $0.run(insertParcel("a")) }
            }
        }
    }

    @Test func damagedFileEndsWritingUntilARestart() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            try await withFile(path) { database in
                try await createParcels(database)
                try await database.write { connection in
                    for number in 0..<2000 { try connection.run(insertParcel("parcel \(number)")) }
                }
            }
            try damage(path)
            try await withFile(path) { database in
                #expect(!database.isReadOnly)
                let reading = await failure {
                    try await database.read { try $0.rows("SELECT id, label, weight FROM parcel ORDER BY weight") }
                }
                #expect(reading?.kind == .corrupt)
                #expect(database.isReadOnly)
                let writing = await failure { try await database.write { try $0.run(insertParcel("a")) } }
                #expect(writing?.kind == .readOnly)
                let probing = await failure { try await database.probeWrite() }
                #expect(probing?.problem?.code == "read_only")
                let stillReads = try await database.read { try $0.count("SELECT 1") }
                #expect(stillReads == 1)
            }
        }
    }

    @Test func writeThatWaitedBehindAFailingDiskIsNotTried() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                let (firstHasBegun, began) = AsyncStream.makeStream(of: Void.self)
                let diskFails = Gate()
                async let first = failure {
                    try await database.write { connection in
                        try connection.run(insertParcel("a"))
                        began.finish()
                        diskFails.wait()
                        throw DatabaseFailure(kind: .inputOutput, message: "fsync failed")
                    }
                }
                for await _ in firstHasBegun {}
                async let second = failure { try await database.write { try $0.run(insertParcel("b")) } }
                diskFails.open()
                let kinds = await [first?.kind, second?.kind]
                let count = try await countParcels(database)
                #expect(kinds == [.inputOutput, .readOnly])
                #expect(count == 0)
            }
        }
    }

    @Test func otherFileIsRefused() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            try Data(repeating: 65, count: 10_000).write(to: URL(fileURLWithPath: path))
            let failure = await failure { try SQLiteDatabase(path: path, logger: quiet) }
            #expect(failure?.kind == .corrupt)
        }
    }

    @Test func missingFolderIsNamed() async throws {
        try await withFolder { folder in
            let failure = await failure { try SQLiteDatabase(path: folder + "/none/a.sqlite", logger: quiet) }
            #expect(failure?.kind == .cannotOpen)
            #expect(failure?.message.contains("/none/a.sqlite") == true)
        }
    }

    private func settings(_ connection: any Connection) throws -> [String] {
        [
            "trusted_schema \(try connection.count("PRAGMA trusted_schema"))",
            "cell_size_check \(try connection.count("PRAGMA cell_size_check"))",
            "foreign_keys \(try connection.count("PRAGMA foreign_keys"))",
            "journal_mode \(try connection.row("PRAGMA journal_mode")?.text("journal_mode") ?? "")",
        ]
    }

    /// Overwrites the second half of the file.
    private func damage(_ path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let end = try file.seekToEnd()
        try file.seek(toOffset: end / 2)
        try file.write(contentsOf: Data(repeating: 0xAA, count: Int(end - end / 2)))
        try file.close()
    }
}
