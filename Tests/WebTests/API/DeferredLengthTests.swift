import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// tus' creation-defer-length: a recording is sent while it is made.
struct DeferredLengthTests {
    private let tus = ["Tus-Resumable": "1.0.0"]

    @Test func aRecordingWithoutALengthIsSentAndEnded() async throws {
        try await Stage.open { stage in
            let address = try await begin(stage)
            let head = try await stage.ask(.mate, .head, address, headers: tus)
            #expect(head.header("Upload-Defer-Length") == "1")
            #expect(head.header("Upload-Length") == nil)
            let first = try await patch(stage, address, "12345", at: 0)
            #expect(first.status == 204)
            #expect(first.header("Upload-Offset") == "5")
            #expect(first.header("Understudy-Clip") == nil)

            let metadata = "trim \(base64("500,4000")),poster \(base64("900"))"
            let last = try await patch(
                stage, address, "67890", at: 5, ["Upload-Length": "10", "Upload-Metadata": metadata])
            #expect(last.status == 204)
            #expect(last.header("Upload-Length") == "10")
            #expect(last.header("Understudy-Clip") != nil)
        }
    }

    @Test func oneThatIsUnderWayIsListedWithoutALength() async throws {
        try await Stage.open { stage in
            _ = try await begin(stage)
            let listed = try await stage.ask(.mate, .get, "/api/v1/uploads")
            #expect(listed.text.contains("\"offset\":0"))
            #expect(!listed.text.contains("\"length\""))
        }
    }

    @Test(arguments: [
        (["Upload-Defer-Length": "1", "Upload-Length": "10"], 400), (["Upload-Defer-Length": "0"], 400),
        (["Upload-Defer-Length": "yes"], 400), ([:], 400),
        (["Upload-Defer-Length": "1", "Upload-Metadata": "trim \(Data("9,1".utf8).base64EncodedString())"], 422),
    ])
    func aBeginningThatMakesNoSenseIsRefused(headers: [String: String], status: Int) async throws {
        try await Stage.open { stage in
            try await stage.expect(
                status, .mate, .post, "/api/v1/uploads", headers: tus.merging(headers) { $1 })
        }
    }

    @Test(arguments: [
        (["Upload-Length": "4"], 400), (["Upload-Length": "0"], 422), (["Upload-Length": "ten"], 400),
        (["Upload-Length": "1048577"], 413),
        (["Upload-Length": "5", "Upload-Metadata": "trim \(Data("4000,500".utf8).base64EncodedString())"], 422),
        (["Upload-Length": "5", "Upload-Metadata": "poster \(Data("soon".utf8).base64EncodedString())"], 422),
    ])
    func anEndThatMakesNoSenseIsRefusedAndTheUploadGoesOn(headers: [String: String], status: Int) async throws {
        try await Stage.open { stage in
            let address = try await begin(stage)
            _ = try await patch(stage, address, "12345", at: 0)
            let refused = try await patch(stage, address, "", at: 5, headers)
            #expect(refused.status == status)
            let last = try await patch(stage, address, "", at: 5, ["Upload-Length": "5"])
            #expect(last.header("Understudy-Clip") != nil)
        }
    }

    private func begin(_ stage: Stage) async throws -> String {
        let answer = try await stage.ask(
            .mate, .post, "/api/v1/uploads", headers: tus.merging(["Upload-Defer-Length": "1"]) { $1 })
        #expect(answer.status == 201)
        return try #require(answer.header("Location"))
    }

    private func patch(
        _ stage: Stage, _ address: String, _ body: String, at offset: Int, _ more: [String: String] = [:]
    ) async throws -> Answer {
        let usual = [
            "Tus-Resumable": "1.0.0", "Upload-Offset": String(offset),
            "Content-Type": "application/offset+octet-stream",
        ]
        return try await stage.ask(.mate, .patch, address, headers: usual.merging(more) { $1 }, body: body)
    }

    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
