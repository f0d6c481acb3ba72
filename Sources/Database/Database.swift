/// The seam to the relational engine. SQLite is one implementation of it; SQL is portable text, and what differs between
/// engines goes through `Dialect`. A transaction body is synchronous: nothing but SQL happens between begin and commit.
///
/// Everything thrown by the engine arrives as `DatabaseFailure`; what the body throws arrives unchanged, after a rollback.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// What has been written to since this was opened: for whoever keeps what it has read.
    var changes: TableChanges { get }

    /// Version of the engine found at run time, such as `3.40.1`.
    var engineVersion: String { get }

    /// Whether nothing is written any more until a restart, after a failure of the disk (DS-3).
    var isReadOnly: Bool { get }

    /// Commits something real and waits for the disk, without changing anything: for readiness.
    /// - Throws: `DatabaseFailure`, as any write would.
    func probeWrite() async throws

    /// Ends what is open after what is running has ended; later calls fail: for shutdown.
    func close() async throws

    /// One read transaction: every query in `body` sees the same snapshot. Cancelling the task interrupts it.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// The same from a copy of the database where there is one: up to some seconds old. For reports, whose readers have not
    /// just changed what they read.
    func readReplica<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value

    /// One write transaction: committed and on disk when this returns, rolled back when it throws.
    /// Cancelling the task does not undo it: a write that has been handed in is carried out.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value
}

extension Database {
    /// There are no copies.
    package func readReplica<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await read(body)
    }
}
