import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// Every caller on every route, as SECURITY 4 says.
struct AuthorizationMatrixTests {
    @Test(arguments: MatrixRow.matrix)
    func everyCallerGetsWhatTheMatrixSays(row: MatrixRow) async throws {
        try #require(row.expected.count == Visitor.allCases.count)
        let columns = Array(zip(Visitor.allCases, row.expected))
        let isChange = row.method != .get && row.method != .head
        // Refusals change nothing, so they share a stage; whoever succeeds in changing something gets a fresh one.
        let shared = columns.filter { !isChange || $0.1 >= 300 }
        try await Stage.open(practising: row.needsTakes) { stage in
            for (visitor, status) in shared { try await expect(row, visitor, status, on: stage) }
        }
        for (visitor, status) in columns where isChange && status < 300 {
            try await Stage.open(practising: row.needsTakes) { stage in
                try await expect(row, visitor, status, on: stage)
            }
        }
    }

    @Test func everyRouteHasARowOrIsOpen() async throws {
        try await Stage.open { stage in
            let covered = MatrixRow.matrix.map { row in
                "\(row.method.rawValue) \(template(of: row, on: stage) ?? row.path)"
            }
            let missing = stage.web.table.routes.filter { !$0.access.isPublic }
                .map { "\($0.method.rawValue) \($0.path)" }
                .filter { !covered.contains($0) && !Self.coveredOtherwise.contains($0) }
            #expect(missing == [])
        }
    }

    @Test func publicRoutesAreTheseAndNoOthers() async throws {
        try await Stage.open { stage in
            let paths = stage.web.table.publicRoutes.map { "\($0.method.rawValue) \($0.path)" }
            #expect(
                paths.sorted() == [
                    "GET /api/openapi.json", "GET /api/v1/calendar/{secret}", "GET /api/v1/session",
                    "GET /assets/{version}/**", "GET /healthz",
                    "GET /readyz", "OPTIONS /api/v1/uploads", "POST /api/v1/session", "POST /api/v1/set-up",
                ])
        }
    }

    @Test(arguments: ["/healthz", "/readyz", "/api/openapi.json"], Visitor.allCases)
    func systemRoutesAreOpenToEveryone(path: String, visitor: Visitor) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(visitor, .get, path)
            #expect(answer.status == 200)
        }
    }

    @Test func bodyOfANotFoundIsTheSameForHiddenAndMissing() async throws {
        try await Stage.open { stage in
            let hidden = try await stage.ask(.rep, .get, "/api/v1/clips/{private}")
            let missing = try await stage.ask(.rep, .get, "/api/v1/clips/clip_that_never_was")
            #expect(withoutID(hidden.text) == withoutID(missing.text))
        }
    }

    @Test func accountThatIsClosedLosesSessionAndTokenOnTheNextRequest() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.admin, .post, "/api/v1/people/{owner}/deactivate")
            try await stage.expect(401, .owner, .get, "/api/v1/me")
            try await stage.expect(401, .api, .get, "/api/v1/me")
            try await stage.expect(401, .owner, .get, "/media/{team}/v.mp4")
        }
    }

    @Test func withdrawnClipIsGoneForEveryoneButAdmins() async throws {
        try await Stage.open { stage in
            _ = try await stage.ask(.owner, .post, "/api/v1/clips/{library}/notice/withdrawal")
            try await stage.expect(404, .rep, .get, "/api/v1/clips/{library}")
            try await stage.expect(404, .rep, .get, "/media/{library}/v.mp4")
            try await stage.expect(200, .admin, .get, "/api/v1/clips/{library}")
            let found = try await stage.ask(.rep, .get, "/api/v1/lookup?q=expensive")
            #expect(!found.text.contains("clip_library"))
        }
    }

    @Test(arguments: [Visitor.rep, .mate, .performerX, .mgrX])
    func listsHoldOnlyWhatTheCallerMaySee(visitor: Visitor) async throws {
        try await Stage.open { stage in
            let texts = [
                try await stage.ask(visitor, .get, "/api/v1/clips?limit=200").text,
                try await stage.ask(visitor, .get, "/api/v1/lookup?q=expensive&limit=50").text,
                try await stage.ask(visitor, .get, "/api/v1/lookup/suggest?q=too").text,
                try await stage.ask(visitor, .get, "/api/v1/trash").text,
            ]
            for text in texts {
                #expect(!text.contains("clip_private"))
                #expect(!text.contains("clip_draft"))
                #expect(!text.contains("clip_trashed"))
                #expect(visitor == .mate || !text.contains("clip_team\""))
            }
            #expect(texts[0].contains("clip_library"))
        }
    }

    private func expect(_ row: MatrixRow, _ visitor: Visitor, _ status: Int, on stage: Stage) async throws {
        let answer = try await stage.ask(
            visitor, row.method, row.path, json: row.json, headers: row.headers, body: row.body)
        #expect(answer.status == status, "\(row.action) as \(visitor): \(answer.text.prefix(300))")
        if answer.status >= 400, row.method != .head {
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.header("Cache-Control") == "no-store")
        }
    }

    /// Covered by tests of their own.
    private static let coveredOtherwise: Set<String> = ["GET /api/v1/events"]

    private func template(of row: MatrixRow, on stage: Stage) -> String? {
        let path = stage.path(row.path).split(separator: "?").first.map(String.init) ?? ""
        return stage.web.table.routes.first { $0.method == row.method && RouteTable.matches($0.path, path) }?.path
    }

    private func withoutID(_ text: String) -> String {
        guard let start = text.range(of: "\"request_id\":\"")?.upperBound,
            let end = text[start...].firstIndex(of: "\"")
        else { return text }
        return text.replacingCharacters(in: start..<end, with: "")
    }
}
