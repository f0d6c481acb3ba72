import Database

/// A database to which others write as well, as it is with PostgreSQL: nothing that was read is known to be still true.
struct SharedDatabase: Database {
    let whole: SQLiteDatabase
    let changes = TableChanges(isAlone: false)

    var dialect: Dialect { whole.dialect }
    var engineVersion: String { whole.engineVersion }
    var isReadOnly: Bool { whole.isReadOnly }

    func probeWrite() async throws { try await whole.probeWrite() }
    func close() async throws { try whole.close() }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try await whole.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value { try await whole.write(body) }
}
