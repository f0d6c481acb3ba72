import Synchronization

/// Groups small durable writes: what comes in within a few milliseconds is committed, and synced to disk, together.
/// Each caller resumes only after the commit, with its own value or error; one that fails does not undo its neighbours: they
/// are carried out anew without it.
///
/// There is no task in the background. The first caller drives: it waits a moment for others, commits for all of them, and
/// hands the driving over to the first of those who came in the meantime. That one waited long enough already.
package actor BatchingWriter {
    private let database: any Database
    private let largestBatch: Int
    private let longestWaitMilliseconds: Int
    private var isDriven = false
    private var waiting: [Waiter] = []

    /// - Parameters:
    ///   - largestBatch: How many writes go into one transaction at most.
    ///   - longestWaitMilliseconds: How long the first write waits for others.
    package init(_ database: any Database, largestBatch: Int = 200, longestWaitMilliseconds: Int = 5) {
        self.database = database
        self.largestBatch = max(1, largestBatch)
        self.longestWaitMilliseconds = max(0, longestWaitMilliseconds)
    }

    /// Runs `body` inside the next batch, in the order of the calls. `body` may only do SQL, and little of it; it runs twice
    /// when a neighbour failed.
    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        let outcome = Outcome<Value>()
        let entry: Entry = { connection in outcome.store(try body(connection)) }
        if let error = await answer(to: entry) { throw error }
        guard let value = outcome.value else {
            throw DatabaseFailure(kind: .other, message: "a commit without a value")
        }
        return value
    }

    private func answer(to entry: @escaping Entry) async -> (any Error)? {
        if isDriven {
            let turn = await withCheckedContinuation { waiting.append(Waiter(entry: entry, continuation: $0)) }
            if case .answered(let error) = turn { return error }
        } else {
            isDriven = true
            await gather()
        }
        return await drive(entry)
    }

    /// Waits for others, in slices so that a full batch goes at once.
    private func gather() async {
        for _ in 0..<longestWaitMilliseconds where waiting.count + 1 < largestBatch {
            do {
                try await Task.sleep(for: .milliseconds(1))
            } catch {
                // The driver's caller has gone; the others need not wait for its sake.
                return
            }
        }
    }

    /// Commits `own` and those behind it, answers them, and hands the driving over.
    private func drive(_ own: @escaping Entry) async -> (any Error)? {
        let batch = Array(waiting.prefix(largestBatch - 1))
        waiting.removeFirst(batch.count)
        let errors = await commit([own] + batch.map(\.entry))
        for (waiter, error) in zip(batch, errors.dropFirst()) {
            waiter.continuation.resume(returning: .answered(error))
        }
        if waiting.isEmpty {
            isDriven = false
        } else {
            waiting.removeFirst().continuation.resume(returning: .drives)
        }
        return errors.first ?? nil
    }

    /// One error or nil for each entry.
    private func commit(_ entries: [Entry]) async -> [(any Error)?] {
        do {
            return try await database.write { connection in
                // Alone it needs nothing around it: its error undoes the transaction, which is all its own.
                guard entries.count > 1 else {
                    for entry in entries { try entry(connection) }
                    return [nil]
                }
                // Nearly always all of them succeed; a savepoint around each would be two more round trips for each.
                if try Self.succeed(entries, connection) { return entries.map { _ in nil } }
                return try entries.map { entry in
                    try Self.surviving { try connection.savepoint { try entry(connection) } }
                }
            }
        } catch {
            return entries.map { _ in error }
        }
    }

    /// Whether all entries came through together; otherwise everything they did is undone.
    private static func succeed(_ entries: [Entry], _ connection: any Connection) throws -> Bool {
        let error = try surviving {
            try connection.savepoint {
                for entry in entries { try entry(connection) }
            }
        }
        return error == nil
    }

    /// What `body` threw, unless the disk is full or broken: then nobody's write may be called durable.
    private static func surviving(_ body: () throws -> Void) throws -> (any Error)? {
        do {
            try body()
            return nil
        } catch {
            if let failure = error as? DatabaseFailure, failure.kind.endsTransaction { throw failure }
            return error
        }
    }
}

private typealias Entry = @Sendable (any Connection) throws -> Void

private struct Waiter {
    let entry: Entry
    let continuation: CheckedContinuation<Turn, Never>
}

/// What a waiting caller is woken up for.
private enum Turn {
    /// Its write was committed, or failed with this error.
    case answered((any Error)?)
    /// It is to commit the next batch, its own write first.
    case drives
}

/// Where a body leaves its value until the commit.
private final class Outcome<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    var value: Value? { stored.withLock { $0 } }

    func store(_ value: Value) {
        stored.withLock { $0 = value }
    }
}
