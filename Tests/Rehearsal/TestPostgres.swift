package import Database
import Foundation
import Logging
import Synchronization

/// Schemas of their own on a PostgreSQL server that is there for the tests alone.
package enum TestPostgres {
    /// `UNDERSTUDY_TEST_POSTGRES`: the server's address; nil when the tests were told of none.
    package static let address = ProcessInfo.processInfo.environment["UNDERSTUDY_TEST_POSTGRES"]

    private static let numbers = Atomic(0)

    /// There is no server to test on.
    package struct NoServer: Error {}

    /// An empty database.
    package static func open(readers: Int = 2) async throws -> PostgresDatabase {
        try await PostgresDatabase(try await emptySchema(readers: readers), logger: quiet)
    }

    /// An empty database as several nodes of these names have it open.
    package static func open(nodes names: [String]) async throws -> [PostgresDatabase] {
        var settings = try await emptySchema(readers: 2)
        var nodes: [PostgresDatabase] = []
        for name in names {
            settings.name = name
            nodes.append(try await PostgresDatabase(settings, logger: quiet))
        }
        return nodes
    }

    /// An empty database and another one that it takes for its replica.
    package static func openWithReplica() async throws -> (primary: PostgresDatabase, replica: PostgresDatabase) {
        let settings = try await emptySchema(readers: 2)
        let primary = try await PostgresDatabase(
            try await emptySchema(readers: 2), replicas: (settings, TestWorld().world), logger: quiet)
        return (primary, try await PostgresDatabase(settings, logger: quiet))
    }

    /// An empty database whose replica cannot be reached.
    package static func openWithLostReplica() async throws -> PostgresDatabase {
        try await PostgresDatabase(
            try await emptySchema(readers: 2),
            replicas: (
                PostgresSettings(address: "postgresql:///postgres?host=/nowhere", readers: 1), TestWorld().world
            ),
            logger: quiet)
    }

    private static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    private static func emptySchema(readers: Int) async throws -> PostgresSettings {
        guard let address else { throw NoServer() }
        let number = numbers.add(1, ordering: .relaxed).newValue
        let name = "t\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        let maker = try await PostgresDatabase(PostgresSettings(address: address, readers: 1), logger: quiet)
        try await maker.write { connection in
            // An identifier cannot be bound; this one is made here.
            try connection.run("SELECT set_config('understudy.schema', \(name), true)")
            try connection.run(
                "DO $$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_setting('understudy.schema')); END $$")
        }
        await maker.close()
        var settings = PostgresSettings(address: address, readers: readers)
        settings.schema = name
        return settings
    }
}
