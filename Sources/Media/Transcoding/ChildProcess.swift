import CSeccomp
import Dispatch
import Foundation
import Glibc
import Synchronization

/// One program with an argument array and an empty environment, never a shell (FF-1): its lines as they come, its end,
/// and a deadline after which its whole process group is killed.
struct ChildProcess: Sendable {
    /// How it ended.
    struct Outcome: Sendable {
        /// Exit code, or 128 + signal.
        let status: Int32
        let isTimedOut: Bool
        /// It wrote more than `outputBytes` and was killed.
        let isTooLong: Bool
        /// The last kilobytes of standard error.
        let errorText: String
    }

    let program: String
    let arguments: [String]
    /// Inherited by the program as descriptor 3; nothing else of ours is but input, output and errors.
    var descriptor: Int32?
    let wallSeconds: Double
    /// Without a line for so long it is taken for stuck.
    var silenceSeconds = Double.infinity
    /// Standard output it may write before it is killed: we keep what it says in memory.
    var outputBytes = 64 << 20

    /// Its process group, and whether it shall end: a task may be cancelled before there is a process.
    private struct Life: Sendable {
        var group: pid_t = 0
        var isEnded = false

        mutating func end() {
            isEnded = true
            if group > 0 { kill(-group, SIGKILL) }
        }
    }

    private static let waiters = DispatchQueue(label: "understudy.children", attributes: .concurrent)

    /// - Parameter onLine: each line of standard output, in order, on a thread of its own.
    /// - Throws: `ToolFailure` when it cannot be started; `CancellationError`, after the group is gone.
    func run(onLine: @escaping @Sendable (String) -> Void) async throws -> Outcome {
        let life = Mutex(Life())
        return try await withTaskCancellationHandler {
            let outcome: Outcome = try await withCheckedThrowingContinuation { continuation in
                // bubblewrap dies with the thread that made it, so that thread stays until the end.
                Self.waiters.async {
                    continuation.resume(with: Result { try runBlocking(life: life, onLine: onLine) })
                }
            }
            try Task.checkCancellation()
            return outcome
        } onCancel: {
            life.withLock { $0.end() }
        }
    }

    private func runBlocking(
        life: borrowing Mutex<Life>, onLine: @escaping @Sendable (String) -> Void
    ) throws -> Outcome {
        let output = try Pipe()
        let errors = try Pipe()
        let child = try spawn(output: output.writeEnd, errors: errors.writeEnd)
        life.withLock { life in
            life.group = child
            if life.isEnded { life.end() }
        }
        output.closeWriteEnd()
        errors.closeWriteEnd()
        let tail = Mutex("")
        let lastLine = Mutex(DispatchTime.now().uptimeNanoseconds)
        let isTooLong = Mutex(false)
        let readers = DispatchGroup()
        Self.waiters.async(group: readers) {
            let isWhole = output.lines(atMost: outputBytes) { line in
                lastLine.withLock { $0 = DispatchTime.now().uptimeNanoseconds }
                onLine(line)
            }
            if !isWhole { isTooLong.withLock { $0 = true } }
        }
        Self.waiters.async(group: readers) {
            _ = errors.lines(atMost: Int.max) { line in
                tail.withLock { $0 = String(($0 + line + "\n").suffix(4000)) }
            }
        }
        let isTimedOut = waitForEnd(of: child, isTooLong: { isTooLong.withLock { $0 } }) { lastLine.withLock { $0 } }
        // Ended but not reaped, its number still is its own: grandchildren that kept the pipes open go too.
        life.withLock { life in
            life.end()
            life.group = 0
        }
        let status = reap(child)
        readers.wait()
        return Outcome(
            status: status, isTimedOut: isTimedOut, isTooLong: isTooLong.withLock { $0 },
            errorText: tail.withLock { $0 })
    }

    /// True when it had to be killed because it was late or silent.
    private func waitForEnd(of child: pid_t, isTooLong: () -> Bool, lastLine: () -> UInt64) -> Bool {
        let start = DispatchTime.now().uptimeNanoseconds
        var isTimedOut = false
        var isKilled = false
        while true {
            var state = siginfo_t()
            let code = waitid(P_PID, id_t(child), &state, WEXITED | WNOWAIT | (isKilled ? 0 : WNOHANG))
            if code == 0 && state.si_signo != 0 { return isTimedOut }
            if code != 0 && errno != EINTR { return isTimedOut }
            let now = DispatchTime.now().uptimeNanoseconds
            let isLate = seconds(start, now) > wallSeconds || seconds(max(start, lastLine()), now) > silenceSeconds
            if (isLate || isTooLong()) && !isKilled {
                isTimedOut = isLate
                isKilled = true
                kill(-child, SIGKILL)
            } else {
                usleep(10_000)
            }
        }
    }

    private func reap(_ child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private func seconds(_ from: UInt64, _ to: UInt64) -> Double {
        to > from ? Double(to - from) / 1e9 : 0
    }

    private func spawn(output: Int32, errors: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, 3) }
        // Whoever opened sockets and databases in this process may have forgotten to mark them.
        posix_spawn_file_actions_addclosefrom_np(&actions, descriptor == nil ? 3 : 4)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Limits end a program by signals: those our own parent ignored, or this thread blocks, must work in it.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, &attributes, &words, &environment)
        guard code == 0 else { throw ToolFailure("\(program) cannot be started: error \(code).") }
        return child
    }
}

/// A pipe whose ends no other child inherits.
private final class Pipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32
    private let isWriteEndOpen = Mutex(true)

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw ToolFailure("No pipe could be made: error \(errno).") }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        closeWriteEnd()
        close(readEnd)
    }

    func closeWriteEnd() {
        isWriteEndOpen.withLock { isOpen in
            if isOpen { close(writeEnd) }
            isOpen = false
        }
    }

    /// Blocks until the other side is closed. A line of more than a mebibyte is left out.
    /// - Returns: false as soon as there is more than `limit`.
    func lines(atMost limit: Int, _ take: (String) -> Void) -> Bool {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var total = 0
        while true {
            let count = buffer.withUnsafeMutableBytes { read(readEnd, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            (total, _) = total.addingReportingOverflow(count)
            guard total <= limit else { return false }
            pending += buffer[..<count]
            var start = 0
            while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
                take(String(decoding: pending[start..<end], as: UTF8.self))
                start = end + 1
            }
            pending.removeSubrange(..<start)
            if pending.count > 1 << 20 { pending.removeAll() }
        }
        if !pending.isEmpty { take(String(decoding: pending, as: UTF8.self)) }
        return true
    }
}
