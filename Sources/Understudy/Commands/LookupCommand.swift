import ArgumentParser
import Foundation
import Lookup

/// `understudy lookup eval DIR`: judges lookup on a set of queries with known answers.
struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup", abstract: "Lookup.", subcommands: [Eval.self])

    struct Eval: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judge lookup on a folder with clips.jsonl, queries.jsonl, qrels.jsonl and taxonomy.json.")

        @Argument(help: "The folder of the judged set.")
        var folder: String

        @Flag(help: "Print one JSON object.")
        var json = false

        @Flag(help: "Ignore what uploaders said a clip is about.")
        var noTags = false

        @Option(help: "Names of competitors, separated by commas.")
        var competitors: String = ""

        @Option(help: "Write the run to this file: query, clip, segment, score.")
        var run: String?

        func run() async throws {
            print("\(folder) \(json) \(noTags) \(competitors) \(run ?? "")")
        }
    }
}
