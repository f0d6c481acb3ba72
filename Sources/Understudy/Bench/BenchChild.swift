import Foundation
import Synchronization

/// A program started for measuring, and ended with it.
final class BenchChild: Sendable {
    private struct Running {
        let process: Process
        let output: FileHandle
    }

    private let running: Mutex<Running>
    let processID: Int32

    /// - Throws: `CommandFailed` when it cannot be started.
    init(_ binary: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw CommandFailed("\(binary) cannot be started: \(error)")
        }
        processID = process.processIdentifier
        running = Mutex(Running(process: process, output: pipe.fileHandleForReading))
    }

    /// The first line of its output that has `text` in it; nil when it ends before.
    func line(with text: String) async throws -> String? {
        try await onOwnThread { [self] in
            running.withLock { running in
                var seen = ""
                while true {
                    let data = running.output.availableData
                    guard !data.isEmpty else { return nil }
                    seen += String(decoding: data, as: UTF8.self)
                    let lines = seen.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                    if let line = lines.first(where: { $0.contains(text) }) { return String(line) }
                }
            }
        }
    }

    /// Tells it to end, and waits until it has.
    func stop() async throws {
        try await onOwnThread { [self] in
            running.withLock { running in
                if running.process.isRunning { running.process.terminate() }
                running.process.waitUntilExit()
            }
        }
    }
}
