import Database
package import Domain
import Logging
package import Media
import Store

/// Bytes of clips, each time asked for under the same rule as the clip itself (AZ-1).
package struct MediaService: Sendable {
    private let ground: Ground
    private let workshop: Workshop
    /// A player asks for a clip piece by piece, each piece under the rule of the clip: the answers of the policy and of the
    /// file system are kept for as long as nothing changes that they depend on.
    private let known: FreshCache<Question, MediaFile>

    package init(ground: Ground, workshop: Workshop) {
        self.ground = ground
        self.workshop = workshop
        known = FreshCache(
            ground.database.changes, tables: ["clip", "notice", "rendition", "blob", "take", "feedback_turn"])
    }

    private struct Question: Hashable {
        let part: Part
        let clip: ID<Clip>
        let eyes: Eyes
    }

    /// What of a clip is asked for.
    package enum Part: Sendable, Hashable {
        case rendition(RenditionKind)
        case original
    }

    /// A file that may be sent, with everything its headers say.
    package struct MediaFile: Sendable {
        /// Where it lies on this machine for as long as it is there; nil for one that has to be reached.
        package let path: String?
        package let size: Int64
        /// SHA-256, the strong ETag.
        package let hash: String
        package let contentType: String
        /// The whole `Content-Disposition`.
        package let disposition: String
    }

    /// - Throws: `Problem.notFound` for a clip that is missing or invisible and for a part that is not there; 403 for an
    ///   original that one may see but not take away.
    package func open(_ part: Part, of id: ID<Clip>, by actor: Actor) async throws -> MediaFile {
        let file = try await known.value(Question(part: part, clip: id, eyes: Eyes(actor))) {
            try await find(part, of: id, by: actor)
        }
        guard let file else { throw Problem.notFound }
        return file
    }

    /// What a comment says by voice or video, for everyone who may read the comment.
    /// - Throws: `Problem.notFound` for a comment that is missing or invisible, and for a part that is not there.
    package func open(_ kind: RenditionKind, saidIn comment: ID<FeedbackComment>, by actor: Actor) async throws
        -> MediaFile
    {
        let rendition = try await ground.database.read { connection in
            let (_, found, _) = try FeedbackService.Scene.around(comment, actor, connection)
            guard !found.isDeleted, let clip = try CommentStore(connection).recordings(of: [comment])[comment],
                let rendition = try RenditionStore(connection).find(clip, kind)
            else { throw Problem.notFound }
            return rendition
        }
        return try await file(
            rendition.blob, rendition.bytes, rendition.contentType,
            "inline; filename=\"\(Self.fileName(rendition))\"", of: rendition.clip)
    }

    /// The way to a file that lies elsewhere, for a reader who was let in by `open`.
    /// - Throws: `BlobOutage`; `Problem.notFound` when it is gone.
    package func reach(_ file: MediaFile) async throws -> BlobPlace {
        guard let hash = BlobHash(file.hash) else { throw Problem.notFound }
        do {
            return try await workshop.blobs.reach(
                hash, bytes: file.size,
                as: ServedBlob(contentType: file.contentType, disposition: file.disposition))
        } catch let failure as FileFailure where failure.isMissing {
            throw missing(file)
        }
    }

    /// To be called when a file that was opened here turns out to be gone.
    /// - Returns: what to answer.
    package func missing(_ file: MediaFile) -> Problem {
        ground.logger.error("a blob is missing", metadata: ["hash": "\(file.hash)"])
        return Problem.notFound
    }

    private func find(_ part: Part, of id: ID<Clip>, by actor: Actor) async throws -> MediaFile {
        let (hash, bytes, contentType, disposition) = try await ground.database.read { connection in
            switch part {
            case .rendition(let kind):
                guard try ClipStore(connection).find(id, visibleTo: actor) != nil,
                    let rendition = try RenditionStore(connection).find(id, kind)
                else { throw Problem.notFound }
                let name = Self.fileName(rendition)
                return (rendition.blob, rendition.bytes, rendition.contentType, "inline; filename=\"\(name)\"")
            case .original:
                guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
                try Permission.require(.seeOriginal, for: actor, on: clip.access)
                guard clip.state != .rejected, let blob = clip.media.originalBlob else { throw Problem.notFound }
                return (
                    blob, clip.media.originalBytes, "application/octet-stream",
                    Self.attachment(clip.media.originalName)
                )
            }
        }
        return try await file(hash, bytes, contentType, disposition, of: id)
    }

    private func file(
        _ hash: String, _ bytes: Int64, _ contentType: String, _ disposition: String, of id: ID<Clip>
    ) async throws -> MediaFile {
        guard let blob = BlobHash(hash), let found = try await workshop.blobs.find(blob) else {
            ground.logger.error("a blob is missing", metadata: ["hash": "\(hash)", "clip": "\(id)"])
            throw Problem.notFound
        }
        switch found {
        case .file(let path, let size):
            return MediaFile(
                path: path, size: size, hash: hash, contentType: contentType, disposition: disposition)
        case .elsewhere:
            return MediaFile(path: nil, size: bytes, hash: hash, contentType: contentType, disposition: disposition)
        }
    }

    /// Takes a file over as a part of a clip that was made up for load; the file is moved.
    /// - Throws: 403 for anyone but the machine's own commands.
    package func take(
        file: String, as kind: RenditionKind, of id: ID<Clip>, contentType: String, by actor: Actor
    ) async throws {
        try Permission.requireAdmin(actor)
        guard actor.isOperator else { throw Problem.forbidden() }
        try await workshop.keep(file: file, as: kind, of: id, contentType: contentType)
    }

    /// Peaks 0...255 of a clip's sound; empty while they are not drawn.
    package func waveform(of id: ID<Clip>, by actor: Actor) async throws -> [UInt8] {
        let file: MediaFile
        do {
            file = try await open(.rendition(.waveform), of: id, by: actor)
        } catch let problem as Problem where problem.status == 404 {
            return []
        }
        if let path = file.path { return try await workshop.peaks(inFile: path) }
        guard case .file(let path) = try await reach(file) else { return [] }
        return try await workshop.peaks(inFile: path)
    }

    private static func fileName(_ rendition: Rendition) -> String {
        switch (rendition.kind, rendition.contentType) {
        case (.waveform, _): "waveform.json"
        case (.poster, _), (.storyboard, _): "\(rendition.kind.rawValue).jpg"
        case (_, "audio/mp4"): "clip.m4a"
        default: "clip.mp4"
        }
    }

    /// UP-6: the name people know, safe in a header.
    private static func attachment(_ name: String) -> String {
        return "attachment; filename=\"clip\"; filename*=UTF-8''\(name.percentEncoded())"
    }
}
