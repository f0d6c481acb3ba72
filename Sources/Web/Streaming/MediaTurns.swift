package import Domain
import NIOConcurrencyHelpers

/// How many media requests run at once, over all and for each person (RG-5).
package final class MediaTurns: Sendable {
    private struct State {
        var running = 0
        var ofPerson: [String: Int] = [:]
    }

    private let perPerson: Int
    private let overAll: Int
    private let state = NIOLockedValueBox(State())

    package init(perPerson: Int = 6, overAll: Int = 200) {
        self.perPerson = perPerson
        self.overAll = overAll
    }

    /// - Parameter person: whose turn it is: a person's or share's id.
    /// - Returns: a turn that ends with the answer, or when it is dropped.
    /// - Throws: `Problem` 503 with a second to wait.
    package func begin(_ person: String) throws(Problem) -> MediaTurn {
        let isFree = state.withLockedValue { state in
            guard state.running < overAll, state.ofPerson[person, default: 0] < perPerson else { return false }
            state.running += 1
            state.ofPerson[person, default: 0] += 1
            return true
        }
        guard isFree else {
            throw .unavailable("too_many_streams", "Too many media requests at once", retryAfterSeconds: 1)
        }
        return MediaTurn { [state] in
            state.withLockedValue { state in
                state.running -= 1
                let left = (state.ofPerson[person] ?? 1) - 1
                state.ofPerson[person] = left > 0 ? left : nil
            }
        }
    }

    package var running: Int { state.withLockedValue { $0.running } }
}

/// One running media request. Ends once, at the latest when nobody holds it.
package final class MediaTurn: Sendable {
    private let onEnd: NIOLockedValueBox<(@Sendable () -> Void)?>

    init(onEnd: @escaping @Sendable () -> Void) {
        self.onEnd = NIOLockedValueBox(onEnd)
    }

    package func end() {
        let onEnd = onEnd.withLockedValue { value in
            defer { value = nil }
            return value
        }
        onEnd?()
    }

    deinit { end() }
}
