import ArgumentParser
import Database
import Domain
import Foundation
import Logging
import Media
import Store

/// `understudy move`: takes an installation from a folder to PostgreSQL and an object store, and back.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move everything to another database and blob store, and prove that it arrived.",
        discussion: """
            The old place is the storage folder with DATABASE_URL and BLOBS as the server has them; it stays whole. \
            No server may run on either place. An interrupted move goes on where it stopped.
            """)

    @Option(help: "postgresql://... or a storage folder: the new place of the rows.")
    var to: String

    @Option(help: "s3://...: the new place of the blobs; the storage folder when not given.")
    var blobs: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var storage: StorageOption

    func run() async throws {
        let settings = try storage.settings()
        var logger = Logger(label: "understudy")
        logger.logLevel = .error
        let lock = try ServerLock(folder: settings.storage)
        let wanted = try target(settings)
        try FileManager.default.createDirectory(
            atPath: wanted.storage, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let otherLock = wanted.storage == settings.storage ? nil : try ServerLock(folder: wanted.storage)
        var places: [Mover.Place] = []
        let report: Mover.Report
        do {
            places.append(try await Self.place(settings, logger, folder: settings.storage, part: ""))
            places.append(try await Self.place(wanted, logger, folder: wanted.storage, part: "move-"))
            for place in places { try await refuseRunningNodes(place) }
            let mover = Mover(source: places[0], target: places[1], world: .live) { line in
                FileHandle.standardError.write(Data("\(line)\n".utf8))
            }
            report = try await mover.move()
        } catch {
            try await Self.close(places)
            throw error
        }
        try await Self.close(places)
        let copies = "\(wanted.storage)/move-cache"
        if FileManager.default.fileExists(atPath: copies) { try FileManager.default.removeItem(atPath: copies) }
        otherLock?.release()
        lock.release()
        try tell(report)
    }

    private func tell(_ report: Mover.Report) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(
                "\(report.rows) rows in \(report.tables) tables and \(report.blobs) blobs "
                    + "(\(report.bytes) bytes) are in the new place.")
            for name in report.missingBlobs { print("missing before the move: \(name)") }
            for line in report.differences { print("different: \(line)") }
            for name in report.damagedBlobs { print("damaged: \(name)") }
        }
        guard report.isComplete else { throw ExitCode(4) }
    }

    /// Settings of the new place: what is not named stays as it is.
    private func target(_ old: Settings) throws -> Settings {
        var environment = ProcessEnvironment.all
        if PostgresSettings.isAddress(to) {
            environment["DATABASE_URL"] = to
        } else {
            environment["DATABASE_URL"] = nil
            environment["BLOBS"] = nil
        }
        if let blobs {
            guard S3Settings.isAddress(blobs) else {
                throw CommandFailed("--blobs is an s3:// address: without one they go to the storage folder.")
            }
            environment["BLOBS"] = blobs
        }
        var settings = try Settings(environment: environment)
        settings.storage = PostgresSettings.isAddress(to) ? old.storage : to
        if settings.databaseURL == old.databaseURL, settings.storage == old.storage {
            throw CommandFailed("This is where everything is already.")
        }
        return settings
    }

    private static func place(
        _ settings: Settings, _ logger: Logger, folder: String, part: String
    ) async throws -> Mover.Place {
        let database = try await Composition.openDatabase(settings, logger)
        try await Migrator(Migrations.all, world: .live).migrate(database)
        let blobs: any BlobStore
        if let s3 = settings.blobs {
            let store = try S3BlobStore(
                s3, cacheFolder: "\(folder)/\(part)cache", cacheBytes: settings.blobCacheBytes, world: .live,
                logger: logger)
            do {
                try await store.verify()
            } catch {
                try await store.close()
                throw error
            }
            blobs = store
        } else {
            blobs = try FolderBlobStore(root: "\(folder)/blobs")
        }
        return Mover.Place(
            database: database, blobs: blobs, folder: folder, isPostgres: settings.databaseURL != nil)
    }

    /// Whatever happened: an open client of the object store must not be let go of.
    private static func close(_ places: [Mover.Place]) async throws {
        for place in places {
            try await place.blobs.close()
            try await place.database.close()
        }
    }

    /// Nodes on other machines are not held by the lock of this folder.
    private func refuseRunningNodes(_ place: Mover.Place) async throws {
        guard let postgres = place.database as? PostgresDatabase else { return }
        let names = try await postgres.connectedNodes()
        guard names.isEmpty else {
            throw CommandFailed(
                "Servers are running on the database (\(names.joined(separator: ", "))). Stop them first.")
        }
    }
}
