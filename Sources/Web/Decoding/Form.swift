import Domain

/// The fields of a submitted form, or of a query: names and values in their order, decoded.
package struct Form: Sendable, Hashable {
    private let fields: [(name: String, value: String)]

    package static let empty = Form(fields: [])

    private static let mostFields = 10_000

    /// Reads `application/x-www-form-urlencoded`.
    /// - Throws: `Problem` 400 `bad_form` for what is not that, or for more than 10,000 fields; 422 for U+0000.
    package static func parse(_ bytes: some Collection<UInt8>) throws -> Form {
        guard !bytes.isEmpty else { return .empty }
        var fields: [(name: String, value: String)] = []
        for part in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            guard fields.count < mostFields else { throw malformed }
            let cut = part.firstIndex(of: UInt8(ascii: "="))
            let name = try text(part[part.startIndex..<(cut ?? part.endIndex)])
            let value = try cut.map { try text(part[part.index(after: $0)...]) } ?? ""
            fields.append((name, value))
        }
        return Form(fields: fields)
    }

    /// For tests and for values that are made here.
    package init(_ pairs: KeyValuePairs<String, String>) {
        fields = pairs.map { ($0.key, $0.value) }
    }

    private init(fields: [(name: String, value: String)]) {
        self.fields = fields
    }

    package var names: [String] { fields.map(\.name) }
    package var values: [String] { fields.map(\.value) }

    /// The first value of a field; nil when it was not sent.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The first value of a field, empty when it was not sent.
    package func text(_ name: String) -> String {
        self[name] ?? ""
    }

    /// Nil when it was not sent or holds only white space: how an empty box arrives.
    package func filled(_ name: String) -> String? {
        guard let value = self[name], value.contains(where: { !$0.isWhitespace }) else { return nil }
        return value
    }

    package func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// Whether a box is ticked.
    package func isOn(_ name: String) -> Bool {
        ["on", "true", "yes", "1"].contains(self[name])
    }

    package static func == (left: Form, right: Form) -> Bool {
        left.names == right.names && left.values == right.values
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(names)
        hasher.combine(values)
    }

    private static func text(_ bytes: some Collection<UInt8>) throws -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    throw malformed
                }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw malformed }
        guard !decoded.contains(0) else {
            throw Problem(status: 422, code: "bad_text", title: "A field holds a character that is not accepted")
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static let malformed = Problem.badRequest("bad_form", "This form cannot be read")
}
