import Crypto
import Domain
import Glibc
import NIOCore

/// A part of a file as a body that is sent: read piece by piece, never whole.
struct FileRegion: AsyncSequence, Sendable {
    let path: String
    let range: Range<Int64>
    private let files = FileQueue()

    private static let pieceBytes: Int64 = 256 << 10

    init(path: String, range: Range<Int64>) {
        self.path = path
        self.range = range
    }

    var count: Int64 { range.upperBound - range.lowerBound }

    /// SHA-256 of the part; what is read also goes into `whole`.
    func hash(into whole: SHA256) async throws -> (part: BlobHash, whole: SHA256) {
        let (path, range) = (path, range)
        return try await files.run {
            let handle = try PlainFile.open(path, O_RDONLY)
            defer { close(handle) }
            var (part, whole) = (SHA256(), whole)
            var offset = range.lowerBound
            while offset < range.upperBound {
                let bytes = try Self.read(handle, path, offset..<Swift.min(offset + (1 << 20), range.upperBound))
                part.update(data: bytes)
                whole.update(data: bytes)
                offset += Int64(bytes.count)
            }
            return (BlobHash(digest: part.finalize()), whole)
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(region: self, offset: range.lowerBound)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let region: FileRegion
        var offset: Int64

        mutating func next() async throws -> ByteBuffer? {
            guard offset < region.range.upperBound else { return nil }
            let piece = offset..<Swift.min(offset + FileRegion.pieceBytes, region.range.upperBound)
            let path = region.path
            let bytes = try await region.files.run {
                let handle = try PlainFile.open(path, O_RDONLY)
                defer { close(handle) }
                return try FileRegion.read(handle, path, piece)
            }
            offset = piece.upperBound
            return ByteBuffer(bytes: bytes)
        }
    }

    /// All of it.
    /// - Throws: `FileFailure` when the file is shorter.
    private static func read(_ handle: Int32, _ path: String, _ range: Range<Int64>) throws -> [UInt8] {
        let count = Int(range.upperBound - range.lowerBound)
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    handle, buffer.baseAddress?.advanced(by: filled), count - filled, Int(range.lowerBound) + filled)
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { throw FileFailure(action: "read", path: path, code: got == 0 ? EIO : errno) }
                filled += got
            }
        }
    }
}
