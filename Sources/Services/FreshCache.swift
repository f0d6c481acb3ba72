import Database
import Synchronization

/// Values as they were read last, for as long as nobody wrote to the tables they were read from: the next request after a
/// change sees it. Who may see a value is not decided here: keys name what a query depends on, or the asker checks anew.
final class FreshCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var stamp: TableChanges.Stamp?
        var values: [Key: Value] = [:]
    }

    private let changes: TableChanges
    private let tables: [String]
    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - tables: all that is read for a value, and the tables whose deleted rows take rows of those with them.
    ///   - capacity: how many values are kept; one more, and all are forgotten.
    init(_ changes: TableChanges, tables: [String], capacity: Int = 1000) {
        self.changes = changes
        self.tables = tables
        self.capacity = capacity
    }

    /// Many values at once.
    /// - Parameter load: reads those that are not known; what it does not give is not kept.
    func values(_ keys: [Key], _ load: ([Key]) async throws -> [Key: Value]) async throws -> [Key: Value] {
        let now = changes.stamp(of: tables)
        let known = state.withLock { state in
            state.stamp == now ? keys.reduce(into: [Key: Value]()) { $0[$1] = state.values[$1] } : [:]
        }
        let unknown = keys.filter { known[$0] == nil }
        guard !unknown.isEmpty else { return known }
        let loaded = try await load(unknown)
        state.withLock { state in
            if state.stamp != now || state.values.count + loaded.count > capacity { state = State(stamp: now) }
            for (key, value) in loaded { state.values[key] = value }
        }
        return known.merging(loaded) { $1 }
    }

    /// - Parameter load: reads the value; nil is not kept, so that nobody can fill this with what does not exist.
    func value(_ key: Key, _ load: () async throws -> Value?) async throws -> Value? {
        // Before reading: a write meanwhile makes the stamp old, and what was read is not given to anybody else.
        let now = changes.stamp(of: tables)
        if let known = state.withLock({ $0.stamp == now ? $0.values[key] : nil }) { return known }
        guard let loaded = try await load() else { return nil }
        state.withLock { state in
            if state.stamp != now || state.values.count >= capacity { state = State(stamp: now) }
            state.values[key] = loaded
        }
        return loaded
    }
}
