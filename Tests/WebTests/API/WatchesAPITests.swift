import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// What players report, right and wrong.
struct WatchesAPITests {
    private static func body(_ intervals: [String], number: Int = 1) -> String {
        #"{"player":"player_x","number":\#(number),"intervals":[\#(intervals.joined(separator: ","))]}"#
    }

    private static func interval(_ start: Int, _ end: Int, at: Int = 0, more: String = "") -> String {
        #"{"start_ms":\#(start),"end_ms":\#(end),"at_ms":\#(at),"wall_ms":\#(abs(end - start))\#(more)}"#
    }

    @Test func reportIsMergedAndTheSameNumberChangesNothing() async throws {
        try await Stage.open { stage in
            let first = Self.body([Self.interval(0, 6000), Self.interval(3000, 9000, at: 6000, more: #","rate":1.5"#)])
            for _ in 0..<2 { try await stage.expect(204, .mate, .put, "/api/v1/clips/{team}/watches", json: first) }
            let own = try await stage.ask(.mate, .get, "/api/v1/clips/{team}/watches").json
            #expect(own?["unique_seconds"] == .number("9"))
            #expect(own?["percent"] == .number("15"))
            #expect(own?["played_ms"] == .number("12000"))
        }
    }

    @Test(arguments: [
        ("reversed", [interval(6000, 3000)], "intervals_1"),
        ("overlapping", [interval(0, 5000), interval(9000, 9500, at: 2000)], "intervals_2"),
        ("past the end", [interval(0, 90_000)], "intervals_1"),
        ("rate", [interval(0, 500, more: #","rate":1e300"#)], "intervals_1"),
    ])
    func wrongIntervalsAreToldAndNothingIsKept(name: String, intervals: [String], field: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(
                .mate, .put, "/api/v1/clips/{team}/watches", json: Self.body(intervals))
            #expect(answer.status == 422)
            #expect(answer.text.contains("\"\(field)\""))
            let own = try await stage.ask(.mate, .get, "/api/v1/clips/{team}/watches").json
            #expect(own?["opened_at"] == nil)
        }
    }

    @Test func millionIntervalsAreRefusedAtOnce() async throws {
        try await Stage.open { stage in
            let many = Self.body(Array(repeating: Self.interval(0, 9), count: 2000))
            try await stage.expect(422, .mate, .put, "/api/v1/clips/{team}/watches", json: many)
            let tooMany = Self.body(Array(repeating: Self.interval(0, 9), count: 10_000))
            try await stage.expect(400, .mate, .put, "/api/v1/clips/{team}/watches", json: tooMany)
            let more = Self.body(Array(repeating: "{}", count: 1_000_000))
            try await stage.expect(413, .mate, .put, "/api/v1/clips/{team}/watches", json: more)
        }
    }

    @Test func reportsComeAtMostTwiceASecond() async throws {
        try await Stage.open { stage in
            var statuses: [Int] = []
            for number in 0..<12 {
                let body = Self.body([], number: number)
                statuses.append(try await stage.ask(.mate, .put, "/api/v1/clips/{team}/watches", json: body).status)
            }
            #expect(statuses.filter { $0 == 204 }.count == 10)
            #expect(statuses.last == 429)
        }
    }
}
