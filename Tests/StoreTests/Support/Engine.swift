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

    /// Runs `body` in one transaction of a fresh database with the whole schema.
    func onStage(_ body: @escaping @Sendable (Stage) throws -> Void) async throws {
        let world = TestWorld()
        let database = try await TestDatabases.make(self, world: world)
        try await database.write { try body(Stage(connection: $0, world: world)) }
    }
}

/// Databases as a server finds them after its start.
enum TestDatabases {
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
