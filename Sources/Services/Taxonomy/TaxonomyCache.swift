import Domain
import Synchronization

/// The lists as they were read last: nearly every page and every lookup asks for them, and they change a few times a year.
/// Whoever changes them says so here, and what another node changes is followed.
final class TaxonomyCache: Sendable {
    private struct State {
        var taxonomy: Taxonomy?
        /// Grows with every change, so that what was read before one is not kept after it.
        var changes = 0
    }

    private let state = Mutex(State())

    func taxonomy(_ load: () async throws -> Taxonomy) async throws -> Taxonomy {
        let known = state.withLock { $0 }
        if let taxonomy = known.taxonomy { return taxonomy }
        let loaded = try await load()
        state.withLock { state in
            if state.changes == known.changes { state.taxonomy = loaded }
        }
        return loaded
    }

    /// To be called after every committed change.
    func forget() {
        state.withLock { state in
            state.taxonomy = nil
            state.changes += 1
        }
    }
}
