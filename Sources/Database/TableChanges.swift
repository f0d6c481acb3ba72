import Synchronization

/// How often each table was written to since the database was opened. What was read under one stamp is still true while the
/// stamp is the same: one process owns the database, so every write passes here before its caller hears of it.
///
/// Deleting a row may delete rows of other tables by a foreign key, which is not counted for those: whoever depends on such a
/// table names its parents too.
package final class TableChanges: Sendable {
    private struct State {
        var ofTable: [String: Int] = [:]
        /// Writes whose table could not be told, such as changes of the schema: they count for all.
        var ofAll = 0
    }

    private let state = Mutex(State())
    private let isAlone: Bool

    /// - Parameter isAlone: false where others write to the same database: then nothing that was read is known to be still
    ///   true, and no two stamps are equal.
    package init(isAlone: Bool = true) {
        self.isAlone = isAlone
    }

    /// What is equal as long as none of the tables was written to.
    package struct Stamp: Hashable, Sendable {
        fileprivate let counts: [Int]
    }

    package func stamp(of tables: [String]) -> Stamp {
        state.withLock { state in
            if !isAlone { state.ofAll += 1 }
            return Stamp(counts: [state.ofAll] + tables.map { state.ofTable[$0] ?? 0 })
        }
    }

    func note(_ written: WrittenTables) {
        guard written.isUnknown || !written.names.isEmpty else { return }
        state.withLock { state in
            if written.isUnknown { state.ofAll += 1 }
            for name in written.names { state.ofTable[name, default: 0] += 1 }
        }
    }
}

/// The tables one transaction writes to. It stays on the writing connection.
final class WrittenTables {
    private(set) var names: Set<String> = []
    private(set) var isUnknown = false

    /// Takes note of a statement before it runs.
    func note(_ statement: String) {
        var words = Words(statement)
        switch words.next() {
        case "INSERT", "REPLACE":
            while let word = words.next(), word != "INTO" {}
            note(words.next())
        case "UPDATE": note(words.next())
        case "DELETE":
            _ = words.next()
            note(words.next())
        case "SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK": break
        default: isUnknown = true
        }
    }

    private func note(_ name: String?) {
        // A name of any other kind is one nobody may depend on not to have changed.
        guard let name, name.utf8.allSatisfy(Self.isPlain) else {
            isUnknown = true
            return
        }
        names.insert(name)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// The words at the beginning of a statement, one after the other.
private struct Words {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    mutating func next() -> String? {
        rest = rest.drop(while: Self.isSpace)
        let word = rest.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ";") }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : String(Substring(word))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }
}
