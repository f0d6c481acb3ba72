import CPostgres

/// One connection with a queue of its own: transactions on it run one after the other and block no other thread.
actor PostgresHandle {
    private let executor: QueueExecutor
    private let session: PostgresSession
    private let settings: PostgresSettings
    private let attempts: Int

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// All writers of all processes, one at a time, as on SQLite: what a transaction has read stays true until it commits,
    /// and no two of them can wait for each other. Small writes share transactions (`BatchingWriter`).
    private static let writersLock = 0x556e_6465_7273

    /// - Parameter attempts: how often something is tried that the server undid without fault of ours.
    init(_ settings: PostgresSettings, name: String, attempts: Int = 3) {
        self.attempts = attempts
        executor = QueueExecutor(label: "understudy.postgres.\(name)")
        session = PostgresSession(settings)
        self.settings = settings
    }

    func read<Value: Sendable>(_ body: @Sendable (any Connection) throws -> Value) throws -> Value {
        let opening = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"] + settings.localLimits
        return try repeated {
            try session.open()
            session.begin(with: opening)
            let value = try undone { try body(PostgresConnection(session: session)) }
            // There is nothing that could be lost: nobody waits for this.
            if session.hasBegun { session.scriptUnheard("COMMIT") }
            return value
        }
    }

    func write<Value: Sendable>(_ body: @Sendable (any Connection) throws -> Value) throws -> Value {
        // The number comes last: that is what the session keeps.
        let opening =
            ["BEGIN"] + settings.localLimits + [
                "SELECT pg_advisory_xact_lock(\(Self.writersLock))", "SELECT pg_current_xact_id()::text",
            ]
        return try repeated {
            try session.open()
            session.begin(with: opening)
            let value = try undone { try body(PostgresConnection(session: session)) }
            if session.hasBegun { try commit(session.opened) }
            return value
        }
    }

    func close() {
        session.close()
    }

    /// Runs `body`; when it throws, what it did is undone before the error goes on.
    private func undone<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            do { try session.rollBack() } catch { session.close() }
            throw error
        }
    }

    /// A commit whose answer is lost is asked for: the server knows of each transaction how it ended.
    private func commit(_ number: String?) throws {
        do {
            try session.script("COMMIT")
        } catch let failure as DatabaseFailure {
            guard !session.isOpen else { throw failure }
            switch number.flatMap({ outcome(of: $0) }) {
            case "committed": return
            case "aborted": throw failure
            default: throw DatabaseFailure.outcomeUnknown
            }
        }
    }

    private func outcome(of number: String) -> String? {
        for _ in 0..<2 {
            do {
                try session.open()
                return try session.run("SELECT pg_xact_status(\(number)::xid8) AS outcome") { result in
                    PQgetisnull(result, 0, 0) == 0 ? String(cString: PQgetvalue(result, 0, 0)) : nil
                }
            } catch { session.close() }
        }
        return nil
    }

    /// Tries again what the server undid without fault of ours.
    private func repeated<Value>(_ body: () throws -> Value) throws -> Value {
        var attempt = 1
        while true {
            do {
                return try body()
            } catch let failure as DatabaseFailure where failure.isWorthRepeating {
                // A server that has become a standby has to be left; a lost connection has to be made anew.
                if failure.code == "25006" || !session.isOpen { session.close() }
                guard attempt < attempts else { throw failure }
                attempt += 1
            }
        }
    }
}
