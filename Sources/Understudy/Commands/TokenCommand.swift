import ArgumentParser
import Foundation

/// `understudy token create`: a bearer token, printed this once.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens for programs.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a token and print it once.")

        @Option(help: "The person the token acts for.")
        var email: String

        @Option(help: "What the token is for.")
        var name: String

        @Option(help: "What it may do, separated by commas: read, write, upload, admin.")
        var scope: String = "read"

        @Option(help: "Days until it ends, at most 365.")
        var days: Int = 90

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var storage: StorageOption

        private struct NewToken: Encodable {
            let name: String
            let scopes: [String]
            let days: Int
        }

        private struct Created: Decodable {
            let token: String
        }

        func run() async throws {
            let new = NewToken(name: name, scopes: scope.split(separator: ",").map { String($0) }, days: days)
            let answer = try await storage.withServer(actingAs: email) { client in
                try await client.sendJSON("POST", "/api/v1/tokens", new).checked()
            }
            print(json ? String(decoding: answer.body, as: UTF8.self) : try answer.decoded(Created.self).token)
        }
    }
}
