import Database
import Domain
import Media
import Store

/// Decides whether an upload is a recording we take, and what is in it.
package struct ProbeClip: Job {
    package static let name = "clip.probe"
    package static let lane = JobLane.media
    package static let label = "Looking at the recording"

    let clip: ID<Clip>

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.clip(clip)
        if let blocker = workshop.tools.blocker { throw GiveUp(blocker) }
        let media: ProbedMedia
        do {
            media = try await workshop.withProbed(found) { $1 }
        } catch let refusal as MediaRefusal {
            try await workshop.reject(found, refusal.reason)
            return
        }
        try await accept(found, media, workshop)
    }

    private func accept(_ found: Clip, _ media: ProbedMedia, _ workshop: Workshop) async throws {
        let now = workshop.ground.world.now()
        let queue = workshop.queue
        let clip = clip
        try await workshop.ground.database.write { connection in
            guard var known = try ClipStore(connection).find(clip)?.media else { return }
            known.durationMilliseconds = media.durationMilliseconds
            known.width = media.video?.width
            known.height = media.video?.height
            known.hasVideo = media.video != nil
            if media.audio == nil, known.transcript == .waiting {
                known.transcript = .unavailable
                known.transcriptNote = "There is no sound in this recording."
            }
            try ClipStore(connection).setMedia(known, of: clip, at: now)
            let person = found.owner
            func follow(_ job: some Job) throws {
                try queue.addOnce(job, after: Self.name, clip: clip, person: person, connection)
            }
            // What makes it playable first; pictures and the small rendition follow in the same lane.
            try follow(TranscodeClip(clip: clip, kind: .main))
            try follow(DrawClip(clip: clip))
            if media.video != nil { try follow(TranscodeClip(clip: clip, kind: .small)) }
            if media.audio != nil, known.transcript == .waiting { try follow(TranscribeClip(clip: clip)) }
        }
    }
}

extension Workshop {
    /// A recording that cannot be taken, with the reason in words for its owner.
    func reject(_ found: Clip, _ reason: String) async throws {
        let now = ground.world.now()
        try await ground.change { connection, events in
            try ClipStore(connection).setState(.rejected, rejection: reason, of: found.id, at: now)
            events.append(Event("clip.rejected", actor: found.owner, object: found.id.text))
        }
        try await tell(found.id)
    }
}
