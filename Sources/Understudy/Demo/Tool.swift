import Foundation

/// A program of this machine that makes demo recordings: started with an argument array in a folder of ours, never
/// through a shell.
struct Tool: Sendable {
    let path: String

    static let espeak = Tool(path: "/usr/bin/espeak-ng")
    static let ffmpeg = Tool(path: "/usr/bin/ffmpeg")

    var isInstalled: Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }

    /// Waits for its end without holding a thread; ends it when the task is cancelled.
    /// - Throws: `CommandFailed` with the last of what it complained about.
    func run(_ arguments: [String], in folder: URL) async throws {
        let complaints = folder.appendingPathComponent("complaints.txt")
        try Data().write(to: complaints)
        let errors = try FileHandle(forWritingTo: complaints)
        defer { try? errors.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        let status: Int32 = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch {
                    process.terminationHandler = nil
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            if process.isRunning { process.terminate() }
        }
        try Task.checkCancellation()
        guard status == 0 else {
            let text = String(decoding: try Data(contentsOf: complaints).suffix(600), as: UTF8.self)
            throw CommandFailed("\(path) ended with \(status): \(text)")
        }
    }
}
