import Hummingbird
import NIOCore
import NIOPosix

/// A part of a file on its way out.
struct FileBody: Sendable {
    /// The opened file, or the way to its bytes.
    enum Content: Sendable {
        case file(OpenFile)
        case chunks(@Sendable (Int64, Int) async throws -> ByteBuffer)
        case stream(ServedFile.Pieces)

        init(_ file: ServedFile, first range: Range<Int64>, _ files: OpenFiles) async throws {
            switch file.source {
            case .path(let path): self = .file(try await files.open(path, size: file.size, first: range))
            case .chunks(let read): self = .chunks(read)
            case .stream(let open): self = .stream(try await open(range))
            case .address: throw FileUnreadable.shorterThanPromised
            }
        }
    }

    let content: Content
    let range: Range<Int64>
    let channel: (any Channel)?
    let turn: MediaTurn?

    static let chunkBytes = 256 * 1024

    var responseBody: ResponseBody {
        ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            switch content {
            case .file(let file):
                if let sent = sentBySender(file) { try await sent.get() } else { try await write(file, to: &writer) }
            case .chunks(let read): try await write(read, to: &writer)
            case .stream(let pieces): try await write(pieces, to: &writer)
            }
            try await writer.finish(nil)
            turn?.end()
        }
    }

    /// Nil when the connection has no file sender.
    private func sentBySender(_ file: OpenFile) -> EventLoopFuture<Void>? {
        guard let channel else { return nil }
        // The head was handed to the event loop before this body began, and the loop keeps order.
        return channel.eventLoop.flatSubmit {
            do {
                let sender = try channel.pipeline.syncOperations.handler(type: FileSender.self)
                return sender.send(file, range, on: channel.eventLoop)
            } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
        }
    }

    private func write(_ file: OpenFile, to writer: inout any ResponseBodyWriter) async throws {
        try await write({ offset, count in try await file.read(at: offset, count: count) }, to: &writer)
    }

    private func write(_ pieces: ServedFile.Pieces, to writer: inout any ResponseBodyWriter) async throws {
        var rest = range.upperBound - range.lowerBound
        for try await bytes in pieces {
            rest -= Int64(bytes.readableBytes)
            guard rest >= 0 else { throw FileUnreadable.shorterThanPromised }
            try await writer.write(bytes)
        }
        guard rest == 0 else { throw FileUnreadable.shorterThanPromised }
    }

    private func write(
        _ read: @Sendable (Int64, Int) async throws -> ByteBuffer,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let wanted = Int(min(range.upperBound - offset, Int64(Self.chunkBytes)))
            let bytes = try await read(offset, wanted)
            guard (1...wanted).contains(bytes.readableBytes) else { throw FileUnreadable.shorterThanPromised }
            offset += Int64(bytes.readableBytes)
            try await writer.write(bytes)
        }
    }
}
