import Domain
import Foundation
import Hummingbird
import Media
import NIOCore
import Services

/// Bytes of clips, each request under the rule of the clip they belong to (AZ-1, RG-1).
struct MediaAPI: Sendable {
    let services: Services
    let turns: MediaTurns
    private let files = OpenFiles()

    init(services: Services, turns: MediaTurns) {
        self.services = services
        self.turns = turns
    }

    var routes: [Route] {
        [
            .get(
                "/media/{clip}/{name}", .signedIn(.read, send), rate: .uncounted,
                about: About(
                    "v.mp4, a.m4a, small.mp4, poster.jpg, thumb.jpg, storyboard.jpg or waveform.json", tag: "media",
                    contentType: "application/octet-stream")),
            .get(
                "/media/comments/{comment}/{name}", .signedIn(.read, sendSaid), rate: .uncounted,
                about: About(
                    "What a comment says by voice or video: v.mp4, a.m4a or poster.jpg", tag: "media",
                    contentType: "application/octet-stream")),
        ]
    }

    private func send(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard let part = MediaName.part(web.part("name")) else { throw Problem.notFound }
        return try await send(
            try await services.media.open(part, of: try web.id("clip"), by: caller.actor), web, caller)
    }

    private func sendSaid(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        guard case .rendition(let kind) = MediaName.part(web.part("name")) else { throw Problem.notFound }
        return try await send(
            try await services.media.open(kind, saidIn: try web.id("comment"), by: caller.actor), web, caller)
    }

    private func send(
        _ file: MediaService.MediaFile, _ web: WebRequest, _ caller: Caller
    ) async throws -> Response {
        do {
            let served = try await ServedFile(file, services.media, isHead: web.isHead)
            return try await rangeResponse(
                to: web.request, file: served, channel: web.context.channel, files: files,
                turn: try turns.begin(caller.person.id.text))
        } catch FileUnreadable.cannotOpen(ENOENT) {
            throw services.media.missing(file)
        } catch let failure as FileFailure where failure.isMissing {
            throw services.media.missing(file)
        }
    }
}
