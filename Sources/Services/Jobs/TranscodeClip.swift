import Database
import Domain
import Media
import Store

/// Makes a rendition that browsers play; with the first one the clip leaves `processing`.
package struct TranscodeClip: Job {
    package static let name = "clip.transcode"
    package static let lane = JobLane.media
    package static let label = "Preparing the picture and sound"

    let clip: ID<Clip>
    let kind: RenditionKind

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.clip(clip)
        try await workshop.withProbed(found) { try await make(of: $0, $1, workshop, progress) }
        if kind == .main { try await becomePlayable(workshop) }
    }

    private func make(
        of path: String, _ media: ProbedMedia, _ workshop: Workshop, _ progress: JobProgress
    ) async throws {
        let size: Transcoder.Size = kind == .small ? .small : .main
        try await workshop.inFolder { folder in
            let (fractions, feed) = AsyncStream.makeStream(of: Double.self, bufferingPolicy: .bufferingNewest(1))
            async let told: Void = {
                for await fraction in fractions { await progress.reached(fraction) }
            }()
            defer { feed.finish() }
            let made = try await workshop.tools.transcoder.rendition(size, of: path, media, folder: folder) {
                feed.yield($0)
            }
            feed.finish()
            await told
            try await workshop.keep(made, as: kind, of: clip)
        }
    }

    private func becomePlayable(_ workshop: Workshop) async throws {
        let now = workshop.ground.world.now()
        let clip = clip
        try await workshop.ground.database.write { connection in
            guard let found = try ClipStore(connection).find(clip) else { return }
            let isNew = found.state == .processing || found.stateBeforeTrash == .processing
            if isNew { try ClipStore(connection).setState(.draft, rejection: nil, of: clip, at: now) }
        }
        try await workshop.tell(clip)
    }
}
