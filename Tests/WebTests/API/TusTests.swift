import Crypto
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Rehearsal
import Services
import Testing

@testable import Web

/// tus 1.0 as it is spoken here (UP-1).
struct TusTests {
    /// A PATCH and what becomes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var headers: [String: String] = [:]
        var body = "12345"
        let status: Int

        var testDescription: String { name }
    }

    static let patches: [Case] = [
        Case(name: "in order", status: 204),
        Case(name: "no version", headers: ["Tus-Resumable": ""], status: 412),
        Case(name: "another version", headers: ["Tus-Resumable": "0.2.2"], status: 412),
        Case(name: "another content type", headers: ["Content-Type": "application/octet-stream"], status: 415),
        Case(name: "no content type", headers: ["Content-Type": ""], status: 415),
        Case(name: "no offset", headers: ["Upload-Offset": ""], status: 400),
        Case(name: "negative offset", headers: ["Upload-Offset": "-1"], status: 400),
        Case(name: "offset with a sign", headers: ["Upload-Offset": "+0"], status: 400),
        Case(name: "offset beyond every number", headers: ["Upload-Offset": "99999999999999999999"], status: 400),
        Case(name: "wrong offset", headers: ["Upload-Offset": "3"], status: 409),
        Case(name: "more than was announced", body: "12345678901", status: 413),
        Case(name: "wrong checksum", headers: ["Upload-Checksum": "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="], status: 460),
        Case(name: "unknown checksum", headers: ["Upload-Checksum": "md5 AAAAAAAAAAAAAAAAAAAAAA=="], status: 400),
        Case(name: "short checksum", headers: ["Upload-Checksum": "sha256 AAAA"], status: 400),
        Case(name: "right checksum", headers: ["Upload-Checksum": "sha256 \(digest("12345"))"], status: 204),
        Case(name: "right sha1", headers: ["Upload-Checksum": "sha1 \(sha1("12345"))"], status: 204),
    ]

    @Test(arguments: patches)
    func patchIsAnsweredByTheBook(example: Case) async throws {
        try await Stage.open { stage in
            let answer = try await patch(stage, example.headers, example.body)
            #expect(answer.status == example.status)
            #expect(answer.header("Tus-Resumable") == "1.0.0")
        }
    }

    @Test func wrongOffsetIsAnsweredWithTheRightOne() async throws {
        try await Stage.open { stage in
            _ = try await patch(stage, [:], "12345")
            let answer = try await patch(stage, [:], "12345")
            #expect(answer.status == 409)
            #expect(answer.header("Upload-Offset") == "5")
        }
    }

    @Test func chunkWithAWrongChecksumLeavesNothing() async throws {
        try await Stage.open { stage in
            _ = try await patch(stage, ["Upload-Checksum": "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="], "12345")
            let head = try await stage.ask(
                .owner, .head, "/api/v1/uploads/{upload}", headers: ["Tus-Resumable": "1.0.0"])
            #expect(head.header("Upload-Offset") == "0")
        }
    }

    @Test func wholeFileBecomesAClipThatIsNamedInTheAnswer() async throws {
        try await Stage.open { stage in
            let answer = try await patch(stage, [:], "1234567890")
            #expect(answer.status == 204)
            let clip = try #require(answer.header("Understudy-Clip"))
            let shown = try await stage.ask(.owner, .get, "/api/v1/clips/\(clip)")
            #expect(shown.json?["state"] == .text("processing"))
            #expect(shown.json?["media"]?["file_name"] == .text("call.mp4"))
        }
    }

    @Test func uploadWithoutAByteForADayIsGone() async throws {
        try await Stage.open { stage in
            stage.world.advance(seconds: 86_401)
            // The sessions of the stage have ended meanwhile.
            let secret = String(repeating: "e", count: 64)
            let answer = try await stage.freshSession(of: .owner, secret: secret) { headers in
                try await stage.client.executeRequest(
                    uri: stage.path("/api/v1/uploads/{upload}"), method: .head, headers: headers, body: nil)
            }
            #expect(answer.status == 410)
        }
    }

    @Test func creationSaysWhereItIsAndUntilWhen() async throws {
        try await Stage.open { stage in
            let name = Data("Angebot für Ana.mp4".utf8).base64EncodedString()
            let answer = try await stage.ask(
                .mate, .post, "/api/v1/uploads",
                headers: [
                    "Tus-Resumable": "1.0.0", "Upload-Length": "100", "Upload-Metadata": "filename \(name),filetype",
                ])
            #expect(answer.status == 201)
            #expect(answer.header("Location")?.hasPrefix("/api/v1/uploads/upload_") == true)
            #expect(answer.header("Upload-Expires")?.hasSuffix("GMT") == true)
            #expect(answer.header("Upload-Offset") == "0")
        }
    }

    @Test(arguments: [
        (["Upload-Length": "0"], 422), (["Upload-Length": ""], 400), (["Upload-Length": "1048577"], 413),
        (["Upload-Length": "ten"], 400), (["Tus-Resumable": ""], 412),
        (["Upload-Metadata": "filename ?"], 400), (["Upload-Metadata": "a YQ==,a Yg=="], 400),
        (["Upload-Metadata": "team dGVhbV9ub2JvZHlz"], 422),
    ])
    func creationIsRefused(headers: [String: String], status: Int) async throws {
        try await Stage.open { stage in
            let all = ["Tus-Resumable": "1.0.0", "Upload-Length": "100"].merging(headers) { $1 }
            try await stage.expect(status, .mate, .post, "/api/v1/uploads", headers: all)
        }
    }

    @Test func sixthUnfinishedUploadHasToWait() async throws {
        try await Stage.open { stage in
            var last = 0
            for _ in 0..<6 {
                let headers = ["Tus-Resumable": "1.0.0", "Upload-Length": "100"]
                last = try await stage.ask(.mate, .post, "/api/v1/uploads", headers: headers).status
            }
            #expect(last == 429)
        }
    }

    @Test func optionsSayWhatIsSpoken() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.anon, .options, "/api/v1/uploads")
            #expect(answer.status == 204)
            #expect(answer.header("Tus-Extension") == "creation,creation-defer-length,termination,checksum,expiration")
            #expect(answer.header("Tus-Checksum-Algorithm") == "sha1,sha256")
            #expect(answer.header("Tus-Max-Size") == "1048576")
        }
    }

    @Test func secondRequestThatSendsTheSameFileIsLockedOut() async throws {
        try await Stage.open { stage in
            let owner = try await stage.services.sessions.operatorActor(as: Visitor.owner.email)
            let id = ID<Upload>(stage.ids["upload"] ?? "")
            let (started, start) = AsyncStream.makeStream(of: Never.self)
            let (held, release) = AsyncStream.makeStream(of: Never.self)
            // Nothing comes until the other request was refused.
            let slow = AsyncStream<[UInt8]>(unfolding: {
                start.finish()
                for await _ in held {}
                return nil
            })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await stage.services.uploads.append(id, at: 0, checksum: nil, body: slow, by: owner)
                }
                for await _ in started {}
                let refused = try await patch(stage, [:], "12345")
                #expect(refused.status == 423)
                release.finish()
                try await group.waitForAll()
            }
            let after = try await patch(stage, [:], "12345")
            #expect(after.status == 204)
        }
    }

    @Test func removedUploadIsGone() async throws {
        try await Stage.open { stage in
            let tus = ["Tus-Resumable": "1.0.0"]
            try await stage.expect(204, .owner, .delete, "/api/v1/uploads/{upload}", headers: tus)
            try await stage.expect(404, .owner, .head, "/api/v1/uploads/{upload}", headers: tus)
        }
    }

    @Test func datesAreWrittenAsHTTPWantsThem() {
        #expect(TusFields.httpDate(.init(milliseconds: 0)) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(TusFields.httpDate(.init(milliseconds: 1_764_090_720_000)) == "Tue, 25 Nov 2025 17:12:00 GMT")
    }

    private func patch(_ stage: Stage, _ headers: [String: String], _ body: String) async throws -> Answer {
        let usual = [
            "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
        ]
        return try await stage.ask(
            .owner, .patch, "/api/v1/uploads/{upload}", headers: usual.merging(headers) { $1 }, body: body)
    }

    private static func digest(_ text: String) -> String {
        Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }

    private static func sha1(_ text: String) -> String {
        Data(Insecure.SHA1.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
