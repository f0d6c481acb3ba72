import ArgumentParser
import Foundation

/// `understudy person add`: first accounts and scripts.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Accounts.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a person.")

        @Option(help: "The mail address to sign in with.")
        var email: String

        @Option(help: "The name others see.")
        var name: String

        @Option(help: "rep, performer, manager or admin.")
        var role: String

        @Option(
            help: "A team to join, made when there is none of this name. The first person founds the team Everyone.")
        var team: [String] = []

        @Flag(help: "Read the password from the first line of standard input.")
        var passwordStdin = false

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var storage: StorageOption

        private struct NewPerson: Encodable {
            let name: String
            let email: String
            let role: String
            let teams: [String]
            let password: String?
        }

        func run() async throws {
            let password = passwordStdin ? readLine(strippingNewline: true) : nil
            if passwordStdin, password == nil { throw CommandFailed("There was no password on standard input.") }
            let body = try await storage.withServer(actingAs: nil) { client in
                let teams = team.isEmpty ? try await foundingTeam(client) : team
                let new = NewPerson(name: name, email: email, role: role, teams: teams, password: password)
                return try await client.sendJSON("POST", "/api/v1/people", new).checked().body
            }
            print(json ? String(decoding: body, as: UTF8.self) : "\(name) can sign in as \(email).")
        }

        /// Clips belong to teams: without any, the first person could not bring in a recording.
        private func foundingTeam(_ client: ServerClient) async throws -> [String] {
            struct Teams: Decodable {
                struct Entry: Decodable {}
                let items: [Entry]
            }
            let teams = try await client.get("/api/v1/teams").checked().decoded(Teams.self).items
            return teams.isEmpty ? ["Everyone"] : []
        }
    }
}
