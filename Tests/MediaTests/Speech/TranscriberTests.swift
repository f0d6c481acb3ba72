import Foundation
import Synchronization
import Testing

@testable import Media

@Suite struct TranscriberTests {
    private let bench: Bench
    private let folder: String
    private let sandbox = Sandbox(mode: .bubblewrap)

    init() throws {
        bench = try Bench()
        folder = try bench.makeFolder("out")
    }

    private var transcriber: Transcriber {
        Transcriber(
            python: Machine.speechPython, model: Machine.speechModel, worker: Machine.speechWorker, sandbox: sandbox)
    }

    @Test(.enabled(if: Machine.hasSpeech)) func whatIsSaidIsWrittenDown() async throws {
        let spoken = "\(bench.folder)/spoken.wav"
        try bench.run(
            "/usr/bin/espeak-ng",
            ["-s", "140", "-w", spoken, "Your product is too expensive for our budget this year."])
        let probe = MediaProbe(sandbox: sandbox)
        let media = try await probe.probe(spoken, fileName: "spoken.wav", folder: folder)
        let wav = try await Transcoder(sandbox: sandbox).speechAudio(of: spoken, media, folder: folder)
        let last = Mutex(0.0)

        let outcome = try await transcriber.transcribe(wav, durationSeconds: media.durationSeconds, folder: folder) {
            fraction in last.withLock { $0 = fraction }
        }

        guard case .done(let lines, let language) = outcome else {
            Issue.record("not done: \(outcome)")
            return
        }
        let text = lines.map(\.text).joined(separator: " ").lowercased()
        #expect(text.contains("expensive") && text.contains("budget"))
        #expect(language == "en")
        #expect(last.withLock { $0 } > 0.8)
        let words = lines.flatMap(\.words)
        #expect(words.count > 5)
        #expect(words.map(\.startMilliseconds) == words.map(\.startMilliseconds).sorted())
        #expect(words.allSatisfy { $0.endMilliseconds <= media.durationMilliseconds + 500 })
    }

    @Test(.enabled(if: Machine.hasSpeech)) func namesOfTheCompanyAreHeardAndNothingIsMadeUpOfThem() async throws {
        let spoken = "\(bench.folder)/named.wav"
        try bench.run(
            "/usr/bin/espeak-ng",
            ["-s", "150", "-v", "en-us", "-w", spoken, "Our product Quorvex Flow replaces the old spreadsheet."])
        let media = try await MediaProbe(sandbox: sandbox).probe(spoken, fileName: "named.wav", folder: folder)
        let wav = try await Transcoder(sandbox: sandbox).speechAudio(of: spoken, media, folder: folder)
        func text(_ hotWords: [String]) async throws -> String {
            let outcome = try await transcriber.transcribe(
                wav, durationSeconds: media.durationSeconds, folder: folder, hotWords: hotWords
            ) { _ in }
            guard case .done(let lines, _) = outcome else { return "\(outcome)" }
            return lines.map(\.text).joined(separator: " ")
        }
        // Nobody can know how an invented name is written, unless somebody says so.
        #expect(try await !text([]).contains("Quorvex"))
        let heard = try await text(["Quorvex Flow", "Brindlewick Analytics", "Zanthrope"])
        #expect(heard.contains("Quorvex Flow"), "\(heard)")
        #expect(!heard.contains("Brindlewick") && !heard.contains("Zanthrope"), "\(heard)")
        #expect(heard.components(separatedBy: "Quorvex").count == 2, "\(heard)")
    }

    @Test(.enabled(if: Machine.hasSpeech)) func silenceGivesNoLines() async throws {
        let wav = try bench.ffmpeg(["-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono:d=3"], as: "silent.wav")

        let outcome = try await transcriber.transcribe(wav, durationSeconds: 3, folder: folder) { _ in }

        guard case .done(let lines, _) = outcome else {
            Issue.record("not done: \(outcome)")
            return
        }
        #expect(lines.isEmpty)
    }

    @Test(.enabled(if: Machine.hasSpeech), arguments: ["no sound at all", ""])
    func whatIsNoSoundIsBadInput(_ text: String) async throws {
        let path = try bench.write(text, as: "bad.wav")

        let outcome = try await transcriber.transcribe(path, durationSeconds: 1, folder: folder) { _ in }

        guard case .badInput = outcome else {
            Issue.record("not refused: \(outcome)")
            return
        }
    }

    @Test func withoutItsPartsTheFeatureIsOffAndSaysSo() async throws {
        let bare = Transcriber(python: "/no/python", model: "/no/model", worker: "/no/worker.py", sandbox: sandbox)

        #expect(bare.problem?.contains("not installed") == true)
        guard
            case .notConfigured = try await bare.transcribe(
                "/no.wav", durationSeconds: 1, folder: folder, progress: { _ in })
        else {
            Issue.record("it should be off")
            return
        }
    }

    @Test(
        .enabled(if: Machine.hasFFmpeg),
        arguments: [
            ("import sys; sys.exit(0)", "failed (0)"), ("import os; os.abort()", "failed (134)"),
            ("print('{\"t\":\"error\",\"code\":\"x\",\"msg\":\"no luck\"}'); raise SystemExit(4)", "no luck"),
        ])
    func aWorkerThatDiesIsAFailureWithItsReason(_ code: String, _ reason: String) async throws {
        let transcriber = try odd(code)
        let wav = try bench.write("", as: "a.wav")

        let failure = await #expect(throws: ToolFailure.self) {
            _ = try await transcriber.transcribe(wav, durationSeconds: 1, folder: folder) { _ in }
        }
        #expect(failure?.description.contains(reason) == true)
    }

    @Test(.enabled(if: Machine.hasFFmpeg)) func linesThatMakeNoSenseAreLeftOut() async throws {
        let transcriber = try odd(
            """
            print('not json'); print('{"t":"seg"}'); print('{"t":"seg","start":1e300,"end":-1,"text":"x"}')
            print('{"t":"seg","start":2,"end":1,"text":"y","words":[["y",2,1,0.5]]}'); print('{"t":"done"}')
            """)
        let wav = try bench.write("", as: "a.wav")

        let outcome = try await transcriber.transcribe(wav, durationSeconds: 1, folder: folder) { _ in }

        guard case .done(let lines, _) = outcome else {
            Issue.record("not done: \(outcome)")
            return
        }
        #expect(lines.allSatisfy { $0.startMilliseconds <= $0.endMilliseconds })
        #expect(lines.last?.words.first?.endMilliseconds == 2000)
    }

    /// The system's own Python with a worker of the test.
    private func odd(_ code: String) throws -> Transcriber {
        let environment = try bench.makeFolder("env/bin")
        try FileManager.default.createSymbolicLink(
            atPath: "\(environment)/python", withDestinationPath: "/usr/bin/python3")
        let model = try bench.makeFolder("model")
        _ = try bench.write("", as: "model/model.bin")
        return Transcriber(
            python: "\(environment)/python", model: model,
            worker: try bench.write(code, as: "worker.py"), sandbox: sandbox)
    }
}
