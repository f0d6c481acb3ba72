import Glibc

/// A file as memory: what is not looked at needs none. Nobody writes into the file; a new one takes its place, and this one stays
/// until the last who reads it is gone.
final class MappedFile: Sendable {
    private let address: UInt
    let count: Int

    /// - Returns: nil when there is no such file, or nothing in it.
    init?(path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_size > 0,
            let found = mmap(nil, Int(about.st_size), PROT_READ, MAP_PRIVATE, file, 0), found != MAP_FAILED
        else { return nil }
        address = UInt(bitPattern: found)
        count = Int(about.st_size)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(bitPattern: address), count)
    }

    /// Valid as long as this object is.
    fileprivate var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
    }

    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(bytes) }
    }

    /// Where bytes of this file begin in it.
    func place(of part: UnsafeRawBufferPointer) -> Int {
        part.baseAddress.map { Int(UInt(bitPattern: $0) - address) } ?? 0
    }

    /// What was read and is not needed any more takes no memory; looked at again, it is read again.
    func forget() {
        madvise(UnsafeMutableRawPointer(bitPattern: address), count, MADV_DONTNEED)
    }
}

/// A part of a mapped file.
struct KeptBytes: Sendable {
    private let file: MappedFile
    private let start: Int
    let count: Int

    init(_ file: MappedFile, _ bytes: UnsafeRawBufferPointer) {
        self.file = file
        start = file.place(of: bytes)
        count = bytes.count
    }

    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try file.withBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
    }
}
