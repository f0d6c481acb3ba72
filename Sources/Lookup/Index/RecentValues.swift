import Synchronization

/// What was worked out lately, by what it was worked out from: a third of all lookups were made before.
final class RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        var used: Int
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var clock = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    subscript(key: Key) -> Value? {
        state.withLock { state in
            state.clock += 1
            state.entries[key]?.used = state.clock
            return state.entries[key]?.value
        }
    }

    func keep(_ value: Value, for key: Key) {
        state.withLock { state in
            state.entries[key] = Entry(value: value, used: state.clock)
            if state.entries.count > limit { Self.dropOldHalf(&state) }
        }
    }

    func forget() {
        state.withLock { $0 = State() }
    }

    /// - Parameter make: called outside the lock; two that ask at once may both make it.
    func value(of key: Key, make: (Key) -> Value) -> Value {
        if let known = self[key] { return known }
        let made = make(key)
        keep(made, for: key)
        return made
    }

    /// Seldom and many at once, so that finding the oldest costs next to nothing a lookup.
    private static func dropOldHalf(_ state: inout State) {
        let middle = state.entries.values.map(\.used).sorted()[state.entries.count / 2]
        state.entries = state.entries.filter { $0.value.used > middle }
    }
}
