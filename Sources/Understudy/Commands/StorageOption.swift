import ArgumentParser
import Database
import Domain
import Foundation
import Logging

/// Which storage folder a command works on, and how it gets at what is in there.
struct StorageOption: ParsableArguments {
    @Option(help: "The storage folder (or UNDERSTUDY_STORAGE).")
    var storage: String?

    func settings() throws -> Settings {
        var settings = try Settings()
        if let storage { settings.storage = storage }
        return settings
    }

    /// Runs `body` against the server of this storage folder: the one that runs, or one started for as long as it takes
    /// (SECURITY finding 2: never a second process beside a running server).
    func withServer<Value: Sendable>(
        actingAs person: String?, _ body: @escaping @Sendable (ServerClient) async throws -> Value
    ) async throws -> Value {
        var settings = try settings()
        if let running = try RunningServer.find(in: settings.storage) {
            return try await body(ServerClient(address: running.address, key: running.key, actsAs: person))
        }
        settings.host = "127.0.0.1"
        settings.port = 0
        settings.publicURL = nil
        settings.logLevel = .error
        return try await Server(settings: settings).run { address, key in
            try await body(ServerClient(address: address, key: key, actsAs: person))
        }
    }
}

/// A server that works on a storage folder right now.
struct RunningServer {
    let address: String
    let key: String

    /// Nil when nobody holds the folder's lock.
    /// - Throws: `CommandFailed` when one runs that cannot be talked to yet.
    static func find(in storage: String) throws -> RunningServer? {
        guard FileManager.default.fileExists(atPath: storage) else { return nil }
        do {
            try ServerLock(folder: storage).release()
            return nil
        } catch let running as AlreadyRunning {
            let words = running.holder.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let address = words.first(where: { $0.hasPrefix("http://") }),
                let key = try? String(contentsOfFile: KeyFile.path(in: storage), encoding: .utf8)
            else { throw CommandFailed("A server is starting on \(storage). Please try again in a moment.") }
            return RunningServer(
                address: address.hasSuffix("/") ? String(address.dropLast()) : address, key: key.trimmedText)
        }
    }
}
