import Synchronization

/// What a viewer may see, as the policy decides it now: one answer for each kind of access that clips of the index have. Viewers
/// with the same answers see the same.
struct AccessPattern: Sendable, Hashable {
    /// Segment by segment, in the order of their accesses.
    let isSeen: [Bool]

    init(_ snapshot: Snapshot, _ viewer: Viewer) {
        isSeen = snapshot.segments.flatMap { $0.segment.accesses.map(viewer.sees) }
    }
}

/// The parts of the index that viewers saw lately. The policy is asked for every lookup; what follows from its answers is worked
/// out once for all who get the same ones, and again after every change of the index.
final class SeenParts: Sendable {
    /// What is seen, and a number that no other view of any time has.
    struct View: Sendable {
        let index: VisibleIndex
        let number: Int
    }

    private struct State {
        var generation = -1
        var views: [AccessPattern: View] = [:]
        var windows = 0
        var last = 0
    }

    /// As much memory as windows there are in all views.
    private static let mostWindows = 24_000_000

    private let state = Mutex(State())

    func view(of snapshot: Snapshot, _ viewer: Viewer) -> View {
        let pattern = AccessPattern(snapshot, viewer)
        let known = state.withLock { $0.generation == snapshot.generation ? $0.views[pattern] : nil }
        if let known { return known }
        let index = VisibleIndex(snapshot, pattern: pattern)
        return state.withLock { state in
            if state.generation != snapshot.generation || state.windows > Self.mostWindows {
                state.generation = snapshot.generation
                state.views = [:]
                state.windows = 0
            }
            state.last += 1
            let view = View(index: index, number: state.last)
            state.views[pattern] = view
            state.windows += index.windowCount
            return view
        }
    }
}
