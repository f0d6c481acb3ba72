import Database
import Domain
import Media
import Store

/// Cuts the ends off a recording as its maker asked. What was cut away is gone: the part that stays is the original from
/// then on, and everything else is made of it. A cut that lies behind the end is none.
package struct TrimClip: Job {
    package static let name = "clip.trim"
    package static let lane = JobLane.media
    package static let label = "Cutting off the ends"

    let clip: ID<Clip>

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.clip(clip)
        if let blocker = workshop.tools.blocker { throw GiveUp(blocker) }
        let clip = clip
        let wanted = try await workshop.ground.database.read { try ClipCutStore($0).find(clip) }
        // Without one it was done before the server died: then the look at what is left waits already.
        guard let wanted, let keep = wanted.keep else { return }
        do {
            try await workshop.withProbed(found) { path, media in
                guard let kept = Self.kept(keep, of: media) else {
                    // It is shorter than its maker's browser thought. Nobody can cut it again: all of it is better than nothing.
                    return try await keepAll(found, wanted, workshop)
                }
                try await cut(kept, of: path, media, found, wanted, workshop, progress)
            }
        } catch let refusal as MediaRefusal {
            try await workshop.reject(found, refusal.reason)
        }
    }

    private func cut(
        _ kept: Range<Int>, of path: String, _ media: ProbedMedia, _ found: Clip, _ wanted: RecordingCut,
        _ workshop: Workshop, _ progress: JobProgress
    ) async throws {
        try await workshop.inFolder { folder in
            let (fractions, feed) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
            async let told: Void = {
                for await fraction in fractions { await progress.reached(fraction) }
            }()
            defer { feed.finish() }
            let made = try await workshop.tools.transcoder.cut(kept, of: path, media, folder: folder) {
                feed.yield($0)
            }
            feed.finish()
            await told
            try await replace(found, with: made, wanted, from: kept.lowerBound, workshop)
        }
    }

    /// Within the recording; nil when nothing of it is left.
    private static func kept(_ keep: Range<Int>, of media: ProbedMedia) -> Range<Int>? {
        let end = min(keep.upperBound, media.durationMilliseconds)
        return end - keep.lowerBound >= RecordingCut.shortestMilliseconds ? keep.lowerBound..<end : nil
    }

    /// Nothing is cut off, and everything else goes on.
    private func keepAll(_ found: Clip, _ wanted: RecordingCut, _ workshop: Workshop) async throws {
        let (clip, queue) = (clip, workshop.queue)
        try await workshop.ground.database.write { connection in
            try ClipCutStore(connection).set(RecordingCut(keep: nil, poster: wanted.poster), of: clip)
            try queue.add(ProbeClip(clip: clip), clip: clip, person: found.owner, connection)
        }
    }

    private func replace(
        _ found: Clip, with made: Transcoder.Made, _ wanted: RecordingCut, from start: Int, _ workshop: Workshop
    ) async throws {
        let hash = try await workshop.spool.hash(ofFile: made.path)
        try await workshop.adopt(file: made.path, as: hash)
        let bytes = try await workshop.blobs.size(of: hash) ?? 0
        let now = workshop.ground.world.now()
        let (clip, queue) = (clip, workshop.queue)
        let suffix = made.contentType == "video/mp4" ? "mp4" : "m4a"
        try await workshop.ground.database.write { connection in
            try BlobRowStore(connection).insert(hash: hash.text, bytes: bytes, at: now)
            guard var known = try ClipStore(connection).find(clip)?.media else { return }
            let stem = known.originalName.split(separator: ".").dropLast().joined(separator: ".")
            known.originalName = "\(stem.isEmpty ? known.originalName : stem).\(suffix)"
            known.originalBlob = hash.text
            known.originalBytes = bytes
            try ClipStore(connection).setMedia(known, of: clip, at: now)
            let poster = wanted.poster.map { max(0, $0 - start) }
            try ClipCutStore(connection).set(RecordingCut(keep: nil, poster: poster), of: clip)
            try queue.add(ProbeClip(clip: clip), clip: clip, person: found.owner, connection)
        }
    }
}
