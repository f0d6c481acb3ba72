import Domain
import Foundation
import HTTPTypes
import Rehearsal
import Testing

@testable import Web

/// How often is too often (RL-2, RL-3), on a clock that is moved by hand.
struct RateLimitTests {
    @Test func lookupsComeInBurstsAndThenAtAPace() async throws {
        try await Stage.open { stage in
            for _ in 0..<60 { try await stage.expect(200, .mate, .get, "/api/v1/lookup/suggest?q=a") }
            let refused = try await stage.ask(.mate, .get, "/api/v1/lookup/suggest?q=a")
            #expect(refused.status == 429)
            #expect(refused.header("Retry-After") == "1")
            try await stage.expect(200, .performer, .get, "/api/v1/lookup/suggest?q=a")
            stage.world.advance(seconds: 1)
            for _ in 0..<20 { try await stage.expect(200, .mate, .get, "/api/v1/lookup/suggest?q=a") }
            try await stage.expect(429, .mate, .get, "/api/v1/lookup/suggest?q=a")
        }
    }

    @Test func limitsCountThePersonNotTheKey() async throws {
        let rates: [RateClass: RateLimits.Rule] = [.ordinary: .init(perSecond: 1, burst: 3)]
        try await Stage.open(rates: rates) { stage in
            for _ in 0..<2 { _ = try await stage.ask(.owner, .get, "/api/v1/me") }
            try await stage.expect(200, .api, .get, "/api/v1/me")
            try await stage.expect(429, .api, .get, "/api/v1/me")
            try await stage.expect(429, .owner, .get, "/api/v1/me")
        }
    }

    @Test func mediaAndHealthAreNotCounted() async throws {
        try await Stage.open(rates: [.ordinary: .init(perSecond: 1, burst: 1)]) { stage in
            for _ in 0..<5 {
                try await stage.expect(200, .owner, .get, "/media/{team}/v.mp4")
                try await stage.expect(200, .anon, .get, "/healthz")
            }
        }
    }

    @Test func wrongTokensOfOneNetworkAreSlowedDownWhateverTheirAddress() async throws {
        try await Stage.open { stage in
            for number in 0..<30 {
                let headers = ["Authorization": "Bearer und_x_\(number)", "understudy-client": "2001:db8::\(number)"]
                try await stage.expect(401, .anon, .get, "/api/v1/me", headers: headers)
            }
            let good = ["understudy-client": "2001:db8::ffff"]
            try await stage.expect(429, .api, .get, "/api/v1/me", headers: good)
            let elsewhere = ["understudy-client": "2001:db8:0:1::1"]
            try await stage.expect(200, .api, .get, "/api/v1/me", headers: elsewhere)
            stage.world.advance(seconds: 61)
            try await stage.expect(200, .api, .get, "/api/v1/me", headers: good)
        }
    }

    @Test(arguments: 1...40)
    func neverMoreThanTheRuleAllowsWhateverTheOrder(seed: Int) async throws {
        let world = TestWorld()
        let rule = RateLimits.Rule(perSecond: 2, burst: 5)
        let limits = RateLimits(world: world.world, rules: [.beacon: rule])
        var admitted = 0
        var seconds: Int64 = 0
        var state = UInt64(seed)
        for _ in 0..<200 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            let step = Int64(state >> 62)
            world.advance(seconds: step)
            seconds += step
            do {
                try await limits.admit(.beacon, "someone")
                admitted += 1
            } catch let problem as Problem {
                #expect(problem.status == 429)
            }
            #expect(Double(admitted) <= rule.burst + Double(seconds) * rule.perSecond)
        }
    }
}
