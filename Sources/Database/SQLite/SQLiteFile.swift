import Glibc

/// The database file before SQLite opens it.
enum SQLiteFile {
    /// Makes sure that the file exists, that only we can read it, and that its file system keeps SQLite's promises.
    /// SQLite gives its `-wal` and `-shm` files the mode of this one.
    static func prepare(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot open \(path)") }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw failure("cannot set the mode of \(path)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot ask for the device of \(path)") }
        if let name = FileSystem.name(ofDevice: UInt64(status.st_dev)), FileSystem.isShared(name) {
            throw NetworkFileSystem(path: path, name: name)
        }
    }

    private static func failure(_ message: String) -> DatabaseFailure {
        let code = errno
        return DatabaseFailure(kind: .cannotOpen, code: "errno \(code)", message: "\(message): \(text(ofErrno: code))")
    }
}

/// The system's words for an error number.
func text(ofErrno code: Int32) -> String {
    guard let words = strerror(code) else { return "error \(code)" }
    return String(cString: words)
}
