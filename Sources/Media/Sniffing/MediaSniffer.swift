import CMagic
import Foundation
import Glibc

/// Asks libmagic what a file is by its first mebibyte, never by its name (UP-7).
package struct MediaSniffer: Sendable {
    private let files = FileQueue()

    package init() {}

    /// The MIME type, such as `video/mp4`.
    /// - Throws: `FileFailure`; `ToolFailure` when libmagic's database is missing.
    package func type(of path: String) async throws -> String {
        try await files.run {
            let handle = try PlainFile.open(path, O_RDONLY)
            defer { close(handle) }
            var start = [UInt8](repeating: 0, count: 1 << 20)
            let count = start.withUnsafeMutableBytes { read(handle, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw FileFailure(action: "read", path: path, code: errno) }
            return try Self.type(of: start[..<count])
        }
    }

    /// A handle of its own for each question: libmagic's handles may not be shared between threads.
    private static func type(of bytes: ArraySlice<UInt8>) throws -> String {
        guard let magic = magic_open(MAGIC_MIME_TYPE) else { throw ToolFailure("libmagic cannot start.") }
        defer { magic_close(magic) }
        guard magic_load(magic, nil) == 0 else { throw ToolFailure("libmagic has no database.") }
        let answer = bytes.withUnsafeBytes { magic_buffer(magic, $0.baseAddress, $0.count) }
        guard let answer else { throw ToolFailure("libmagic has no answer.") }
        return String(cString: answer)
    }
}

/// A tool of the machine that is missing or does not work.
package struct ToolFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
