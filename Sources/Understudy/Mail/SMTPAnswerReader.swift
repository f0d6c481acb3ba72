/// What a mail server answered: a number, and words of which each line is one.
struct SMTPAnswer: Sendable, Hashable {
    let code: Int
    let lines: [String]

    /// On one line, for an operator.
    var words: String { "\(code) \(lines.joined(separator: " "))" }
}

/// Makes answers of the bytes a mail server sends, however they are cut.
struct SMTPAnswerReader {
    private var unread: [UInt8] = []
    private var lines: [String] = []

    private static let longestLine = 2000
    private static let mostLines = 200
    private static let mostBytes = 64 << 10

    /// Whether everything that came was asked for.
    var isEmpty: Bool { unread.isEmpty && lines.isEmpty }

    /// - Throws: `CommandFailed` when more has come than anybody answers.
    mutating func append(_ bytes: some Sequence<UInt8>) throws {
        unread += bytes
        guard unread.count <= Self.mostBytes else { throw Self.endless }
    }

    /// The next answer, once it is whole.
    /// - Throws: `CommandFailed` for what is no answer.
    mutating func next() throws -> SMTPAnswer? {
        while let end = unread.firstIndex(of: 10) {
            guard end <= Self.longestLine, lines.count < Self.mostLines else { throw Self.endless }
            let bytes = unread[..<end]
            let line = String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
            unread.removeFirst(end + 1)
            let digits = line.utf8.prefix(3)
            guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }), let code = Int(line.prefix(3))
            else { throw CommandFailed("This is no mail server. It says: \(line.prefix(200))") }
            lines.append(String(line.dropFirst(4)))
            // `250-...` goes on, `250 ...` is the last one.
            if line.dropFirst(3).first == "-" { continue }
            defer { lines = [] }
            return SMTPAnswer(code: code, lines: lines)
        }
        guard unread.count <= Self.longestLine else { throw Self.endless }
        return nil
    }

    private static var endless: CommandFailed { CommandFailed("The mail server talks without end.") }
}
