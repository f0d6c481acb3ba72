import Crypto
import Glibc

/// System calls on files with errors that say what and where.
enum PlainFile {
    /// Opens without following links and without handing the file on to children.
    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws -> Int32 {
        let handle = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode)
        guard handle >= 0 else { throw FileFailure(action: "open", path: path, code: errno) }
        return handle
    }

    static func sync(_ handle: Int32, _ path: String) throws {
        guard fsync(handle) == 0 else { throw FileFailure(action: "sync", path: path, code: errno) }
    }

    static func syncFolder(_ path: String) throws {
        let handle = try open(path, O_RDONLY | O_DIRECTORY)
        defer { Glibc.close(handle) }
        try sync(handle, path)
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to handle: Int32, at offset: Int64, _ path: String) throws {
        var done = 0
        while done < bytes.count {
            let count = pwrite(handle, bytes.baseAddress?.advanced(by: done), bytes.count - done, Int(offset) + done)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw FileFailure(action: "write", path: path, code: errno) }
            done += count
        }
    }

    static func size(_ path: String) throws -> Int64? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure(action: "stat", path: path, code: errno)
        }
        return Int64(status.st_size)
    }

    /// Seconds since the file was written, by the file system's own clock; nil when there is none.
    static func age(_ path: String) throws -> Int64? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure(action: "stat", path: path, code: errno)
        }
        return Int64(time(nil)) - Int64(status.st_mtim.tv_sec)
    }

    /// False when there was nothing to remove.
    @discardableResult
    static func remove(_ path: String) throws -> Bool {
        guard unlink(path) == 0 else {
            if errno == ENOENT { return false }
            throw FileFailure(action: "remove", path: path, code: errno)
        }
        return true
    }

    /// With the folders above it, each for the server only.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
            throw FileFailure(action: "make folder", path: path, code: errno)
        }
        try makeFolder(String(path[..<end]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FileFailure(action: "make folder", path: path, code: errno)
        }
    }

    static func hash(_ path: String) throws -> BlobHash {
        let handle = try open(path, O_RDONLY)
        defer { Glibc.close(handle) }
        var digest = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(handle, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure(action: "read", path: path, code: errno) }
            if count == 0 { return BlobHash(digest: digest.finalize()) }
            buffer.withUnsafeBytes { digest.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
