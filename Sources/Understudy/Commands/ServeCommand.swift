import ArgumentParser
import Foundation

/// `understudy serve`: pages, API, media and the background worker, until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Run the server.")

    @Option(help: "The address to listen on (or UNDERSTUDY_HOST).")
    var host: String?

    @Option(help: "The port to listen on, 0 for any free one (or UNDERSTUDY_PORT).")
    var port: Int?

    @Flag(help: "Load the demo team into an empty storage, while the server is usable.")
    var demo = false

    @Flag(help: "Serve a demo storage beyond this machine: its passwords are known to everybody.")
    var allowDemo = false

    @OptionGroup var storage: StorageOption

    func run() async throws {
        var settings = try storage.settings()
        if let host { settings.host = host }
        if let port { settings.port = port }
        let server = Server(settings: settings, allowsDemoBeyondLoopback: allowDemo)
        try await server.serve(loadingDemo: demo)
    }
}

/// `understudy migrate`: brings the schema up to date and ends.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database up to date.")

    @OptionGroup var storage: StorageOption

    func run() async throws {
        let applied = try await Composition.migrate(try storage.settings())
        print(applied.isEmpty ? "The database is up to date." : "Applied: \(applied.joined(separator: ", ")).")
    }
}
