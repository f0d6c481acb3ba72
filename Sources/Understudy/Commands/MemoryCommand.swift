import ArgumentParser
import Foundation
import Recall

/// `understudy memory`: the scheduler, judged, fitted and rebuilt.
struct MemoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory", abstract: "The memory model.",
        subcommands: [Eval.self, FitLog.self, Replay.self, RollBack.self])

    struct Eval: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fit the memory model to a log of reviews and judge it on what came later.",
            discussion: """
                The file is CSV with the columns rep_id, clip_id, day, elapsed_days and rating (1 forgot, 2 hard, 3 good, 4 easy). \
                Judged are answers a day or more after another one, each predicted from everything before it.
                """)

        @Option(help: "The CSV file with reviews, in the order of time.")
        var reviews: String

        @Option(help: "Reviews before this day are fitted to, the others judged.")
        var trainBefore: Int

        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let report = try MemoryJudge(log: ReviewFile(path: reviews).log, day: trainBefore).report()
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = json ? [.sortedKeys] : [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
    }
}
