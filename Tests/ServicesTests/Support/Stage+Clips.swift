import Database
import Domain
import Foundation
import Lookup
import Media
import Rehearsal
import Services
import Store

extension Stage {
    /// Everyone who stands in a different place to a clip of team A.
    struct Cast: Sendable {
        let owner: Actor
        let peer: Actor
        let performer: Actor
        let manager: Actor
        let outsider: Actor
        let otherManager: Actor
        let admin: Actor

        var everyone: [Actor] { [owner, peer, performer, manager, outsider, otherManager, admin] }
    }

    func cast() async throws -> Cast {
        Cast(
            owner: try await person("Owner", in: "A"), peer: try await person("Peer", in: "A"),
            performer: try await person("Performer", role: .performer, in: "A"),
            manager: try await person("Manager", role: .manager, in: "A"),
            outsider: try await person("Outsider", in: "B"),
            otherManager: try await person("Other", role: .manager, in: "B"),
            admin: try await person("Admin", role: .admin))
    }

    /// A clip that lacks nothing, put where it is told to be; in the index when it can be found.
    @discardableResult
    func clip(
        _ title: String = "You are too expensive", of owner: Actor, state: ClipState = .published,
        visibility: Visibility = .team, said: String = "", adjust: @Sendable (inout Clip) -> Void = { _ in }
    ) async throws -> ID<Clip> {
        let now = world.now
        guard let team = owner.teams.first else { throw Problem.notFound }
        var clip = Clip(
            id: world.world.id(), team: team, owner: owner.person.id, state: state, visibility: visibility,
            details: ClipDetails(title: title, stage: ID("st.negotiate"), objection: ID("ob.price")),
            media: ClipMedia(
                originalName: "call.mp4", originalBytes: 10, durationMilliseconds: 60_000, hasVideo: true,
                transcript: said.isEmpty ? .waiting : .machine),
            version: 1, createdAt: now, updatedAt: now, publishedAt: state == .published ? now : nil,
            trashedAt: state == .trashed ? now : nil, stateBeforeTrash: state == .trashed ? .draft : nil,
            notice: Notice(
                whoIsHeard: "A buyer", howTold: "Asked at the start", allows: .library,
                recordedBy: owner.person.id, recordedAt: now))
        adjust(&clip)
        let made = clip
        try await database.write { connection in
            try ClipStore(connection).insert(made)
            if !said.isEmpty {
                let line = TranscriptLine(startMilliseconds: 1000, endMilliseconds: 9000, text: said)
                try TranscriptStore(connection).insert(
                    Transcript(revision: 1, source: .machine, lines: [line], savedAt: now), clip: made.id)
            }
        }
        try await addRendition(.main, to: clip.id)
        try await services.indexing.refresh(clip.id)
        return clip.id
    }

    /// A rendition, the same bytes for every clip.
    func addRendition(_ kind: RenditionKind, to clip: ID<Clip>) async throws {
        let now = world.now
        let hash = try await keep("moving pictures")
        try await database.write { connection in
            try BlobRowStore(connection).insert(hash: hash.text, bytes: 15, at: now)
            try RenditionStore(connection).upsert(
                Rendition(clip: clip, kind: kind, blob: hash.text, bytes: 15, contentType: "video/mp4", createdAt: now))
        }
    }

    /// Bytes in the blob store.
    func keep(_ text: String) async throws -> BlobHash {
        let file = "\(folder)/kept"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let hash = try await spool.hash(ofFile: file)
        if try await blobs.size(of: hash) == nil { try await blobs.adopt(file: file, as: hash) }
        return hash
    }

    /// The clip's row, whoever may see it.
    func stored(_ id: ID<Clip>) async throws -> Clip {
        guard let clip = try await database.read({ try ClipStore($0).find(id) }) else { throw Problem.notFound }
        return clip
    }

    /// What someone finds by these words.
    func found(_ text: String, by actor: Actor) async throws -> [ID<Clip>] {
        try await services.lookup.lookup(LookupInput(text: text), by: actor).rows.map(\.clip.id)
    }
}
