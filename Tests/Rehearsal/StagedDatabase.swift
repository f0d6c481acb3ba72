package import Database
import Synchronization

/// A database that counts how often somebody wants something, and fails when it is told to.
package final class StagedDatabase: Database {
    private struct State {
        var reads = 0
        var writes = 0
        var failure: DatabaseFailure?
        var failingReads = 0
        var failingWrites = 0
    }

    private let whole: SQLiteDatabase
    private let state = Mutex(State())
    /// Others write as well: nothing that was read is known to be still true.
    package let changes = TableChanges(isAlone: false)

    package init(_ whole: SQLiteDatabase) {
        self.whole = whole
    }

    /// How often somebody wanted to read.
    package var reads: Int { state.withLock(\.reads) }

    /// How often somebody wanted to write.
    package var writes: Int { state.withLock(\.writes) }

    /// So many of what comes next fail.
    package func fail(_ failure: DatabaseFailure, reads: Int = 0, writes: Int = 0) {
        state.withLock { state in
            state.failure = failure
            state.failingReads = reads
            state.failingWrites = writes
        }
    }

    package var dialect: Dialect { whole.dialect }
    package var engineVersion: String { whole.engineVersion }
    package var isReadOnly: Bool { whole.isReadOnly }

    package func probeWrite() async throws { try await whole.probeWrite() }
    package func close() async throws { try whole.close() }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let failure = state.withLock { state -> DatabaseFailure? in
            state.reads += 1
            guard state.failingReads > 0 else { return nil }
            state.failingReads -= 1
            return state.failure
        }
        if let failure { throw failure }
        return try await whole.read(body)
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let failure = state.withLock { state -> DatabaseFailure? in
            state.writes += 1
            guard state.failingWrites > 0 else { return nil }
            state.failingWrites -= 1
            return state.failure
        }
        if let failure { throw failure }
        return try await whole.write(body)
    }
}
