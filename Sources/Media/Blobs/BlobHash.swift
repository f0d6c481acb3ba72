import Domain

/// The name of a blob: its SHA-256 as 64 lower-case hexadecimal digits. Safe in paths by construction.
package struct BlobHash: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil unless it is exactly 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        let isHex = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard text.utf8.count == 64, isHex else { return nil }
        self.text = text
    }

    init(digest: some Sequence<UInt8>) {
        text = Hex.text(digest)
    }

    package var description: String { text }
}
