import Database
import Foundation
import Media
import Rehearsal
import Services
import Store

/// What a stage begins with, made once and copied for each test: making it takes longer than most tests do.
struct StageTemplate: Sendable {
    let world: TestWorld
    let database: SQLiteDatabase
    /// What stands for `{name}` in the paths of scenarios.
    let ids: [String: String]
    let tokenText: String
    /// What lies in the folder, each by its path in there.
    private let files: [String: Data]

    static func of(empty: Bool, practising: Bool) -> Task<StageTemplate, any Error> {
        if empty { return bare }
        return practising ? withTakes : furnished
    }

    private static let bare = Task { try await make { _ in ([:], "") } }
    private static let furnished = Task { try await make { try await $0.build(practising: false) } }
    private static let withTakes = Task { try await make { try await $0.build(practising: true) } }

    private static func make(
        _ build: (StageSet) async throws -> (ids: [String: String], token: String)
    ) async throws -> StageTemplate {
        let folder = NSTemporaryDirectory() + "web-tests-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = TestWorld()
        let database = try SQLiteDatabase.inMemory(logger: Stage.quiet)
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        let blobs = try FolderBlobStore(root: folder + "/blobs")
        let services = try await Stage.services(database, world, blobs, folder)
        let (ids, token) = try await build(
            StageSet(services: services, database: database, blobs: blobs, folder: folder, world: world))
        return StageTemplate(
            world: world, database: database, ids: ids, tokenText: token, files: try contents(of: folder))
    }

    private static func contents(of folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let file = URL(fileURLWithPath: "\(folder)/\(path)")
            if !file.hasDirectoryPath { files[path] = try Data(contentsOf: file) }
        }
        return files
    }

    /// Writes the files of the template into an empty folder.
    func lay(in folder: String) throws {
        for (path, data) in files {
            let file = URL(fileURLWithPath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        }
    }
}
