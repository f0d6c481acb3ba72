package import Domain
package import Logging

/// PostgreSQL as the `Database`: one writing connection and some reading ones for each process.
package final class PostgresDatabase: Database {
    private let writer: PostgresHandle
    private let readers: PostgresReaders
    private let replicas: PostgresReplicas?
    /// Nil behind a pooler, where nobody can listen.
    private let ear: PostgresEar?
    private let logger: Logger
    /// The server's own word, such as `15.20`.
    package let engineVersion: String

    /// Other processes write as well.
    package let changes = TableChanges(isAlone: false)

    package var dialect: Dialect { .postgres }

    package var isReadOnly: Bool { false }

    /// Connects and looks whether the server keeps what it commits.
    /// - Parameter replicas: standbys, which need not be there.
    /// - Throws: `DatabaseFailure` when no server that writes can be reached, or it may lose commits.
    package init(
        _ settings: PostgresSettings, replicas: (settings: PostgresSettings, world: World)? = nil,
        logger: Logger = Logger(label: "database")
    ) async throws {
        self.replicas = replicas.map { PostgresReplicas($0.settings, world: $0.world) }
        writer = PostgresHandle(settings, name: "writer")
        readers = PostgresReaders((1...settings.readers).map { PostgresHandle(settings, name: "reader\($0)") })
        self.logger = logger
        ear = settings.isPooled ? nil : PostgresEar(settings)
        engineVersion = try await writer.read { connection in
            for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
                let value = try connection.row("SELECT current_setting(\(setting)) AS value")?.text("value")
                guard value != "off" else {
                    throw DatabaseFailure(
                        kind: .other, message: "PostgreSQL runs with \(setting) = off and may lose writes")
                }
            }
            return try connection.row("SELECT current_setting('server_version') AS version")?.text("version") ?? ""
        }
        logger.info("connected", metadata: ["postgresql": "\(engineVersion)"])
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await readers.read(body)
    }

    package func readReplica<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        if let value = try await replicas?.read(body) { return value }
        return try await read(body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await writer.write(body)
    }

    /// Returns when another process may have changed something that is told (`NOTIFY understudy`), and after so long in any case.
    /// - Throws: `DatabaseFailure` while no server can be reached, `CancellationError`.
    package func awaitNews(milliseconds: Int) async throws {
        guard let ear else { return try await Task.sleep(for: .milliseconds(min(milliseconds, 250))) }
        try await ear.hear(milliseconds: Int32(clamping: milliseconds))
    }

    /// Takes the name of a node for this process, for as long as it is connected: two of one name would each take what the other
    /// tells for their own. A machine that died with it is noticed within half a minute; until then it is asked for again. Behind
    /// a pooler nobody can hold one.
    /// - Throws: `NameTaken` when another process has it; `DatabaseFailure`.
    package func hold(_ name: String, patienceSeconds: Int = 30) async throws {
        guard let ear else { return }
        var rest = patienceSeconds
        while try await !ear.hold(name) {
            guard rest > 0 else { throw NameTaken(name: name) }
            if rest == patienceSeconds {
                logger.warning("another server goes by this name", metadata: ["node": "\(name)"])
            }
            rest -= 1
            try await Task.sleep(for: .seconds(1))
        }
    }

    /// Names of the nodes that are connected, but for this process.
    package func connectedNodes() async throws -> [String] {
        try await writer.read { connection in
            try connection.rows(
                """
                SELECT DISTINCT application_name AS name FROM pg_stat_activity
                WHERE datname = current_database() AND application_name LIKE 'node\\_%' AND pid <> pg_backend_pid()
                ORDER BY 1
                """
            ).map { try $0.text("name") }
        }
    }

    package func probeWrite() async throws {
        // Real: the number of the transaction is written down.
        try await writer.write { _ = try $0.rows("SELECT pg_current_xact_id()::text AS number") }
    }

    /// Ends all connections after what is running has ended.
    package func close() async {
        await ear?.close()
        await writer.close()
        await readers.close()
        await replicas?.close()
    }
}

/// Another process on the same database goes by this node's name.
package struct NameTaken: Error, Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package var description: String {
        "another server on this database goes by the name of this storage folder (\(name)). If the folder is a copy of another "
            + "node's, remove the file node.name from it: then it gets a name of its own."
    }
}

/// Connections that are free to read; who finds none waits in line.
actor PostgresReaders {
    private let all: [PostgresHandle]
    private var free: [PostgresHandle]
    private var waiting: [CheckedContinuation<PostgresHandle, Never>] = []

    init(_ handles: [PostgresHandle]) {
        all = handles
        free = handles
    }

    nonisolated func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let reader = await take()
        do {
            let value = try await reader.read(body)
            await giveBack(reader)
            return value
        } catch {
            await giveBack(reader)
            throw error
        }
    }

    /// Not given up when the caller goes: what is before it in line ends within the server's own limits.
    private func take() async -> PostgresHandle {
        if let handle = free.popLast() { return handle }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack(_ handle: PostgresHandle) {
        if waiting.isEmpty {
            free.append(handle)
        } else {
            waiting.removeFirst().resume(returning: handle)
        }
    }

    func close() async {
        for handle in all { await handle.close() }
    }
}
