import Glibc

/// Another server works on this storage folder.
package struct AlreadyRunning: Error, Hashable, Sendable, CustomStringConvertible {
    package let folder: String
    /// What the other one wrote about itself: its process id and, once it listens, its address.
    package let holder: String

    package var description: String {
        "another server is running on \(folder) (\(holder))"
    }
}

/// The right to work on a storage folder: an exclusive lock on its `server.lock`, held until `release` or the end of the
/// process, however that comes about. The file itself stays: removing it would let two servers lock two files.
package final class ServerLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `AlreadyRunning` when another process, or another `ServerLock`, holds it; `DatabaseFailure` when the file
    ///   cannot be opened.
    package init(folder: String) throws {
        let path = folder + "/server.lock"
        // Close-on-exec: a tool we start would otherwise keep the lock after the server's death.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ServerLock.failure("cannot open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno == EWOULDBLOCK ? nil : ServerLock.failure("cannot lock \(path)")
            let holder = ServerLock.content(of: descriptor)
            close(descriptor)
            throw failure ?? AlreadyRunning(folder: folder, holder: holder) as any Error
        }
        self.descriptor = descriptor
        try describe(address: nil)
    }

    deinit {
        close(descriptor)
    }

    /// Tells whoever comes second who we are; with the address as soon as the server listens.
    package func describe(address: String?) throws {
        let text = "pid \(getpid())" + (address.map { ", \($0)" } ?? "") + "\n"
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw ServerLock.failure("cannot write server.lock")
        }
    }

    /// Gives the lock up before the end of the process; doing it twice is harmless.
    package func release() {
        flock(descriptor, LOCK_UN)
    }

    private static func content(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let line = text.prefix { !$0.isNewline }
        return line.isEmpty ? "unknown process" : String(line)
    }

    private static func failure(_ message: String) -> DatabaseFailure {
        let code = errno
        return DatabaseFailure(kind: .cannotOpen, code: "errno \(code)", message: "\(message): \(text(ofErrno: code))")
    }
}
