/// A version of the SQLite library.
struct SQLiteVersion: Comparable {
    let numbers: [Int]

    init(_ major: Int, _ minor: Int, _ patch: Int) {
        numbers = [major, minor, patch]
    }

    /// Nil unless the text is three numbers with dots.
    init?(_ text: String) {
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        self.numbers = numbers
    }

    static func < (left: SQLiteVersion, right: SQLiteVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    /// From 3.7.0, mended in 3.51.3 and, backported, in 3.44.6 and 3.50.7 (sqlite.org/wal.html#walresetbug).
    var hasWALResetBug: Bool {
        let mended =
            self >= SQLiteVersion(3, 51, 3)
            || (SQLiteVersion(3, 50, 7)..<SQLiteVersion(3, 51, 0)).contains(self)
            || (SQLiteVersion(3, 44, 6)..<SQLiteVersion(3, 45, 0)).contains(self)
        return self >= SQLiteVersion(3, 7, 0) && !mended
    }
}
