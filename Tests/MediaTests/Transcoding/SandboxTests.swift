import Foundation
import Glibc
import Synchronization
import Testing

@testable import Media

@Suite(.enabled(if: Machine.hasFFmpeg)) struct SandboxTests {
    private let bench: Bench
    private let input: String
    private let output: String

    init() throws {
        bench = try Bench()
        input = try bench.write("the input", as: "input")
        output = try bench.makeFolder("out")
    }

    private func work(_ program: String, _ arguments: [String]) -> Sandbox.Work {
        Sandbox.Work(
            program: program, arguments: arguments, input: input, folder: output, durationSeconds: 1, inputBytes: 100,
            wallSeconds: 20)
    }

    private func run(_ work: Sandbox.Work) async throws -> (outcome: ChildProcess.Outcome, lines: [String]) {
        let lines = Mutex<[String]>([])
        let outcome = try await Sandbox(mode: .bubblewrap).run(work) { line in lines.withLock { $0.append(line) } }
        return (outcome, lines.withLock { $0 })
    }

    private func python(_ code: String) async throws -> (outcome: ChildProcess.Outcome, lines: [String]) {
        try await run(work("/usr/bin/python3", ["-I", "-c", code]))
    }

    @Test func theSandboxStartsOnThisMachine() async {
        #expect(await Sandbox.problem() == nil)
    }

    @Test func theInputIsReadAndOutputWritten() async throws {
        let result = try await run(work("/usr/bin/cp", ["/in", "/out/copy"]))

        #expect(result.outcome.status == 0)
        #expect(try bench.bytes(of: "\(output)/copy") == Array("the input".utf8))
    }

    @Test func aFileBesideTheInputIsNotThere() async throws {
        let secret = try bench.write("secret", as: "secret")

        let result = try await run(work("/usr/bin/cat", [secret]))

        #expect(result.outcome.status == 1)
        #expect(result.outcome.errorText.contains("No such file"))
    }

    @Test(arguments: ["/etc/passwd", "/root", "/home", "/var", "/proc/1/root/etc/passwd"])
    func filesOfTheMachineAreNotThere(_ path: String) async throws {
        #expect(try await run(work("/usr/bin/ls", [path])).outcome.status != 0)
    }

    @Test(arguments: ["/in", "/usr/bin/evil"])
    func whatIsOnlyForReadingIsNotWritten(_ path: String) async throws {
        let result = try await python("open('\(path)', 'w')")

        #expect(result.outcome.status == 1)
        #expect(result.outcome.errorText.contains("Read-only file system"))
        #expect(try bench.bytes(of: input) == Array("the input".utf8))
    }

    @Test func noSocketIsGiven() async throws {
        let result = try await python("import socket; socket.socket()")

        #expect(result.outcome.status == 1)
        #expect(result.outcome.errorText.contains("PermissionError"))
    }

    @Test func noNewNamespaceIsGiven() async throws {
        let result = try await run(work("/usr/bin/unshare", ["--user", "/usr/bin/true"]))

        #expect(result.outcome.status != 0)
        #expect(result.outcome.errorText.contains("not permitted"))
    }

    @Test func theEnvironmentIsOursAlone() async throws {
        let result = try await run(work("/usr/bin/env", []))

        #expect(Set(result.lines) == ["PATH=/usr/bin", "HOME=/tmp", "LANG=C.UTF-8", "PWD=/tmp"])
    }

    @Test func noOtherDescriptorIsInherited() async throws {
        // Left open for children on purpose, as a careless library would.
        let careless = open(input, O_RDONLY)
        defer { close(careless) }

        let result = try await python(
            """
            import os
            def is_open(number):
                try: os.fstat(number)
                except OSError: return False
                return True
            print([number for number in range(3, 64) if is_open(number)])
            """)

        #expect(result.lines == ["[]"])
    }

    @Test func theClockEndsItAndItsChildren() async throws {
        var slow = work(
            "/usr/bin/python3", ["-I", "-c", "import subprocess; subprocess.run(['/usr/bin/sleep', '600'])"])
        slow.wallSeconds = 0.5

        let result = try await run(slow)

        #expect(result.outcome.isTimedOut)
        #expect(result.outcome.status == 137)
    }

    @Test func silenceEndsIt() async throws {
        var silent = work("/usr/bin/python3", ["-I", "-c", "import time; print('hello', flush=True); time.sleep(600)"])
        silent.silenceSeconds = 0.5

        let result = try await run(silent)

        #expect(result.outcome.isTimedOut)
        #expect(result.lines == ["hello"])
    }

    @Test func endlessOutputEndsIt() async throws {
        let result = try await run(work("/usr/bin/yes", [String(repeating: "y", count: 1000)]))

        #expect(result.outcome.isTooLong)
        #expect(!result.outcome.isTimedOut)
        #expect(result.outcome.status != 0)
    }

    @Test func aFileLargerThanAllowedEndsIt() async throws {
        let result = try await run(work("/usr/bin/truncate", ["-s", "2G", "/out/big"]))

        #expect(result.outcome.status == 153)
    }

    @Test func moreMemoryThanAllowedIsNotGiven() async throws {
        let result = try await python("bytearray(4 << 30)")

        #expect(result.outcome.errorText.contains("MemoryError"))
    }

    @Test func cancellingEndsIt() async throws {
        let slow = work("/usr/bin/sleep", ["600"])

        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await run(slow) }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }

    @Test func aProgramThatIsNotThereSaysSo() async throws {
        let result = try await run(work("/usr/bin/no-such-program", []))

        #expect(result.outcome.status == 1)
        #expect(result.outcome.errorText.contains("No such file"))
    }

    @Test func withoutSandboxTheSameWorkIsDone() async throws {
        let outcome = try await Sandbox(mode: .off).run(work("/usr/bin/cp", ["/in", "/out/copy"])) { _ in }

        #expect(outcome.status == 0)
        #expect(try bench.bytes(of: "\(output)/copy") == Array("the input".utf8))
    }
}
