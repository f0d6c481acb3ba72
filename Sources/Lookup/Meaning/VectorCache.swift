import Synchronization

/// The vectors of texts that were asked for lately: a third of all lookups were made before.
final class VectorCache: Sendable {
    private struct Entry {
        let vector: [Float]
        var used: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var clock = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// - Parameter make: called outside the lock; two that ask at once may both make it.
    func vector(of text: String, make: (String) -> [Float]) -> [Float] {
        let known = state.withLock { state in
            state.clock += 1
            state.entries[text]?.used = state.clock
            return state.entries[text]?.vector
        }
        if let known { return known }
        let made = make(text)
        state.withLock { state in
            state.entries[text] = Entry(vector: made, used: state.clock)
            if state.entries.count > limit { Self.dropOldHalf(&state) }
        }
        return made
    }

    /// Seldom and many at once, so that finding the oldest costs next to nothing a lookup.
    private static func dropOldHalf(_ state: inout State) {
        let middle = state.entries.values.map(\.used).sorted()[state.entries.count / 2]
        state.entries = state.entries.filter { $0.value.used > middle }
    }
}
