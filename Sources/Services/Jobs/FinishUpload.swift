import Database
import Domain
import Logging
import Media
import Store

/// Hashes a large upload and makes the clip of it.
package struct FinishUpload: Job {
    package static let name = "upload.finish"
    package static let lane = JobLane.media
    package static let label = "Checking the file"

    let upload: ID<Upload>

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.ground.database.read { try UploadStore($0).find(upload) }
        guard let found else { throw GiveUp("The upload was removed.") }
        guard found.clip == nil else { return }
        _ = try await workshop.finishUpload(found)
    }
}

extension Workshop {
    /// Bytes into the blob store, then clip, blob row and first job in one transaction (UP-3). The same file of the same
    /// person again is the clip there is.
    func finishUpload(_ upload: Upload) async throws -> Upload {
        let hash: BlobHash
        do {
            try await bringHere(upload)
            hash = try await spool.hash(upload.id.text)
            // The part stays until the clip is committed: whoever dies in between begins again here.
            try await adopt(file: try await spool.twin(of: upload.id.text), as: hash)
        } catch let failure as FileFailure where failure.isMissing {
            return try await finishedByAnother(upload, failure)
        }
        let now = ground.world.now()
        let newID: ID<Clip> = ground.world.id()
        let takeID: ID<Take>? = upload.brief.map { _ in ground.world.id() }
        let queue = queue
        let parts = try await ground.database.read { try UploadPartStore($0).list(of: upload.id) }
        let made = try await ground.change { connection, events -> (clip: ID<Clip>, take: ID<Take>?) in
            guard try UploadStore(connection).claim(upload.id, at: now) else {
                // Another request or a job was faster: one recording is one clip, and one take.
                guard let done = try UploadStore(connection).find(upload.id), let clip = done.clip else {
                    throw Problem.notFound
                }
                return (clip, done.take)
            }
            try BlobRowStore(connection).insert(hash: hash.text, bytes: upload.length, at: now)
            // The same file again is another take all the same.
            let existing =
                takeID == nil ? try ClipStore(connection).exists(original: hash.text, owner: upload.person) : nil
            let id = existing ?? newID
            if existing == nil {
                try ClipStore(connection).insert(Self.newClip(id, from: upload, hash: hash.text, at: now))
                try ClipCutStore(connection).set(upload.cut, of: id)
                if upload.cut?.keep == nil {
                    try queue.add(ProbeClip(clip: id), clip: id, person: upload.person, connection)
                } else {
                    try queue.add(TrimClip(clip: id), clip: id, person: upload.person, connection)
                }
                events.append(Event("clip.created", actor: upload.person, object: id.text))
                if let takeID { try TakeService.begin(takeID, as: id, from: upload, at: now, connection, &events) }
            }
            try UploadStore(connection).finish(upload.id, clip: id, take: takeID, at: now)
            try UploadPartStore(connection).delete(of: upload.id)
            return (id, takeID)
        }
        try await spool.delete(upload.id.text)
        await forget(parts)
        try await tell(made.clip)
        var finished = upload
        finished.clip = made.clip
        finished.take = made.take
        return finished
    }

    /// Its bytes went away under our hands: somebody else has just made the clip of it, or has given it up.
    private func finishedByAnother(_ upload: Upload, _ failure: FileFailure) async throws -> Upload {
        let found = try await ground.database.read { try UploadStore($0).find(upload.id) }
        guard let found else { throw Problem.notFound }
        guard found.clip != nil else { throw failure }
        return found
    }

    /// Sees to it that all that was acknowledged of an upload lies on this node.
    func bringHere(_ upload: Upload) async throws {
        guard spool.shared != nil else { return }
        let isHere = try await spool.size(upload.id.text).map { $0 >= upload.offset } ?? false
        if upload.heldBy == spool.holder, isHere { return }
        let parts = try await ground.database.read { try UploadPartStore($0).list(of: upload.id) }
        // What came in before there were other nodes lies here and nowhere else.
        if isHere, parts.map(\.bytes).reduce(0, +) < upload.offset { return }
        try await spool.gather(
            upload.id.text,
            parts.map { KeptPart(name: $0.object, start: $0.start, bytes: $0.bytes, hash: $0.hash) })
    }

    /// Deletes what nobody goes on with any more. What cannot be deleted now is swept later.
    func forget(_ parts: [UploadPartStore.Part]) async {
        guard let shared = spool.shared else { return }
        for part in parts {
            do {
                try await shared.deleteStray(part.object)
            } catch {
                ground.logger.warning("a part of an upload is left for the sweeper", metadata: ["error": "\(error)"])
                return
            }
        }
    }

    private static func newClip(_ id: ID<Clip>, from upload: Upload, hash: String, at now: Instant) -> Clip {
        Clip(
            id: id, team: upload.team, owner: upload.person, state: .processing, visibility: .team,
            details: ClipDetails(title: title(from: upload.fileName)),
            media: ClipMedia(
                originalBlob: hash, originalName: upload.fileName, originalBytes: upload.length, transcript: .waiting),
            version: 1, createdAt: now, updatedAt: now)
    }

    /// A file name reads almost like a title.
    private static func title(from fileName: String) -> String {
        let stem = fileName.split(separator: ".").dropLast().joined(separator: ".")
        let words = (stem.isEmpty ? fileName : stem).map { $0 == "_" || $0 == "-" ? " " : $0 }
        return String(String(words).trimmedText.prefix(200))
    }
}
