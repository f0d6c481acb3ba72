import Foundation
import Glibc
import Synchronization

/// Where media tools run: no network, no other files, few resources (FF-4 to FF-7). One run has one input and one
/// folder for its output.
package struct Sandbox: Sendable {
    package enum Mode: Sendable, Hashable {
        case bubblewrap
        /// Only by the admin's explicit setting; shown as a warning.
        case off
    }

    /// What one run needs.
    struct Work: Sendable {
        var program: String
        /// With `/in` for the input, `/out` for the folder.
        var arguments: [String]
        var input: String
        var folder: String
        /// More to read: a folder here, and where the program sees it.
        var readOnly: [(here: String, there: String)] = []
        /// Of the medium; decides time and CPU limits.
        var durationSeconds: Double
        var inputBytes: Int64
        var memoryBytes = 3 << 30
        var wallSeconds: Double?
        var silenceSeconds = Double.infinity
    }

    package let mode: Mode

    package init(mode: Mode) {
        self.mode = mode
    }

    /// Starts the sandbox once for real. Nil when it works, otherwise why not, in plain words.
    package static func problem() async -> String? {
        guard access(bwrap, X_OK) == 0 else { return "The sandbox (bubblewrap) is not installed." }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("understudy-sandbox-\(getpid())")
            .path
        do {
            try PlainFile.makeFolder(folder)
            defer { rmdir(folder) }
            let work = Work(
                program: "/usr/bin/true", arguments: [], input: "/dev/null", folder: folder, durationSeconds: 1,
                inputBytes: 0, wallSeconds: 10)
            let outcome = try await Sandbox(mode: .bubblewrap).run(work) { _ in }
            return outcome.status == 0 ? nil : "The sandbox (bubblewrap) does not start here: \(outcome.errorText)"
        } catch {
            return "The sandbox (bubblewrap) does not start here: \(error)"
        }
    }

    /// - Throws: `ToolFailure`, `CancellationError`.
    func run(_ work: Work, onLine: @escaping @Sendable (String) -> Void) async throws -> ChildProcess.Outcome {
        switch mode {
        case .bubblewrap:
            let filter = try SeccompFilter.descriptor()
            defer { close(filter) }
            return try await child(
                work, limits(work) + [Self.bwrap] + confinement(work) + [work.program] + work.arguments,
                descriptor: filter
            ).run(onLine: onLine)
        case .off:
            return try await child(
                work, limits(work) + [work.program] + work.arguments.map { seenOutside($0, work) }, descriptor: nil
            )
            .run(onLine: onLine)
        }
    }

    private static let bwrap = "/usr/bin/bwrap"

    private func child(
        _ work: Work, _ command: [String], descriptor: Int32?
    ) -> ChildProcess {
        ChildProcess(
            program: command[0], arguments: Array(command.dropFirst()), descriptor: descriptor,
            wallSeconds: work.wallSeconds ?? max(600, 6 * work.durationSeconds), silenceSeconds: work.silenceSeconds)
    }

    /// FF-6. Whole numbers only.
    private func limits(_ work: Work) -> [String] {
        let cpu = Int(exactly: (4 * work.durationSeconds + 60).rounded(.up)) ?? 36_000
        let file = 3 * work.inputBytes + 1 << 30
        return [
            "/usr/bin/prlimit", "--as=\(work.memoryBytes)", "--cpu=\(cpu)", "--fsize=\(file)", "--nofile=64",
            "--nproc=256", "--core=0", "/usr/bin/nice", "-n", "10", "/usr/bin/ionice", "-c3",
        ]
    }

    /// FF-4.
    private func confinement(_ work: Work) -> [String] {
        var arguments = [
            "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--setenv", "PATH", "/usr/bin",
            "--setenv", "HOME", "/tmp", "--setenv", "LANG", "C.UTF-8",
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--symlink", "usr/bin", "/bin", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
            "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev", "--tmpfs",
            "/tmp",
            "--ro-bind", work.input, "/in", "--bind", work.folder, "/out",
        ]
        for bind in work.readOnly { arguments += ["--ro-bind", bind.here, bind.there] }
        return arguments + ["--chdir", "/tmp", "--cap-drop", "ALL", "--seccomp", "3", "--"]
    }

    /// Without a sandbox the program sees the real paths.
    private func seenOutside(_ argument: String, _ work: Work) -> String {
        if argument == "/in" { return work.input }
        if argument.hasPrefix("/out") { return work.folder + argument.dropFirst(4) }
        for bind in work.readOnly where argument.hasPrefix(bind.there) {
            return bind.here + argument.dropFirst(bind.there.utf8.count)
        }
        return argument
    }
}
