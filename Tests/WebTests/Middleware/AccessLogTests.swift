import Domain
import Foundation
import HTTPTypes
import Logging
import Rehearsal
import Testing

@testable import Web

/// What is written down about requests (OP-8).
struct AccessLogTests {
    @Test func everyRequestIsOneLineWithWhoAndHowLong() async throws {
        let log = RecordingLog()
        try await Stage.open(log: log.logger) { stage in
            _ = try await stage.ask(.mate, .get, "/api/v1/clips?text=secret%20words")
            let line = try #require(log.lines.last)
            #expect(line.message == "request")
            #expect(line.metadata["method"] == "GET")
            #expect(line.metadata["path"] == "/api/v1/clips")
            #expect(line.metadata["status"] == "200")
            #expect(line.metadata["person"] == stage.ids["mate"])
            #expect(line.metadata["ms"] == "0")
            #expect(line.metadata["id"]?.hasPrefix("req_") == true)
        }
    }

    @Test(arguments: [
        "/api/v1/clips?text=secretwords", "/api/v1/me?token=secretwords", "/s/secretwords", "/nothing?sig=secretwords",
    ])
    func nothingSecretIsWritten(path: String) async throws {
        let log = RecordingLog()
        try await Stage.open(log: log.logger) { stage in
            _ = try await stage.ask(.mate, .get, path)
            for line in log.lines {
                #expect(!line.message.contains("secretwords"))
                #expect(!line.metadata.values.contains { $0.contains("secretwords") })
                #expect(!line.metadata.values.contains { $0.contains(Stage.secret(.mate)) })
            }
        }
    }

    @Test func passwordsAreNotWritten() async throws {
        let log = RecordingLog()
        try await Stage.open(log: log.logger) { stage in
            let body = #"{"email":"owner@example.com","password":"secretwords secretwords"}"#
            _ = try await stage.ask(.anon, .post, "/api/v1/session", json: body)
            #expect(log.lines.count == 1)
            #expect(!log.lines.contains { "\($0)".contains("secretwords") })
        }
    }

    @Test func numberOfTheRequestIsTheSameInTheAnswerAndTheLog() async throws {
        let log = RecordingLog()
        try await Stage.open(log: log.logger) { stage in
            let answer = try await stage.ask(.anon, .get, "/api/v1/me")
            #expect(answer.json?["request_id"] == log.lines.last?.metadata["id"].map(JSONValue.text))
        }
    }

    @Test func ownFailureIsWrittenOnceOnOneLine() async throws {
        struct Broken: Error, CustomStringConvertible {
            let description = "first\nsecond"
        }
        let log = RecordingLog()
        let route = Route.get("/broken", .open { _ in throw Broken() }, about: .page)
        try await Stage.open(pages: [route], log: log.logger) { stage in
            _ = try await stage.ask(.anon, .get, "/broken")
            let errors = log.lines.filter { $0.level == .error }
            #expect(errors.count == 1)
            #expect(errors.first?.metadata["error"]?.contains("\n") == false)
        }
    }
}
