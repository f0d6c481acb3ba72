import CPostgres

/// A connection of its own that listens for what other nodes tell: a thread of its own waits there. It also holds the name of
/// this node, for as long as it is connected.
actor PostgresEar {
    private let executor: QueueExecutor
    private let session: PostgresSession
    private var name: String?
    private var isNameHeld = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ settings: PostgresSettings) {
        executor = QueueExecutor(label: "understudy.postgres.ear")
        session = PostgresSession(settings)
    }

    /// Takes a name, and from then on again whenever the connection is made anew. False while another process has it.
    /// - Throws: `DatabaseFailure` while no server can be reached.
    func hold(_ name: String) throws -> Bool {
        self.name = name
        if session.isOpen { try takeName() } else { try open() }
        return isNameHeld
    }

    /// Returns when there is news, or after so long. A new connection may have missed some: that is news, too.
    /// - Throws: `DatabaseFailure` while no server can be reached.
    func hear(milliseconds: Int32) throws {
        guard session.isOpen else { return try open() }
        // After a lost connection the server may have taken it for alive a while longer.
        try takeName()
        try session.waitForNotice(milliseconds: milliseconds)
    }

    func close() {
        session.close()
    }

    private func open() throws {
        isNameHeld = false
        try session.open()
        try session.script("LISTEN understudy")
        try takeName()
    }

    /// A lock of the session: gone with it, however that ends.
    private func takeName() throws {
        guard let name, !isNameHeld else { return }
        isNameHeld = try session.run(
            "SELECT pg_try_advisory_lock(1433298021, hashtext(CAST(current_schema() AS text) || \(name))) AS held"
        ) { result in
            String(cString: PQgetvalue(result, 0, 0)) == "t"
        }
    }
}
