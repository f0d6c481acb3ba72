import Foundation
import Glibc
import Synchronization

/// Writes down what is said, in a child process of its own inside the sandbox: one at a time, one thread.
package struct Transcriber: Sendable {
    /// A word and when it is heard.
    package struct Word: Sendable, Hashable {
        package let text: String
        package let startMilliseconds: Int
        package let endMilliseconds: Int
        /// How sure the model is, in percent.
        package let confidence: Int?
    }

    /// A sentence or a breath.
    package struct Line: Sendable, Hashable {
        package let startMilliseconds: Int
        package let endMilliseconds: Int
        package let text: String
        package let words: [Word]
    }

    package enum Outcome: Sendable {
        case done(lines: [Line], language: String)
        /// The feature is off here, with what is missing in plain words.
        case notConfigured(String)
        /// The sound cannot be transcribed; trying again does not help.
        case badInput(String)
    }

    private let python: String
    private let model: String
    private let worker: String
    private let sandbox: Sandbox

    /// - Parameters:
    ///   - python: the interpreter of the speech environment (`.../bin/python`).
    ///   - model: a CTranslate2 Whisper folder.
    ///   - worker: `transcribe.py`.
    package init(python: String, model: String, worker: String, sandbox: Sandbox) {
        self.python = python
        self.model = model
        self.worker = worker
        self.sandbox = sandbox
    }

    /// What is missing; nil when everything is in place.
    package var problem: String? {
        if access(python, X_OK) != 0 { return "The speech environment is not installed: recordings get no transcript." }
        if access("\(model)/model.bin", R_OK) != 0 {
            return "The speech model is missing: recordings get no transcript."
        }
        if access(worker, R_OK) != 0 { return "The speech worker is missing: recordings get no transcript." }
        return nil
    }

    /// - Parameters:
    ///   - wav: 16 kHz mono that our own sandbox made, never an upload.
    ///   - hotWords: names that are likely to be heard.
    ///   - progress: 0...1.
    /// - Throws: `ToolFailure` for what may go better the next time.
    package func transcribe(
        _ wav: String, durationSeconds: Double, folder: String, hotWords: [String] = [],
        progress: @escaping @Sendable (Double) -> Void
    ) async throws -> Outcome {
        if let problem { return .notConfigured(problem) }
        let heard = Mutex(Heard())
        let outcome = try await sandbox.run(work(wav, durationSeconds, folder, hotWords)) { line in
            let fraction = heard.withLock { heard -> Double? in
                heard.take(line)
                return heard.fraction
            }
            if let fraction { progress(fraction) }
        }
        let result = heard.withLock { $0 }
        switch outcome.status {
        case 0 where result.isDone: return .done(lines: result.lines, language: result.language)
        case 2: return .badInput(result.error ?? "The sound cannot be read.")
        case 3: return .notConfigured("Speech does not work here: \(result.error ?? outcome.errorText)")
        default:
            let reason = outcome.isTimedOut ? "Writing the transcript took too long." : outcome.errorText
            throw ToolFailure(
                result.error ?? "Writing the transcript failed (\(outcome.status)): \(reason.suffix(500))")
        }
    }

    private func work(
        _ wav: String, _ durationSeconds: Double, _ folder: String, _ hotWords: [String]
    ) -> Sandbox.Work {
        let environment = URL(fileURLWithPath: python).deletingLastPathComponent().deletingLastPathComponent().path
        var readOnly = [
            (here: environment, there: "/env"), (here: model, there: "/model"), (here: worker, there: "/worker.py"),
        ]
        readOnly += interpreterHome(environment).map { [(here: $0, there: $0)] } ?? []
        return Sandbox.Work(
            program: sandbox.mode == .off ? python : "/env/bin/python",
            arguments: ["-I", "/worker.py", "--model", "/model", "--audio", "/in", "--threads", "1"]
                + (hotWords.isEmpty ? [] : ["--hot-words=\(hotWords.joined(separator: ", "))"]), input: wav,
            folder: folder, readOnly: readOnly, durationSeconds: durationSeconds, inputBytes: 0,
            memoryBytes: 8 << 30, wallSeconds: max(120, 2 * durationSeconds),
            // Before its first line it reads all of the sound and looks for speech in it.
            silenceSeconds: max(60, durationSeconds / 20))
    }

    /// The installation behind a virtual environment, when it lies outside `/usr`, which the sandbox shows anyway.
    private func interpreterHome(_ environment: String) -> String? {
        guard let text = try? String(contentsOfFile: "\(environment)/pyvenv.cfg", encoding: .utf8) else { return nil }
        let home = text.split(separator: "\n").first { $0.hasPrefix("home") }?.split(separator: "=").last
        guard let bin = home.map({ String($0).trimmingCharacters(in: .whitespaces) }), !bin.hasPrefix("/usr/") else {
            return nil
        }
        return URL(fileURLWithPath: bin).deletingLastPathComponent().path
    }
}

/// What the worker has said so far.
private struct Heard: Sendable {
    private struct Message: Decodable {
        let t: String
        let at: Double?
        let of: Double?
        let start: Double?
        let end: Double?
        let text: String?
        let words: [Entry]?
        let language: String?
        let msg: String?

        /// `["word", start, end, probability]`
        struct Entry: Decodable {
            let text: String
            let start: Double
            let end: Double
            let probability: Double?

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                text = try values.decode(String.self)
                start = try values.decode(Double.self)
                end = try values.decode(Double.self)
                probability = values.isAtEnd ? nil : try values.decode(Double.self)
            }
        }
    }

    var lines: [Transcriber.Line] = []
    var language = "en"
    var isDone = false
    var error: String?
    var fraction: Double?

    mutating func take(_ line: String) {
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(line.utf8)) else { return }
        switch message.t {
        case "progress":
            if let at = message.at, let of = message.of, of > 0 { fraction = at / of }
        case "seg":
            let start = milliseconds(message.start)
            lines.append(
                Transcriber.Line(
                    startMilliseconds: start, endMilliseconds: max(start, milliseconds(message.end)),
                    text: message.text ?? "",
                    words: (message.words ?? []).map {
                        Transcriber.Word(
                            text: $0.text, startMilliseconds: milliseconds($0.start),
                            endMilliseconds: max(milliseconds($0.start), milliseconds($0.end)),
                            confidence: percent($0.probability))
                    }))
        case "done":
            language = message.language ?? language
            isDone = true
        case "error": error = message.msg
        default: break
        }
    }

    private func percent(_ probability: Double?) -> Int? {
        probability.flatMap { Int(exactly: (min(max($0, 0), 1) * 100).rounded()) }
    }

    private func milliseconds(_ seconds: Double?) -> Int {
        guard let seconds, seconds.isFinite, seconds > 0 else { return 0 }
        return Int(exactly: (min(seconds, 1e6) * 1000).rounded()) ?? 0
    }
}
