import Domain

/// Standbys of the server that may be asked where it does not matter that they are a little behind.
actor PostgresReplicas {
    private let readers: PostgresReaders
    private let world: World
    /// After one that failed none is asked before this, in seconds of uptime.
    private var restsUntil = -Double.infinity

    init(_ settings: PostgresSettings, world: World) {
        self.world = world
        readers = PostgresReaders(
            (1...settings.readers).map { PostgresHandle(settings, name: "replica\($0)", attempts: 1) })
    }

    /// - Returns: nil where none can be reached, or is close enough behind: the caller asks the primary.
    /// - Throws: what `body` throws.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value? {
        guard world.uptimeSeconds() >= restsUntil else { return nil }
        let value: Value?
        do {
            value = try await readers.read { try Self.isCloseBehind($0) ? body($0) : nil }
        } catch let failure as DatabaseFailure where failure.isWorthRepeating {
            value = nil
        }
        if value == nil { restsUntil = world.uptimeSeconds() + Self.restSeconds }
        return value
    }

    func close() async {
        await readers.close()
    }

    /// Whether it has replayed all it received, or what it replayed last is fresh; and whether it receives anything at all.
    private static func isCloseBehind(_ connection: any Connection) throws -> Bool {
        let row = try connection.row(
            """
            SELECT NOT pg_is_in_recovery()
                OR EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
                AND (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                    OR clock_timestamp() - pg_last_xact_replay_timestamp() < interval '5 seconds') AS is_close
            """)
        return try row?.flag("is_close") ?? false
    }

    private static let restSeconds = 15.0
}
