import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Why a file could not be sent.
package enum FileUnreadable: Error, Hashable, Sendable {
    /// `open` said no: its errno.
    case cannotOpen(Int32)
    case shorterThanPromised
}

/// A file open for reading, closed with its last user. Everything that may wait for a disk happens on the thread pool: the
/// event loop only hands pages to the kernel that are in memory by then.
final class OpenFile: Sendable {
    let size: Int64
    private let descriptor: CInt
    /// Where the file is in memory, 0 for nowhere. Only the kernel reads through it: a file that became shorter is an error of a
    /// call then, and not the end of the process.
    private let mapping: UInt

    /// How much is brought into memory, and sent, at a time.
    static let pieceBytes: Int64 = 1024 * 1024
    private static let pool = NIOThreadPool.singleton
    private static let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// - Throws: `FileUnreadable`.
    static func open(_ path: String, size: Int64, first range: Range<Int64>) async throws -> OpenFile {
        try await pool.runIfActive {
            let descriptor = Self.openForReading(path)
            guard descriptor >= 0 else { throw FileUnreadable.cannotOpen(errno) }
            // Every read names its offset, so moving the position to the end disturbs nobody.
            let file = OpenFile(descriptor, size: Int64(lseek(descriptor, 0, SEEK_END)))
            guard file.size >= size else { throw FileUnreadable.shorterThanPromised }
            file.bringIntoMemory(range.prefix(pieceBytes))
            return file
        }
    }

    private init(_ descriptor: CInt, size: Int64) {
        self.descriptor = descriptor
        self.size = size
        let start = size > 0 ? mmap(nil, Int(size), PROT_READ, MAP_PRIVATE, descriptor, 0) : nil
        mapping = start.map { $0 == MAP_FAILED ? 0 : UInt(bitPattern: $0) } ?? 0
    }

    deinit {
        if let start = UnsafeMutableRawPointer(bitPattern: mapping) { munmap(start, Int(size)) }
        // A file only read from loses nothing when closing fails.
        close(descriptor)
    }

    /// Reads at most `count` bytes, at least one unless the file ends there.
    func read(at offset: Int64, count: Int) async throws -> ByteBuffer {
        try await Self.pool.runIfActive { [self] in
            var buffer = ByteBufferAllocator().buffer(capacity: count)
            let read = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
                max(pread(descriptor, memory.baseAddress, count, off_t(offset)), 0)
            }
            guard read > 0 else { throw FileUnreadable.shorterThanPromised }
            return buffer
        }
    }

    /// Bytes that are in memory; waits for the disk where they are not.
    /// - Throws: `FileUnreadable`.
    func bytes(_ stretch: Range<Int64>) throws -> ByteBuffer {
        let count = Int(stretch.upperBound - stretch.lowerBound)
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let read = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
            max(pread(descriptor, memory.baseAddress, count, off_t(stretch.lowerBound)), 0)
        }
        guard read == count else { throw FileUnreadable.shorterThanPromised }
        return buffer
    }

    /// Gives a socket as much of a stretch as it takes without waiting.
    /// - Returns: how many bytes it took; 0 also where the file could not be mapped.
    /// - Throws: `IOError` when the connection has ended, or the stretch is not in the file any more.
    func send(_ stretch: Range<Int64>, to socket: CInt) throws -> Int64 {
        guard let start = UnsafeRawPointer(bitPattern: mapping) else { return 0 }
        var next = stretch.lowerBound
        while next < stretch.upperBound {
            let sent = Self.sendWithoutSignal(socket, start + Int(next), Int(stretch.upperBound - next))
            if sent > 0 {
                next += Int64(sent)
            } else if errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS {
                break
            } else if errno != EINTR {
                throw IOError(errnoCode: errno, reason: "send")
            }
        }
        return next - stretch.lowerBound
    }

    /// Returns when sending the piece will not wait for the disk, at once when it is in memory.
    func prepare(_ piece: Range<Int64>) async throws {
        if isInMemory(piece) { return }
        try await Self.pool.runIfActive { [self] in bringIntoMemory(piece) }
    }

    /// Completes when sending the piece will not wait for the disk.
    func prepare(_ piece: Range<Int64>, on loop: any EventLoop) -> EventLoopFuture<Void> {
        if isInMemory(piece) { return loop.makeSucceededVoidFuture() }
        return Self.pool.runIfActive(eventLoop: loop) { [self] in bringIntoMemory(piece) }
    }

    /// Asks for all pages, then waits for some of each stretch: pages arrive in the order they were asked for.
    private func bringIntoMemory(_ piece: Range<Int64>) {
        #if canImport(Glibc)
            _ = posix_fadvise(
                descriptor, off_t(piece.lowerBound), off_t(piece.upperBound - piece.lowerBound), POSIX_FADV_WILLNEED)
        #endif
        var byte: UInt8 = 0
        for offset in Self.samples(of: piece) { _ = pread(descriptor, &byte, 1, off_t(offset)) }
    }

    /// Asks without waiting; false also where the system cannot say.
    private func isInMemory(_ piece: Range<Int64>) -> Bool {
        guard let start = UnsafeMutableRawPointer(bitPattern: mapping), !piece.isEmpty else { return piece.isEmpty }
        let first = Int(piece.lowerBound) & ~(Self.pageBytes - 1)
        let count = Int(piece.upperBound) - first
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count / Self.pageBytes + 1) { pages in
            guard let states = pages.baseAddress, mincore(start + first, count, states) == 0 else { return false }
            return pages.prefix((count + Self.pageBytes - 1) / Self.pageBytes).allSatisfy { $0 & 1 == 1 }
        }
    }

    /// Offsets that stand for a piece: one of each stretch that the kernel reads at once, and the last.
    private static func samples(of piece: Range<Int64>) -> [Int64] {
        piece.isEmpty
            ? [] : Array(stride(from: piece.lowerBound, to: piece.upperBound, by: 128 * 1024)) + [piece.upperBound - 1]
    }

    /// A connection closed by the other side is an error, not a signal.
    private static func sendWithoutSignal(_ socket: CInt, _ start: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.send(socket, start, count, 0)
        #else
            Glibc.send(socket, start, count, CInt(MSG_NOSIGNAL))
        #endif
    }

    private static func openForReading(_ path: String) -> CInt {
        #if canImport(Darwin)
            Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        #else
            Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        #endif
    }
}

extension Range<Int64> {
    /// The first bytes of a range.
    func prefix(_ count: Int64) -> Range<Int64> {
        lowerBound..<(upperBound - lowerBound > count ? lowerBound + count : upperBound)
    }
}
