import Database
import Domain
import Foundation
import Media
import Store

/// Poster, storyboard and waveform of a clip.
package struct DrawClip: Job {
    package static let name = "clip.draw"
    package static let lane = JobLane.media
    package static let label = "Drawing the pictures"

    let clip: ID<Clip>

    package func run(in workshop: Workshop, progress: JobProgress) async throws {
        let found = try await workshop.clip(clip)
        try await workshop.withProbed(found) { try await draw($0, $1, workshop, progress) }
        try await workshop.tell(clip)
    }

    private func draw(
        _ path: String, _ media: ProbedMedia, _ workshop: Workshop, _ progress: JobProgress
    ) async throws {
        let transcoder = workshop.tools.transcoder
        let clip = clip
        let chosen = try await workshop.ground.database.read { try ClipCutStore($0).find(clip) }?.poster
        try await workshop.inFolder { folder in
            let poster = try await transcoder.poster(of: path, media, at: chosen, folder: folder)
            try await workshop.keep(poster, as: .poster, of: clip)
            await progress.reached(0.3)
            if media.video != nil {
                let board = try await transcoder.storyboard(of: path, media, folder: folder)
                try await workshop.keep(board.made, as: .storyboard, of: clip, layout: board.layout)
            }
            await progress.reached(0.6)
            if media.audio != nil {
                let peaks = try await transcoder.waveform(of: path, media, folder: folder)
                let file = "\(folder)/waveform.json"
                try JSONEncoder().encode(peaks).write(to: URL(fileURLWithPath: file))
                try await workshop.keep(file: file, as: .waveform, of: clip, contentType: "application/json")
            }
        }
    }
}
