import Database
import Foundation
import Testing

struct SQLiteBackupTests {
    @Test func backupWhileWritingIsASoundSnapshot() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                try await fill(database, from: 0, to: 30_000)
                async let backup: Void = database.backup(to: folder + "/copy.sqlite")
                for number in 0..<50 {
                    // Two in one transaction: a snapshot has both or none.
                    try await database.write { connection in
                        try connection.run(insertParcel("x\(number)"))
                        try connection.run(insertParcel("y\(number)"))
                    }
                }
                try await backup
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/copy.sqlite.partial"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/copy.sqlite-wal"))
            try await withFile(folder + "/copy.sqlite") { copy in
                let check = try await copy.read { try $0.row("PRAGMA integrity_check")?.text("integrity_check") }
                #expect(check == "ok")
                let count = try await countParcels(copy)
                #expect(count >= 30_000)
                #expect(count.isMultiple(of: 2))
            }
        }
    }

    @Test func backupIsReadableOnlyByItsOwner() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { try await $0.backup(to: folder + "/copy.sqlite") }
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/copy.sqlite")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func backupThatCannotBeWrittenLeavesTheServerWriting() async throws {
        try await withFolder { folder in
            try await withFile(folder + "/a.sqlite") { database in
                try await createParcels(database)
                let failure = await failure { try await database.backup(to: folder + "/none/copy.sqlite") }
                #expect(failure?.kind == .cannotOpen)
                #expect(!database.isReadOnly)
                try await database.write { try $0.run(insertParcel("a")) }
            }
        }
    }

    private func fill(_ database: any Database, from first: Int, to last: Int) async throws {
        try await database.write { connection in
            for number in first..<last { try connection.run(insertParcel("parcel \(number)")) }
        }
    }
}
