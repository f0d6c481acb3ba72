import ArgumentParser
import Foundation

/// `understudy demo`: the demo team, into an empty storage.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Load the demo team into an empty storage, and wait until it is prepared.")

    @Option(help: "How many of the demo clips to make.")
    var clips: Int = DemoScript.clips.count

    @OptionGroup var storage: StorageOption

    func run() async throws {
        let wanted = Array(DemoScript.clips.prefix(max(0, clips)))
        try await storage.withServer(actingAs: nil) { client in
            try await DemoLoader(client: client).load(wanted) { done, all in
                FileHandle.standardError.write(Data("\(done) of \(all) demo clips\n".utf8))
            }
            try await ClipWatcher(client: client).waitForJobs()
        }
        print("Sign in as rep@, performer@, manager@ or admin@demo.example, password \(DemoPerson.password).")
    }
}
