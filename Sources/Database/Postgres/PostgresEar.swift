/// A connection of its own that listens for what other nodes tell: a thread of its own waits there.
actor PostgresEar {
    private let executor: QueueExecutor
    private let session: PostgresSession

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ settings: PostgresSettings) {
        executor = QueueExecutor(label: "understudy.postgres.ear")
        session = PostgresSession(settings)
    }

    /// Returns when there is news, or after so long. A new connection may have missed some: that is news, too.
    /// - Throws: `DatabaseFailure` while no server can be reached.
    func hear(milliseconds: Int32) throws {
        guard session.isOpen else {
            try session.open()
            try session.script("LISTEN understudy")
            return
        }
        try session.waitForNotice(milliseconds: milliseconds)
    }

    func close() {
        session.close()
    }
}
