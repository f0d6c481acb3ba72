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
        guard let address else { throw NoServer() }
        let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
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
        return try await PostgresDatabase(settings, logger: quiet)
    }
}
