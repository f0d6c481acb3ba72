import Foundation
import Glibc

/// A folder of its own for one test, gone with it.
final class Bench: Sendable {
    let folder: String

    init() throws {
        var name = Array("\(NSTemporaryDirectory())/understudy-media-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw BenchFailure(text: "no folder: \(errno)") }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
    }

    /// An empty folder inside.
    func makeFolder(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func write(_ bytes: some Sequence<UInt8>, as name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func write(_ text: String, as name: String) throws -> String {
        try write(text.utf8, as: name)
    }

    /// Runs a program without a sandbox: only to make what a test then tries.
    func run(_ program: String, _ arguments: [String], into file: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        if let file {
            _ = FileManager.default.createFile(atPath: file, contents: nil)
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            // Through a pipe, so that the writer cannot go back to fill in a duration.
            try pipe.fileHandleForReading.readDataToEndOfFile().write(to: URL(fileURLWithPath: file))
        } else {
            try process.run()
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchFailure(text: "\(program) \(arguments)") }
    }

    func ffmpeg(_ arguments: [String], as name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try run("/usr/bin/ffmpeg", ["-nostdin", "-v", "error"] + arguments + ["-y", path])
        return path
    }

    /// Like `ffmpeg`, written through a pipe as a browser's recorder would.
    func ffmpegThroughPipe(_ arguments: [String], format: String, as name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try run("/usr/bin/ffmpeg", ["-nostdin", "-v", "error"] + arguments + ["-f", format, "-"], into: path)
        return path
    }

    func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Two seconds of a moving test picture, and of a tone.
    static let picture = ["-f", "lavfi", "-i", "testsrc=s=320x240:r=25:d=2"]
    static let tone = ["-f", "lavfi", "-i", "sine=frequency=440:d=2"]
    static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
}

struct BenchFailure: Error {
    let text: String
}

/// What of the machine a test needs.
enum Machine {
    static let hasFFmpeg = access("/usr/bin/ffmpeg", X_OK) == 0 && access("/usr/bin/bwrap", X_OK) == 0

    /// The checkout this file lies in.
    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let speechPython = "\(checkout)/Storage/env-speech/bin/python"
    static let speechModel = "\(checkout)/Storage/models/whisper-tiny.en"
    static let speechWorker = "\(checkout)/Sources/Media/Speech/transcribe.py"
    static let hasSpeech =
        hasFFmpeg && access(speechPython, X_OK) == 0 && access("\(speechModel)/model.bin", R_OK) == 0
        && access("/usr/bin/espeak-ng", X_OK) == 0
}
