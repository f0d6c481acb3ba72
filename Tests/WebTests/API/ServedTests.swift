import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

/// The whole way: socket, gate, router, services.
struct ServedTests {
    @Test func requestThroughTheGateReachesItsRoute() async throws {
        try await served { stage, client in
            let answer = try await client.executeRequest(
                uri: "/api/v1/me", method: .get, headers: stage.credentials(.owner), body: nil)
            #expect(answer.status == .ok)
            #expect(String(buffer: answer.body).contains("owner@example.com"))
        }
    }

    @Test func mediaIsSentOverTheSocket() async throws {
        try await served { stage, client in
            var headers = stage.credentials(.owner)
            headers[.range] = "bytes=7-14"
            let answer = try await client.executeRequest(
                uri: "/media/clip_team/v.mp4", method: .get, headers: headers, body: nil)
            #expect(answer.status == .partialContent)
            #expect(String(buffer: answer.body) == "pictures")
        }
    }

    @Test func uploadIsStreamedThroughTheGate() async throws {
        try await served { stage, client in
            var headers = stage.credentials(.owner)
            for (name, value) in [
                ("Tus-Resumable", "1.0.0"), ("Upload-Offset", "0"), ("Content-Type", "application/offset+octet-stream"),
            ] {
                headers[try #require(HTTPField.Name(name))] = value
            }
            let answer = try await client.executeRequest(
                uri: stage.path("/api/v1/uploads/{upload}"), method: .patch, headers: headers,
                body: ByteBuffer(string: "1234567890"))
            #expect(answer.status == .noContent)
        }
    }

    @Test func clientCannotClaimToBeThisMachine() async throws {
        try await served { stage, client in
            var headers: HTTPFields = [.authorization: "Operator \(String(repeating: "x", count: 64))"]
            headers[try #require(HTTPField.Name("understudy-client"))] = "192.0.2.7"
            let answer = try await client.executeRequest(
                uri: "/api/v1/me", method: .get, headers: headers, body: nil)
            #expect(answer.status == .unauthorized)
        }
    }

    @Test func keyOfTheMachineWorksOverLoopback() async throws {
        try await served { stage, client in
            let headers: HTTPFields = [.authorization: "Operator \(Stage.operatorKey)"]
            let answer = try await client.executeRequest(
                uri: "/api/v1/admin/jobs", method: .get, headers: headers, body: nil)
            #expect(answer.status == .ok)
        }
    }

    private func served(_ body: @Sendable (Stage, any TestClientProtocol) async throws -> Void) async throws {
        try await Stage.open { stage in
            let application = Application(
                router: stage.web.router(), server: understudyServer(rules: stage.web.gateRules(hosts: .loopback)),
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                logger: Stage.quiet)
            try await application.test(.live) { client in try await body(stage, client) }
        }
    }
}
