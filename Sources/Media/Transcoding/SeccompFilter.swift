import CSeccomp
import Glibc

/// Denies what no media tool needs: the network, tracing, mounting, new namespaces (FF-5).
enum SeccompFilter {
    private static let denied = [
        "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "ptrace", "mount", "umount2",
        "unshare",
        "setns", "bpf", "keyctl", "add_key", "request_key", "io_uring_setup", "io_uring_enter", "io_uring_register",
        "userfaultfd", "perf_event_open", "kexec_load", "init_module", "finit_module", "process_vm_readv",
        "process_vm_writev",
    ]

    /// Writes the filter as a program for bubblewrap and returns a descriptor on it, to be closed by the caller.
    /// - Throws: `ToolFailure`.
    static func descriptor() throws -> Int32 {
        guard let filter = seccomp_init(allow) else { throw ToolFailure("libseccomp cannot start.") }
        defer { seccomp_release(filter) }
        for name in denied {
            let number = seccomp_syscall_resolve_name(name)
            // Not every architecture has every call.
            guard number >= 0 else { continue }
            guard seccomp_rule_add_array(filter, deny, number, 0, nil) == 0 else {
                throw ToolFailure("libseccomp does not take a rule for \(name).")
            }
        }
        // A few hundred bytes wait in the pipe until bubblewrap reads them: no file, no name.
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw ToolFailure("No pipe for the sandbox filter: error \(errno).") }
        let written = seccomp_export_bpf(filter, ends[1])
        close(ends[1])
        guard written == 0 else {
            close(ends[0])
            throw ToolFailure("libseccomp cannot write its filter.")
        }
        return ends[0]
    }

    /// `SCMP_ACT_ALLOW` and `SCMP_ACT_ERRNO(EPERM)`: macros of libseccomp that Swift does not see.
    private static let allow: UInt32 = 0x7fff_0000
    private static let deny: UInt32 = 0x0005_0000 | UInt32(EPERM)
}
