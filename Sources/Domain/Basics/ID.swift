/// A noun that has rows of its own, and the prefix by which its ids are told apart (`clip_...`).
package protocol Identified {
    static var idPrefix: String { get }
}

/// The id of one `Noun`: time-ordered text with the noun's prefix, never a bare string, so ids of two nouns cannot be swapped.
package struct ID<Noun: Identified>: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    /// An id that is known to be well formed: from the database, from `World`, or a fixture.
    package init(_ text: String) {
        self.text = text
    }

    /// An id from outside. Nil unless it is 1 to 64 characters of our own alphabet and begins with a letter:
    /// safe in paths, SQL and logs.
    package init?(parsing text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isOurs), text.first?.isLetter == true else {
            return nil
        }
        self.text = String(text)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ID(parsing: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }
}

private func isOurs(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
    default: false
    }
}
