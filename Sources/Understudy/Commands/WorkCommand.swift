import ArgumentParser
import Foundation
import ServiceLifecycle
import Services
import UnixSignals

/// `understudy work`: the background worker alone, beside servers on the same PostgreSQL database.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Run a worker alone, beside servers on the same PostgreSQL database.")

    @OptionGroup var storage: StorageOption

    func run() async throws {
        let settings = try storage.settings()
        guard settings.databaseURL != nil else {
            throw CommandFailed(
                "On SQLite the worker lives in the server: one process owns the file. Set DATABASE_URL to work beside it."
            )
        }
        guard settings.blobs != nil else {
            throw CommandFailed("A worker finds recordings in an object store that the servers share. Set BLOBS.")
        }
        let composition = try await Composition(settings)
        let services = composition.services
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: services.worker), .init(service: services.housekeeper),
                .init(service: IndexLoader(services: services, logger: composition.logger)),
                .init(service: services.follower), .init(service: Announcement()),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: composition.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(22)
        try await ServiceGroup(configuration: configuration).run()
        try await composition.close()
    }
}

/// Says that the worker works, once it can be told to stop.
private struct Announcement: Service {
    func run() async throws {
        FileHandle.standardOutput.write(Data("Understudy works.\n".utf8))
        await cancelWhenGracefulShutdown {
            do { try await Task.sleep(for: .seconds(86_400 * 365)) } catch { return }
        }
    }
}
