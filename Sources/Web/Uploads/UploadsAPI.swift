import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Services

/// Resumable uploads by tus 1.0 (UP-1): a file that is whole becomes a clip.
struct UploadsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "uploads"
        let largest = services.uploads.limits.largestFile
        return [
            Route(
                .options, "/api/v1/uploads", .open(options), rate: .uncounted,
                about: About("What of tus is spoken here", tag: tag, status: 204)),
            .get(
                "/api/v1/uploads", .signedIn(.upload, list),
                about: About(
                    "Own uploads that are not whole yet, and the clip a file is already", tag: tag,
                    query: [AskedField("sha256", .text, "of a file, 64 hexadecimal digits")],
                    output: UploadsJSON.schema)),
            .post(
                "/api/v1/uploads", .signedIn(.upload, create), rate: .uploadCreation, isRepeatable: true,
                about: About(
                    "Begin an upload; its address comes as Location", tag: tag,
                    headers: [
                        Self.version, AskedField("Upload-Length", .integer, "bytes"),
                        AskedField("Upload-Defer-Length", .oneOf(["1"]), "the length is said with the last part"),
                        AskedField(
                            "Upload-Metadata", .text,
                            "filename, team, trim and poster, in base64; of a take purpose, brief and again"),
                    ], status: 201)),
            Route(
                .head, "/api/v1/uploads/{upload}", .signedIn(.upload, show),
                about: About("Where an upload stands, in Upload-Offset", tag: tag, headers: [Self.version])),
            Route(
                .patch, "/api/v1/uploads/{upload}", .signedIn(.upload, append), body: .stream(limit: largest),
                about: About(
                    "Append bytes", tag: tag,
                    headers: [
                        Self.version, AskedField("Upload-Offset", .integer, "where they go", isRequired: true),
                        AskedField("Upload-Length", .integer, "with the last part, if it was not known"),
                        AskedField("Upload-Metadata", .text, "with the length: trim and poster, in base64"),
                        AskedField("Upload-Checksum", .text, "sha1 or sha256 and the digest in base64"),
                    ], status: 204)),
            .delete(
                "/api/v1/uploads/{upload}", .signedIn(.upload, terminate),
                about: About("Give an upload up", tag: tag, headers: [Self.version], status: 204)),
        ]
    }

    private static let version = AskedField("Tus-Resumable", .oneOf([TusFields.version]), isRequired: true)

    private func options(_ web: WebRequest) async throws -> Response {
        Response(
            status: .noContent,
            headers: TusFields.fields([
                "Tus-Resumable": TusFields.version, "Tus-Version": TusFields.version,
                "Tus-Extension": "creation,creation-defer-length,termination,checksum,expiration",
                "Tus-Checksum-Algorithm": "sha1,sha256", "Tus-Max-Size": String(services.uploads.limits.largestFile),
            ]))
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let clip =
            if let hash = web.query.text("sha256") {
                try await services.uploads.clip(ofFile: hash, by: caller.actor)
            } else { ID<Clip>?.none }
        return try .json(
            UploadsJSON(
                items: try await services.uploads.unfinished(by: caller.actor).map(UploadsJSON.Item.init), clip: clip))
    }

    private func create(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await speakingTus {
            let headers = web.request.headers
            try TusFields.requireVersion(headers)
            let length = try TusFields.newLength(headers)
            let metadata = try TusFields.metadata(headers)
            let team = try metadata["team"].map { text in
                guard let id = ID<Team>(parsing: text) else {
                    throw Problem.invalid("team", "An id was expected here.")
                }
                return id
            }
            let (brief, again) = try TusFields.take(metadata)
            let upload = try await services.uploads.create(
                UploadService.NewUpload(
                    fileName: metadata["filename"] ?? metadata["name"] ?? "", length: length,
                    cut: try TusFields.cut(metadata), team: team, brief: brief, again: again), by: caller.actor)
            var response = Response(status: .created, headers: TusFields.state(upload))
            response.headers[.location] = "/api/v1/uploads/\(upload.id)"
            return response
        }
    }

    private func show(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await speakingTus {
            try TusFields.requireVersion(web.request.headers)
            let upload = try await services.uploads.find(try web.id("upload"), by: caller.actor)
            var response = Response(status: .ok, headers: TusFields.state(upload))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private func append(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await speakingTus {
            let headers = web.request.headers
            try TusFields.requireVersion(headers)
            try BodyReader.requireType(["application/offset+octet-stream"], of: web.request)
            let id: ID<Upload> = try web.id("upload")
            let offset = try TusFields.number(TusFields.offset, headers)
            let checksum = try TusFields.checksum(headers)
            let ending = try TusFields.ending(headers)
            let body = web.request.body.map { Array($0.readableBytesView) }
            do {
                let upload = try await services.uploads.append(
                    id, at: offset, checksum: checksum, body: body, ending: ending, by: caller.actor)
                return Response(status: .noContent, headers: TusFields.state(upload))
            } catch let problem as Problem where problem.code == "wrong_offset" {
                let upload = try await services.uploads.find(id, by: caller.actor)
                throw ProblemWithFields(problem, TusFields.state(upload))
            }
        }
    }

    private func terminate(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await speakingTus {
            try TusFields.requireVersion(web.request.headers)
            try await services.uploads.terminate(try web.id("upload"), by: caller.actor)
            return .noContent
        }
    }

    /// Every answer of tus says which version it is in, refusals too.
    private func speakingTus(_ answer: () async throws -> Response) async throws -> Response {
        let resumable = TusFields.fields(["Tus-Resumable": TusFields.version])
        do {
            var response = try await answer()
            for field in resumable { response.headers[field.name] = field.value }
            return response
        } catch let problem as Problem {
            throw ProblemWithFields(problem, resumable)
        } catch let problem as ProblemWithFields {
            throw ProblemWithFields(problem.problem, HTTPFields(Array(problem.fields) + Array(resumable)))
        }
    }
}
