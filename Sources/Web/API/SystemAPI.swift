import Domain
import Hummingbird
import NIOCore
import Services

/// Whether the process lives and is ready, and the files pages are made of.
struct SystemAPI: Sendable {
    let services: Services
    let assets: Assets

    var routes: [Route] {
        [
            .get(
                "/healthz", .open(health), rate: .uncounted,
                about: About("The process lives", tag: "system", output: Self.state)),
            .get(
                "/readyz", .open(readiness), rate: .uncounted,
                about: About("Whether a write would be kept right now", tag: "system", output: Self.state)),
            .get("/assets/{version}/**", .open(asset), rate: .uncounted, about: .page),
        ]
    }

    private static let state = Schema.object("State", [.init("status", .text)])

    private struct State: Encodable {
        let status: String
    }

    private func health(_ web: WebRequest) async throws -> Response {
        try .json(State(status: "ok"))
    }

    private func readiness(_ web: WebRequest) async throws -> Response {
        guard await services.storage.isReady() else {
            throw Problem.unavailable("not_ready", "Nothing can be saved right now", retryAfterSeconds: 5)
        }
        return try .json(State(status: "ready"))
    }

    /// Found by name in memory: no part of the address reaches the disk.
    private func asset(_ web: WebRequest) async throws -> Response {
        let parts = web.path.split(separator: "/")
        guard parts.count >= 3,
            let file = assets.file(parts.dropFirst(2).joined(separator: "/"), version: String(parts[1]))
        else {
            throw Problem.notFound
        }
        let isCurrent = assets.isCurrent(String(parts[1]))
        let answer = Response(
            status: .ok,
            headers: [
                .contentType: file.contentType, .vary: "Accept-Encoding",
                // A page from before an update asks for the old version: it gets today's file, and nobody keeps it.
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        for coding in ContentCoding.accepted(by: web.request) {
            if let packed = file.packed[coding] { return Compression.packing(answer, packed, coding) }
        }
        return answer
    }
}
