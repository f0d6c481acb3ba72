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

        @Option(name: .customLong("run"), help: "Write the run to this file: query, clip, segment, score.")
        var runFile: String?

        func run() async throws {
            var options = EvaluationOptions()
            options.usesTags = !noTags
            options.competitors = competitors.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            let words = "/usr/share/hunspell/en_US.dic"
            if FileManager.default.fileExists(atPath: words) { options.dictionary = try DictionaryWords(file: words) }
            let settings = try Settings()
            do {
                options.encoder = try MeaningModel.load(folder: settings.meaningModel, kernels: settings.kernels)
            } catch {
                FileHandle.standardError.write(Data("By words alone: \(error)\n".utf8))
            }
            let report = try await evaluate(directory: folder, options: options)
            if let runFile { try report.runText.write(toFile: runFile, atomically: true, encoding: .utf8) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = json ? [.sortedKeys] : [.sortedKeys, .prettyPrinted]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        }
    }
}
