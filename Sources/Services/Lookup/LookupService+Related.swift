import Database
package import Domain
package import Lookup
import Store

/// What others answer to the same objection, for whoever watches one answer.
extension LookupService {
    /// One moment as a page shows it.
    package struct RelatedRow: Sendable {
        package let moment: RelatedMoment
        package let clip: Clip
        package let hasPoster: Bool
        /// When this person last watched something of the clip.
        package let watchedAt: Instant?

        package var startMilliseconds: Int { moment.moment?.startMilliseconds ?? 0 }
        package var endMilliseconds: Int {
            moment.moment?.endMilliseconds ?? clip.media.durationMilliseconds ?? startMilliseconds
        }
    }

    /// - Throws: `Problem.notFound` for a clip that is missing or invisible.
    package func related(to id: ID<Clip>, limit: Int = 6, by actor: Actor) async throws -> [RelatedRow] {
        let clip = try await ground.database.read { try ClipStore($0).find(id, visibleTo: actor) }
        guard let clip else { throw Problem.notFound }
        return try await related(to: clip, limit: limit, by: actor)
    }

    /// - Parameter clip: one that `actor` may see.
    package func related(to clip: Clip, limit: Int = 6, by actor: Actor) async throws -> [RelatedRow] {
        let found = indexing.index.related(
            to: clip, limit: min(max(limit, 1), 24), viewer: Viewer(actor), today: ground.world.now().day)
        guard !found.isEmpty else { return [] }
        let ids = found.map(\.clip)
        return try await ground.database.read { connection in
            // The index may be a moment behind: the query asks the policy and the state once more.
            let clips = try ClipStore(connection).find(ids: ids, visibleTo: actor).filter { $0.state == .published }
            let byID = Dictionary(clips.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let posters = Set(try RenditionStore(connection).list(of: ids).filter { $0.kind == .poster }.map(\.clip))
            let begun = try ResumePointStore(connection).begun(actor.person.id, among: ids)
            return found.compactMap { moment in
                byID[moment.clip].map {
                    RelatedRow(
                        moment: moment, clip: $0, hasPoster: posters.contains(moment.clip),
                        watchedAt: begun[moment.clip])
                }
            }
        }
    }
}
