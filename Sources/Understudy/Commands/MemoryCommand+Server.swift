import ArgumentParser
import Foundation

extension MemoryCommand {
    /// `understudy memory fit`: fits to the log of a storage folder.
    struct FitLog: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fit",
            abstract: "Fit the memory model to what was answered; deploy it if it predicts the last fifth better.")

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var storage: StorageOption

        private struct Report: Decodable {
            struct Trial: Decodable {
                let oldLogLoss: Double?
                let newLogLoss: Double?
                let upper: Double?
                let deployed: Bool
            }

            let scored: Int
            let people: Int
            let pooled: Trial
            let perPerson: Trial
            let ownVectors: Int
            let seconds: Double
        }

        func run() async throws {
            let answer = try await storage.withServer(actingAs: nil) { client in
                try await client.send("POST", "/api/v1/memory/fit").checked()
            }
            guard !json else { return print(String(decoding: answer.body, as: UTF8.self)) }
            let report = try answer.decoded(Report.self)
            print("\(report.scored) scored answers of \(report.people) people, \(report.seconds.short) s")
            print("everybody: \(Self.text(report.pooled))")
            print("each person: \(Self.text(report.perPerson)); \(report.ownVectors) have a vector of their own")
        }

        private static func text(_ trial: Report.Trial) -> String {
            guard let old = trial.oldLogLoss, let new = trial.newLogLoss else { return "too little to fit to" }
            let outcome = trial.deployed ? "deployed" : "kept the old"
            return "log loss \(old.short) before, \(new.short) with the new, \(outcome)"
        }
    }

    /// `understudy memory replay`: proves that stored memory is what the log gives.
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replay the log of recalls and put right every memory that differs.",
            discussion: "With --check nothing is changed; ends with 4 when a memory differs.")

        @Flag(help: "Only compare.")
        var check = false

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var storage: StorageOption

        private struct Ask: Encodable {
            let check: Bool
        }

        private struct Report: Decodable {
            let memories: Int
            let answers: Int
            let differences: [String]
            let seconds: Double
        }

        func run() async throws {
            let ask = Ask(check: check)
            let answer = try await storage.withServer(actingAs: nil) { client in
                try await client.sendJSON("POST", "/api/v1/memory/replay", ask).checked()
            }
            let report = try answer.decoded(Report.self)
            if json {
                print(String(decoding: answer.body, as: UTF8.self))
            } else {
                print(
                    "\(report.memories) memories, \(report.answers) answers, \(report.differences.count) differ, "
                        + "\(report.seconds.short) s")
                for difference in report.differences.prefix(20) { print(difference) }
            }
            if check, !report.differences.isEmpty { throw ExitCode(4) }
        }
    }

    /// `understudy memory rollback`: goes back to the vector before.
    struct RollBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback", abstract: "Take the parameters in use out of use; those before them count again.")

        @OptionGroup var storage: StorageOption

        private struct Vectors: Decodable {
            struct Vector: Decodable {
                let id: String
                let state: String
            }

            let items: [Vector]
        }

        func run() async throws {
            try await storage.withServer(actingAs: nil) { client in
                let found = try await client.send("GET", "/api/v1/memory/parameters").checked().decoded(Vectors.self)
                guard let inUse = found.items.first(where: { $0.state == "deployed" }) else {
                    throw CommandFailed("The authors' own parameters are in use: there is nothing to go back to.")
                }
                _ = try await client.send("POST", "/api/v1/memory/parameters/\(inUse.id)/rollback").checked()
                print("\(inUse.id) is out of use.")
            }
        }
    }
}

extension Double {
    /// Four digits behind the point at most.
    fileprivate var short: String { String(format: "%.4g", self) }
}
