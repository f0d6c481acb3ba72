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
                .init(service: services.follower),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: composition.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(22)
        FileHandle.standardOutput.write(Data("Understudy works.\n".utf8))
        try await ServiceGroup(configuration: configuration).run()
        try await composition.close()
    }
}
