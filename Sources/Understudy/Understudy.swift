import ArgumentParser
import Database
import Foundation
import Glibc

/// `understudy`: the server and everything around it.
@main
struct Understudy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "A peer-learning content server for sales teams.",
        subcommands: [
            ServeCommand.self, WorkCommand.self, MoveCommand.self, MigrateCommand.self, PersonCommand.self,
            TokenCommand.self,
            ImportCommand.self,
            DemoCommand.self, LookupCommand.self, MemoryCommand.self, BenchCommand.self,
        ])

    /// Exit codes: 0 done, 1 failed, 2 misused, 3 locked by a running server, 5 newer schema.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailed {
            end(1, failure.description)
        } catch let running as AlreadyRunning {
            end(3, running.description)
        } catch let taken as NameTaken {
            end(3, taken.description)
        } catch let newer as NewerSchema {
            end(5, newer.description)
        } catch let problem as SettingsProblem {
            end(2, problem.description)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error).rawValue
            let text = fullMessage(for: error)
            if !text.isEmpty { FileHandle(fileDescriptor: code == 0 ? 1 : 2).write(Data("\(text)\n".utf8)) }
            Glibc.exit(code == ExitCode.validationFailure.rawValue ? 2 : code)
        }
    }

    private static func end(_ code: Int32, _ text: String) -> Never {
        FileHandle.standardError.write(Data("understudy: \(text)\n".utf8))
        Glibc.exit(code)
    }
}
