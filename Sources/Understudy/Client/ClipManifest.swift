import Domain
import Foundation

/// `clips.csv` of an import: what is known about the recordings, by file name.
struct ClipManifest {
    /// One line, by column name.
    typealias Row = [String: String]

    private let rows: [String: Row]

    static let columns: Set<String> = [
        "file", "title", "stage", "objection", "clip_type", "persona", "industry", "language", "speakers",
        "description",
        "tags",
    ]

    /// - Throws: `CommandFailed` for a file that cannot be read, has no `file` column, or a column we do not know.
    init(path: String) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailed("\(path) cannot be read as UTF-8.")
        }
        try self.init(text: text)
    }

    init(text: String) throws {
        var table = Self.table(text)
        guard !table.isEmpty else { throw CommandFailed("The manifest is empty.") }
        let header = table.removeFirst().map { $0.lowercased().trimmedText }
        if let unknown = header.first(where: { !Self.columns.contains($0) }) {
            throw CommandFailed(
                "The manifest has a column \(unknown); known are \(Self.columns.sorted().joined(separator: ", ")).")
        }
        guard header.contains("file") else { throw CommandFailed("The manifest has no column file.") }
        rows = table.reduce(into: [:]) { rows, fields in
            let row = Dictionary(zip(header, fields.map(\.trimmedText)), uniquingKeysWith: { first, _ in first })
            if let file = row["file"], !file.isEmpty { rows[URL(fileURLWithPath: file).lastPathComponent] = row }
        }
    }

    func row(for file: String) -> Row? {
        rows[URL(fileURLWithPath: file).lastPathComponent]
    }

    /// What the manifest names that is not among `names`, in order.
    func files(besides names: [String]) -> [String] {
        let present = Set(names.map { URL(fileURLWithPath: $0).lastPathComponent })
        return rows.keys.filter { !present.contains($0) }.sorted()
    }

    /// RFC 4180: quotes around fields, doubled inside, line breaks inside quotes; a byte-order mark is skipped.
    private static func table(_ text: String) -> [[String]] {
        var table: [[String]] = []
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var characters = Array(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : Substring(text))[...]
        while let character = characters.popFirst() {
            if isQuoted {
                if character == "\"", characters.first == "\"" {
                    field.append(character)
                    characters.removeFirst()
                } else if character == "\"" {
                    isQuoted = false
                } else {
                    field.append(character)
                }
            } else if character == "\"" {
                isQuoted = true
            } else if character == "," {
                fields.append(field)
                field = ""
            } else if character.isNewline {
                fields.append(field)
                if fields != [""] { table.append(fields) }
                fields = []
                field = ""
            } else {
                field.append(character)
            }
        }
        fields.append(field)
        if fields != [""] { table.append(fields) }
        return table
    }
}
