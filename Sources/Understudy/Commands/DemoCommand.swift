import ArgumentParser
import Database
import Foundation
import Logging
import Lookup
import Services

/// `understudy demo`: the demo team, into an empty storage.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Load the demo team into an empty storage, and wait until it is prepared.")

    @Option(help: "How many of the demo clips to make.")
    var clips: Int = DemoScript.clips.count

    @Flag(
        help: "Make up published clips without recordings instead, as many as asked for: for load. No server may run.")
    var withoutMedia = false

    @OptionGroup var storage: StorageOption

    func run() async throws {
        if withoutMedia { try await makeUp() } else { try await record() }
        print("Sign in as rep@, performer@, manager@ or admin@demo.example, password \(DemoPerson.password).")
    }

    private func record() async throws {
        let wanted = Array(DemoScript.clips.prefix(max(0, clips)))
        try await storage.withServer(actingAs: nil) { client in
            try await DemoLoader(client: client).load(wanted) { done, all in
                FileHandle.standardError.write(Data("\(done) of \(all) demo clips\n".utf8))
            }
            try await ClipWatcher(client: client).waitForJobs()
        }
    }

    private func makeUp() async throws {
        var settings = try storage.settings()
        settings.logLevel = .error
        if let running = try RunningServer.find(in: settings.storage) {
            throw CommandFailed("A server is running on this storage (\(running.address)). Stop it first.")
        }
        let composition = try await Composition(settings)
        var loader = SyntheticLoader(services: composition.services, world: composition.world)
        if clips > DrawnMeaning.mostEncoded {
            // Encoding them would keep the server busy for hours; fewer it encodes by itself.
            loader.meaning = DrawnMeaning.maker(
                composition.services.indexing.index.encoder, clips: clips,
                taxonomy: try await composition.services.taxonomy.taxonomy())
        }
        try await loader.load(max(0, clips)) {
            done, all in
            FileHandle.standardError.write(Data("\(done) of \(all) clips\n".utf8))
        }
        try await composition.close()
    }
}
