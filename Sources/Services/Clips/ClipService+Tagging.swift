import Database
package import Domain
import Store

/// Clips that nobody has filed yet, and the objection each is most likely about.
extension ClipService {
    /// One clip to file.
    package struct Untagged: Sendable {
        package let clip: Clip
        /// Nil when nothing said resembles an objection, or nothing is written down yet.
        package let objection: ClipSuggestions.Objection?
        /// The clip's own stage, or where the objection usually comes up.
        package let stage: ID<Term>?
    }

    /// What somebody confirms of one clip.
    package struct Tag: Sendable, Hashable {
        package let clip: ID<Clip>
        package let objection: ID<Term>
        package let stage: ID<Term>?

        package init(clip: ID<Clip>, objection: ID<Term>, stage: ID<Term>?) {
            self.clip = clip
            self.objection = objection
            self.stage = stage
        }
    }

    package static let mostTags = 50

    /// The surest first, so that a page of them is confirmed at a glance.
    package func untagged(by actor: Actor) async throws -> [Untagged] {
        let clips = try await ground.database.read {
            try ClipStore($0).untagged(for: actor, limit: Self.mostTags)
        }
        var found: [Untagged] = []
        for clip in clips {
            let suggestions = try await suggestions(for: clip.id, by: actor)
            found.append(
                Untagged(
                    clip: clip, objection: suggestions.objection,
                    stage: clip.details.stage ?? suggestions.stages.first))
            // Fifty transcripts take a moment; others get their turn in between.
            await Task.yield()
        }
        return found.sorted {
            ($1.objection?.likelihood ?? 0, $1.clip.createdAt) < ($0.objection?.likelihood ?? 0, $0.clip.createdAt)
        }
    }

    /// Files all of them, each like an edit of its own; who somebody else filed meanwhile stays as that person left it.
    /// - Returns: how many were filed.
    package func tag(_ tags: [Tag], by actor: Actor) async throws -> Int {
        guard tags.count <= Self.mostTags else {
            throw Problem.invalid("tags", "At most \(Self.mostTags) clips at a time, please.")
        }
        var count = 0
        for tag in tags {
            let found = try await ground.database.read { try ClipStore($0).find(tag.clip, visibleTo: actor) }
            guard let clip = found else { throw Problem.notFound }
            guard clip.details.objection == nil else { continue }
            var changes = ClipChanges()
            changes.version = clip.version
            changes.objection = .set(tag.objection)
            if clip.details.stage == nil, let stage = tag.stage { changes.stage = .set(stage) }
            _ = try await edit(tag.clip, changes, by: actor)
            count += 1
        }
        return count
    }
}
