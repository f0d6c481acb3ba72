import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// A creating request that is sent twice creates once (DS-4).
struct IdempotencyTests {
    private let body = #"{"name":"North"}"#

    @Test func repeatedRequestIsAnsweredAlikeAndDoneOnce() async throws {
        try await Stage.open { stage in
            let key = ["Idempotency-Key": "abc-1"]
            let first = try await stage.ask(.admin, .post, "/api/v1/teams", json: body, headers: key)
            let second = try await stage.ask(.admin, .post, "/api/v1/teams", json: body, headers: key)
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(second.text == first.text)
            #expect(second.header("Location") == first.header("Location"))
            #expect(second.header("Idempotent-Replay") == "true")
            #expect(first.header("Idempotent-Replay") == nil)
            let teams = try await stage.ask(.admin, .get, "/api/v1/teams").text
            #expect(teams.components(separatedBy: "North").count == 2)
        }
    }

    @Test func sameKeyWithAnotherBodyIsRefused() async throws {
        try await Stage.open { stage in
            let key = ["Idempotency-Key": "abc-1"]
            _ = try await stage.ask(.admin, .post, "/api/v1/teams", json: body, headers: key)
            let other = try await stage.ask(.admin, .post, "/api/v1/teams", json: #"{"name":"South"}"#, headers: key)
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
        }
    }

    @Test func refusalIsNotRemembered() async throws {
        try await Stage.open { stage in
            let key = ["Idempotency-Key": "abc-1"]
            try await stage.expect(422, .admin, .post, "/api/v1/teams", json: #"{"name":""}"#, headers: key)
            try await stage.expect(201, .admin, .post, "/api/v1/teams", json: body, headers: key)
        }
    }

    @Test func keysOfTwoPeopleAreTwoKeys() async throws {
        try await Stage.open { stage in
            let headers = ["Idempotency-Key": "k", "Tus-Resumable": "1.0.0", "Upload-Length": "100"]
            let mine = try await stage.ask(.mate, .post, "/api/v1/uploads", headers: headers)
            let theirs = try await stage.ask(.performer, .post, "/api/v1/uploads", headers: headers)
            #expect(mine.header("Location") != theirs.header("Location"))
            let again = try await stage.ask(.mate, .post, "/api/v1/uploads", headers: headers)
            #expect(again.header("Location") == mine.header("Location"))
        }
    }

    @Test(arguments: ["a b", "ä", String(repeating: "a", count: 201)])
    func nonsenseAsAKeyIsRefused(key: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .admin, .post, "/api/v1/teams", json: body, headers: ["Idempotency-Key": key])
            #expect(answer.status == 400)
        }
    }

    @Test func aCommandThatActsAsNobodyCannotHaveItsAnswerKept() async throws {
        try await Stage.open { stage in
            let machine = [
                "Authorization": "Operator \(Stage.operatorKey)", "understudy-client": "127.0.0.1",
                "Idempotency-Key": "k",
            ]
            let refused = try await stage.ask(.anon, .post, "/api/v1/teams", json: body, headers: machine)
            #expect(refused.code == "idempotency_key_of_nobody")
            let named = machine.merging(["X-Understudy-As": "mate@example.com"]) { $1 }
            let upload = named.merging(["Tus-Resumable": "1.0.0", "Upload-Length": "100"]) { $1 }
            try await stage.expect(201, .anon, .post, "/api/v1/uploads", headers: upload)
        }
    }

    @Test func tokenIsNeverKeptForARepeat() async throws {
        try await Stage.open { stage in
            let key = ["Idempotency-Key": "k"]
            let new = #"{"name":"mine","scopes":["read"]}"#
            let first = try await stage.ask(.owner, .post, "/api/v1/tokens", json: new, headers: key)
            let second = try await stage.ask(.owner, .post, "/api/v1/tokens", json: new, headers: key)
            #expect(first.json?["token"] != second.json?["token"])
        }
    }
}
