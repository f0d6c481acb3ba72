import Domain
import Foundation

/// How long a server takes from its start until it is ready, and what it needs when it is idle: in a process of its own, as
/// operators start it.
struct StartBench: Sendable {
    struct Figures: Sendable, Encodable {
        /// From the start of the process until `/readyz` says so.
        let readyMilliseconds: Timings
        /// Until everything can be found, with the index from the file it was kept in.
        let indexMilliseconds: Timings
        /// The same once, with the index from the store.
        let indexFromStoreMilliseconds: Double
        /// Resident memory once it is idle with the index (2^20 bytes), the largest of all starts from the file, and from the store.
        let idleMebibytes: Double
        let idleFromStoreMebibytes: Double
    }

    let ground: BenchGround
    let starts: Int

    private struct Sample {
        let ready: Double
        let index: Double
        let memory: Double
    }

    func run() async throws -> Figures {
        let kept = "\(ground.settings.storage)/lookup.index"
        if FileManager.default.fileExists(atPath: kept) { try FileManager.default.removeItem(atPath: kept) }
        let fromStore = try await start()
        var samples: [Sample] = []
        for _ in 0..<starts { samples.append(try await start()) }
        return Figures(
            readyMilliseconds: Timings(seconds: samples.map(\.ready)),
            indexMilliseconds: Timings(seconds: samples.map(\.index)),
            indexFromStoreMilliseconds: fromStore.index * 1000,
            idleMebibytes: samples.map(\.memory).max() ?? 0, idleFromStoreMebibytes: fromStore.memory)
    }

    private func start() async throws -> Sample {
        let binary = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let begin = World.live.uptimeSeconds()
        let child = try BenchChild(binary, ["serve", "--storage", ground.settings.storage, "--port", "0"])
        do {
            let sample = try await sample(child, begin)
            try await child.stop()
            return sample
        } catch {
            try await child.stop()
            throw error
        }
    }

    private func sample(_ child: BenchChild, _ begin: Double) async throws -> Sample {
        let line = try await child.line(with: "is ready at")
        let digits = line?.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        guard let port = Int(digits) else { throw CommandFailed("The server did not start.") }
        let question = LoadRequest(port: port).get("/readyz")
        let status = try await onOwnThread { try LoadConnection(port: port).ask(question).head.status }
        guard status == 200 else { throw CommandFailed("The server is not ready: status \(status).") }
        let ready = World.live.uptimeSeconds() - begin
        let key = try String(contentsOfFile: KeyFile.path(in: ground.settings.storage), encoding: .utf8)
        try await BenchServer(port: port, key: key.trimmingCharacters(in: .whitespacesAndNewlines)).waitForIndex()
        let index = World.live.uptimeSeconds() - begin
        // What the start needed for a moment is given back once everything is learned.
        try await BenchServer(port: port, key: key.trimmingCharacters(in: .whitespacesAndNewlines)).waitForMeaning()
        try await Task.sleep(for: .seconds(2))
        return Sample(ready: ready, index: index, memory: try Self.residentMebibytes(of: child.processID))
    }

    private static func residentMebibytes(of process: Int32) throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
        else { throw CommandFailed("The memory of process \(process) cannot be read.") }
        return kibibytes / 1024
    }
}
