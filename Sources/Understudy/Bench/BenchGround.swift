import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Services

/// What is measured on: a storage with made-up clips and one recording, and the real server on it.
struct BenchGround: Sendable {
    let settings: Settings
    let clips: Int
    let corpus: SyntheticCorpus
    let recording: Recording

    /// A file that is served by us and by others.
    struct Recording: Sendable {
        let clip: String
        let path: String
        let bytes: Int
    }

    private static let recordingBytes = 64 << 20

    /// Fills the storage up to `clips` clips.
    /// - Throws: `CommandFailed` when a server runs on it, or when it holds real people's work.
    static func prepare(_ settings: Settings, clips: Int) async throws -> BenchGround {
        if let running = try RunningServer.find(in: settings.storage) {
            throw CommandFailed("A server is running on this storage (\(running.address)). Stop it first.")
        }
        let composition = try await Composition(settings)
        let services = composition.services
        let isEmpty = try await services.sessions.setUpNeeded()
        guard try await services.settings.isDemo() || isEmpty else {
            throw CommandFailed("This storage holds real work. Measure on an empty one, or on one of `demo`.")
        }
        let machine = try await services.sessions.operatorActor(as: nil)
        let present = try await services.clips.counts(by: machine).states.values.reduce(0, +)
        var loader = SyntheticLoader(services: services, world: composition.world)
        loader.meaning = DrawnMeaning.maker(
            services.indexing.index.encoder, clips: clips, taxonomy: try await services.taxonomy.taxonomy())
        try await loader.load(max(0, clips - present)) { done, all in
            FileHandle.standardError.write(Data("\(done) of \(all) clips made up\n".utf8))
        }
        let recording = try await addRecording(services, settings, machine)
        let corpus = SyntheticCorpus(scripts: DemoScript.clips, taxonomy: try await services.taxonomy.taxonomy())
        let total = try await services.clips.counts(by: machine).states.values.reduce(0, +)
        try await composition.close()
        return BenchGround(settings: settings, clips: total, corpus: corpus, recording: recording)
    }

    /// Runs the server for as long as `body` takes, without limits on how often anybody may ask.
    func withServer<Value: Sendable>(
        _ body: @escaping @Sendable (BenchServer) async throws -> Value
    ) async throws -> Value {
        var settings = settings
        settings.logLevel = .error
        return try await Server(settings: settings, isLimited: false).run { address, key in
            guard let port = Int(address.split(separator: ":").last ?? "") else {
                throw CommandFailed("\(address) has no port.")
            }
            let server = BenchServer(port: port, key: key)
            try await server.waitForIndex()
            return try await body(server)
        }
    }

    /// Bytes that look like nothing, as the recording of the newest clip everyone may see.
    private static func addRecording(
        _ services: Services, _ settings: Settings, _ machine: Actor
    ) async throws -> Recording {
        let newest = try await services.clips.list(ClipFilter(shelf: .library), limit: 1, by: machine).items.first
        guard let clip = newest else { throw CommandFailed("There has to be at least one clip.") }
        let file = "\(settings.storage)/bench-recording.tmp"
        var numbers = SeededNumbers(seed: 4)
        let piece = Data((0..<64 * 1024).map { _ in UInt8(truncatingIfNeeded: numbers.below(256)) })
        guard FileManager.default.createFile(atPath: file, contents: nil),
            let handle = FileHandle(forWritingAtPath: file)
        else { throw CommandFailed("\(file) cannot be written.") }
        for _ in 0..<recordingBytes / piece.count { try handle.write(contentsOf: piece) }
        try handle.close()
        try await services.media.take(file: file, as: .main, of: clip.id, contentType: "video/mp4", by: machine)
        let kept = try await services.media.open(.rendition(.main), of: clip.id, by: machine)
        guard let path = kept.path else {
            throw CommandFailed("Media is measured on a storage with a folder of blobs.")
        }
        return Recording(clip: clip.id.text, path: path, bytes: Int(kept.size))
    }
}
