import Database
import Domain
import Store

extension Ground {
    /// One write transaction whose mark, for a request that may come again, is written with it (DS-4), and whose events are appended at its end, with it (AU-log).
    func change<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection, inout [Event]) throws -> Value
    ) async throws -> Value {
        let world = world
        let repeated = RepeatedRequest.current
        return try await database.write { connection in
            try repeated?.mark(connection, at: world.now())
            var events: [Event] = []
            let value = try body(connection, &events)
            for event in events {
                try EventStore(connection).append(event, id: world.id(), at: world.now())
            }
            return value
        }
    }
}
