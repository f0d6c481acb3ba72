/// One open transaction. Not `Sendable`: it cannot leave the closure it was lent to.
package protocol Connection {
    var dialect: Dialect { get }

    /// All rows of a query, or of a statement with RETURNING.
    /// - Throws: `DatabaseFailure`.
    func rows(_ sql: SQL) throws -> [Row]

    /// Runs one statement and returns how many rows it inserted, updated or deleted itself (not through triggers or cascades).
    /// - Throws: `DatabaseFailure`.
    @discardableResult
    func run(_ sql: SQL) throws -> Int
}

extension Connection {
    /// The first row, nil when there is none.
    package func row(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }

    /// The integer in the first column of the only row: for `SELECT COUNT(*) ...`.
    /// - Throws: `DatabaseFailure` of kind `decoding` when there is no row or no integer.
    package func count(_ sql: SQL) throws -> Int {
        guard let row = try row(sql) else { throw DatabaseFailure.decoding("a count without a row") }
        return try row.firstInt()
    }

    /// Runs `body` so that its failure undoes only what it did itself, not what the transaction did before.
    /// A failure of the engine (disk full, damaged file) is not survivable and should end the whole transaction.
    @discardableResult
    package func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try run("SAVEPOINT part")
        do {
            let value = try body()
            try run("RELEASE SAVEPOINT part")
            return value
        } catch {
            if let failure = error as? DatabaseFailure, failure.kind.endsTransaction { throw failure }
            try run("ROLLBACK TO SAVEPOINT part")
            try run("RELEASE SAVEPOINT part")
            throw error
        }
    }
}
