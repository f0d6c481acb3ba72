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
    let handle: NIOFileHandle
    private let descriptor: CInt

    /// How much is brought into memory, and sent, at a time.
    static let pieceBytes: Int64 = 1024 * 1024
    private static let pool = NIOThreadPool.singleton

    /// - Throws: `FileUnreadable`.
    static func open(_ path: String, size: Int64, first range: Range<Int64>) async throws -> OpenFile {
        try await pool.runIfActive {
            let descriptor = Self.openForReading(path)
            guard descriptor >= 0 else { throw FileUnreadable.cannotOpen(errno) }
            let file = OpenFile(descriptor)
            // Every read names its offset, so moving the position to the end disturbs nobody.
            guard lseek(descriptor, 0, SEEK_END) >= size else { throw FileUnreadable.shorterThanPromised }
            file.bringIntoMemory(range.prefix(pieceBytes))
            return file
        }
    }

    private init(_ descriptor: CInt) {
        self.descriptor = descriptor
        handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
    }

    deinit {
        do { try handle.close() } catch {
            // A file only read from loses nothing when closing fails.
        }
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

    /// Completes when sending the piece will not wait for the disk.
    func prepare(_ piece: Range<Int64>, on loop: any EventLoop) -> EventLoopFuture<Void> {
        Self.pool.runIfActive(eventLoop: loop) { [self] in bringIntoMemory(piece) }
    }

    /// Asks for all pages, then waits for some of each stretch: pages arrive in the order they were asked for.
    private func bringIntoMemory(_ piece: Range<Int64>) {
        #if canImport(Glibc)
            _ = posix_fadvise(
                descriptor, off_t(piece.lowerBound), off_t(piece.upperBound - piece.lowerBound), POSIX_FADV_WILLNEED)
        #endif
        var byte: UInt8 = 0
        for offset in stride(from: piece.lowerBound, to: piece.upperBound, by: 128 * 1024) {
            _ = pread(descriptor, &byte, 1, off_t(offset))
        }
        if !piece.isEmpty { _ = pread(descriptor, &byte, 1, off_t(piece.upperBound - 1)) }
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
