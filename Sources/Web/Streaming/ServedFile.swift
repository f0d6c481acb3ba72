package import NIOCore

/// Something that can be sent whole or in part: a rendition, an original, a poster.
package struct ServedFile: Sendable {
    /// Bytes that come by themselves.
    package typealias Pieces = any AsyncSequence<ByteBuffer, any Error> & Sendable

    /// Where its bytes are.
    package enum Source: Sendable {
        /// A file of this machine, sent by the kernel without passing through us.
        case path(String)
        /// Anything else: gives the bytes from an offset on, at least one and at most so many.
        case chunks(@Sendable (_ offset: Int64, _ maximumBytes: Int) async throws -> ByteBuffer)
        /// Something that opens a part and then sends all of it.
        case stream(@Sendable (Range<Int64>) async throws -> Pieces)
        /// Another server, to which the reader is sent for the bytes.
        case address(String)
    }

    package let source: Source
    /// Bytes in all.
    package let size: Int64
    /// Names the content, without quotes: its SHA-256. Strong, so parts of different answers may be joined.
    package let tag: String
    /// From the database, never from a name or an address.
    package let contentType: String
    /// The whole `Content-Disposition` field; nil leaves it out.
    package let disposition: String?

    package init(source: Source, size: Int64, tag: String, contentType: String, disposition: String? = nil) {
        self.source = source
        self.size = size
        self.tag = tag
        self.contentType = contentType
        self.disposition = disposition
    }

    var quotedTag: String { "\"\(tag)\"" }
}
