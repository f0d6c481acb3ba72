import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Rehearsal
import Store
import Testing

@testable import Services
@testable import Understudy

/// What a server does about a place that is not as it should be when it starts.
struct StartTests {
    @Test func noServerStartsWhereAMoveHasNotEnded() async throws {
        let (world, database) = (TestWorld(), try SQLiteDatabase.inMemory())
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        let settings = try Settings(environment: [:])
        let now = world.now
        try await database.write { try SettingStore($0).set(Mover.begunName, to: "somewhere", at: now) }
        await #expect(throws: CommandFailed.self) { try await Composition.refuseHalfPlaces(settings, database, nil) }
        try await database.write { try SettingStore($0).delete(Mover.begunName) }
        try await Composition.refuseHalfPlaces(settings, database, nil)
        try database.close()
    }

    @Test(.enabled(if: TestPostgres.address != nil)) func besideOthersRecordingsHaveToLieInASharedStore() async throws {
        let databases = try await TestPostgres.open(nodes: ["node_first", "node_second"])
        try await Migrator(Migrations.all, world: TestWorld().world).migrate(databases[0])
        try await databases[1].probeWrite()
        await #expect(throws: CommandFailed.self) {
            try await Composition.refuseHalfPlaces(try Settings(environment: [:]), databases[0], "node_first")
        }
        for database in databases { await database.close() }
    }

    @Test func theIndexIsBuiltAsSoonAsTheDatabaseIsThere() async throws {
        let (world, whole) = (TestWorld(), try SQLiteDatabase.inMemory())
        try await Migrator(Migrations.all, world: world.world).migrate(whole)
        let database = StagedDatabase(whole)
        let folder = NSTemporaryDirectory() + "start-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let services = try Services(
            ground: Ground(database: database, world: world.world, logger: quiet),
            blobs: try FolderBlobStore(root: "\(folder)/blobs"), spool: try UploadSpool(root: "\(folder)/uploads"),
            tools: await MediaTools.find(isSandboxed: false, speechPython: "", speechModel: "", speechWorker: ""),
            index: LiveIndex(), jobFolder: "\(folder)/jobs")
        database.fail(DatabaseFailure(kind: .busy, code: "57P03", message: "starting up"), reads: 3)

        #expect(await IndexLoader(services: services, logger: quiet, pause: .zero).build())

        #expect(database.reads > 3 && services.indexing.index.state == .ready)
        try await database.close()
    }
}
