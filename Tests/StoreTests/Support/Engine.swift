import Database
import Domain
import Rehearsal
import Store
import Testing

/// The engines every store is tested on.
enum Engine: CaseIterable, CustomTestStringConvertible {
    case sqlite
    case postgres

    /// Those that can be used here: PostgreSQL where the tests were told of a server.
    static var available: [Engine] { TestPostgres.address == nil ? [.sqlite] : allCases }

    var testDescription: String { "\(self)" }

    /// Runs `body` in one transaction of a database with the whole schema in which nothing else has been done.
    func onStage(_ body: @escaping @Sendable (Stage) throws -> Void) async throws {
        let world = TestWorld()
        switch self {
        case .sqlite:
            try await TestDatabases.original.copy().write { try body(Stage(connection: $0, world: world)) }
        case .postgres:
            let database = try await TestDatabases.sharedPostgres.value
            do {
                try await database.write { connection in
                    try body(Stage(connection: connection, world: world))
                    // What a commit would have found wrong.
                    try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
                    throw Undone()
                }
            } catch is Undone {}
        }
    }
}

/// Ends the transaction of a test without a trace for the next one.
private struct Undone: Error {}

/// Databases as a server finds them after its start.
enum TestDatabases {
    fileprivate static let original = MigratedDatabase(Migrations.all)

    /// Nothing is ever committed to it: making one for each test takes longer than most tests do.
    fileprivate static let sharedPostgres = Task { try await make(.postgres) }

    static func make(_ engine: Engine = .sqlite, world: TestWorld = TestWorld()) async throws -> any Database {
        let database = try await empty(engine)
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        return database
    }

    /// Without any schema.
    static func empty(_ engine: Engine) async throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase.inMemory()
        case .postgres: try await TestPostgres.open()
        }
    }
}
