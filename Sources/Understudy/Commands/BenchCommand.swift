import ArgumentParser
import Foundation
import Logging

/// `understudy bench`: measures this build on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure this build: pages, media, writes, feedback, lookup and memory over made-up clips.",
        discussion: """
            Uses a storage of its own that is removed afterwards. With --storage it fills that one, which has to be empty or made by \
            `demo`, and leaves it for the next time. nginx is measured beside the server when it is installed.
            """)

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case pages, media, writes, feedback, lookup, memory
    }

    @Argument(help: "What to measure: pages, media, writes, feedback, lookup or memory; everything when not given.")
    var part: Part?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: "How many clips there are to be.")
    var clips = 10_000

    @Option(help: "How many times each page, and for each number of users a lookup, is asked for.")
    var requests = 400

    @Option(help: "How long each round of media and writes takes.")
    var seconds = 3.0

    @Option(help: "How many rounds of media there are.")
    var rounds = 3

    @Option(help: "A PostgreSQL server to compare full text search with, such as postgres:///postgres.")
    var postgres: String?

    @Option(help: "A CSV of reviews, as `memory eval` takes it, to fit to instead of a made-up log.")
    var reviews: String?

    @Option(help: "Only reviews before this day are fitted to.")
    var trainBefore: Int?

    @Option(help: "How many people remember something, each of them 300 cues in the grid.")
    var people = 200

    @OptionGroup var storage: StorageOption

    func validate() throws {
        guard (1...1_000_000).contains(clips), (1...100_000).contains(requests), (1...100).contains(rounds),
            (1...1000).contains(people),
            (0.05...600).contains(seconds)
        else { throw ValidationError("These numbers are too small or too large.") }
    }

    func run() async throws {
        var settings = try storage.settings()
        settings.host = "127.0.0.1"
        settings.port = 0
        settings.publicURL = nil
        settings.logLevel = .error
        guard storage.storage == nil else { return try await measure(settings) }
        settings.storage = NSTemporaryDirectory() + "understudy-bench-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try await measure(settings)
            try FileManager.default.removeItem(atPath: settings.storage)
        } catch {
            try FileManager.default.removeItem(atPath: settings.storage)
            throw error
        }
    }

    private func measure(_ settings: Settings) async throws {
        let ground = try await BenchGround.prepare(settings, clips: part == .memory ? min(clips, 20) : clips)
        var report = BenchReport(clips: ground.clips)
        let parts = part.map { [$0] } ?? Part.allCases
        if parts.contains(.pages) || parts.contains(.lookup) {
            report.start = try await StartBench(ground: ground, starts: 3).run()
        }
        if parts.contains(.lookup) {
            report.fullText = try await FullTextBench(ground: ground, requests: requests, postgres: postgres).run()
            report.prefilter = try await PrefilterBench(ground: ground, queries: min(requests, 200)).run()
            report.encodingMilliseconds = try await EncodingBench(ground: ground).run()
        }
        let memory = MemoryBench(reviews: reviews, trainBefore: trainBefore, people: people)
        let gridBench = MemoryGridBench(ground: ground, people: people, cues: 300)
        let filled = parts.contains(.memory) ? try await gridBench.fill() : nil
        let talk =
            parts.contains(.feedback) ? try await FeedbackBench(ground: ground, requests: requests).prepare() : nil
        let begun = report
        let (requests, seconds, rounds) = (requests, seconds, rounds)
        let full = try await ground.withServer { server in
            var report = begun
            if parts.contains(.lookup) {
                let bench = LookupBench(ground: ground, requests: requests)
                report.lookup = try await bench.run(server)
                report.suggestions = try await bench.suggestions(server)
            }
            if parts.contains(.pages) {
                report.pages = try await PagesBench(ground: ground, requests: requests).run(server)
            }
            if parts.contains(.media) {
                report.media = try await MediaBench(ground: ground, seconds: seconds, rounds: rounds).run(server)
            }
            if let filled {
                report.memory = try await memory.run(try await gridBench.run(filled, server))
            }
            if let talk {
                report.feedback = try await FeedbackBench(ground: ground, requests: requests).run(server, talk)
            }
            if parts.contains(.writes) { report.writes = try await WritesBench(seconds: seconds).run(server) }
            return report
        }
        print(json ? try full.json() : full.text)
    }
}
