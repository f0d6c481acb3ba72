import Rehearsal
import Synchronization
import Testing

@testable import Outbound

/// Calls that go out, to servers of this process.
struct OutboundClientTests {
    private static func calling(
        _ rules: OutboundRules, resolver: Resolver = .system, _ body: (OutboundClient) async throws -> Void
    ) async throws {
        let client = OutboundClient(rules: rules, resolver: resolver) { 0 }
        do {
            try await body(client)
            try await client.close()
        } catch {
            try await client.close()
            throw error
        }
    }

    private static func target(_ server: LocalServer, host: String = "127.0.0.1") throws -> OutboundTarget {
        try #require(OutboundTarget("http://\(host):\(server.port)/v1"))
    }

    private static func listing(_ target: OutboundTarget) throws -> OutboundRules {
        OutboundRules(listed: [try #require(OutboundRules.Place("\(target.host):\(target.port)"))])
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let failure as OutboundFailure {
            return failure.description
        }
    }

    @Test func listedServerIsAsked() async throws {
        try await LocalServer.open({ _ in LocalServer.Answer(body: Array("yes".utf8)) }) { server in
            let target = try Self.target(server)
            try await Self.calling(try Self.listing(target)) { client in
                let answer = try await client.post(
                    Array("{}".utf8), to: target, headers: ["X-Own": "1"], within: .seconds(5), mostBytes: 100)
                #expect(answer.status == 200)
                #expect(answer.body == Array("yes".utf8))
            }
            let question = try #require(server.questions.first)
            #expect(question.method == "POST")
            #expect(question.headers["x-own"] == "1")
            #expect(question.body == Array("{}".utf8))
        }
    }

    @Test func serverThatIsNotListedHearsNothing() async throws {
        try await LocalServer.open({ _ in LocalServer.Answer() }) { server in
            let target = try Self.target(server)
            try await Self.calling(OutboundRules()) { client in
                let refused = try await Self.refusal {
                    _ = try await client.post([], to: target, within: .seconds(5), mostBytes: 100)
                }
                #expect(refused?.contains("not called") ?? false)
            }
            #expect(server.questions.isEmpty)
        }
    }

    @Test func nameThatLeadsInsideIsRefusedBeforeAnybodyIsCalled() async throws {
        try await LocalServer.open({ _ in LocalServer.Answer() }) { server in
            let resolver = Resolver { _ in ["93.184.216.34", "127.0.0.1"].compactMap(InternetAddress.init) }
            try await Self.calling(OutboundRules(), resolver: resolver) { client in
                let refused = try await Self.refusal {
                    let target = try #require(OutboundTarget("https://example.com/"))
                    _ = try await client.post([], to: target, within: .seconds(5), mostBytes: 100)
                }
                #expect(refused?.contains("own") ?? false)
            }
            #expect(server.questions.isEmpty)
        }
    }

    @Test func connectionGoesToTheAddressThatWasChecked() async throws {
        try await LocalServer.open({ _ in LocalServer.Answer() }) { server in
            // A name nobody else knows, that leads elsewhere when it is asked for again.
            let asked = Mutex(0)
            let resolver = Resolver { _ in
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                return [count == 1 ? "127.0.0.1" : "169.254.169.254"].compactMap(InternetAddress.init)
            }
            let target = try Self.target(server, host: "embeddings.invalid")
            try await Self.calling(try Self.listing(target), resolver: resolver) { client in
                for _ in 0..<2 {
                    let answer = try await client.post([], to: target, within: .seconds(5), mostBytes: 100)
                    #expect(answer.status == 200)
                }
            }
            #expect(asked.withLock { $0 } == 1)
            #expect(
                server.questions.map { $0.headers["host"] }
                    == Array(repeating: "embeddings.invalid:\(server.port)", count: 2))
        }
    }

    @Test func redirectIsAnAnswerAndNotFollowed() async throws {
        try await LocalServer.open({ _ in
            LocalServer.Answer(status: 302, headers: ["Location": "http://127.0.0.1:1/elsewhere"])
        }) { server in
            let target = try Self.target(server)
            try await Self.calling(try Self.listing(target)) { client in
                let answer = try await client.post([], to: target, within: .seconds(5), mostBytes: 100)
                #expect(answer.status == 302)
            }
            #expect(server.questions.count == 1)
        }
    }

    @Test func answerThatIsTooLongIsNone() async throws {
        try await LocalServer.open({ _ in LocalServer.Answer(body: Array(repeating: 65, count: 5000)) }) { server in
            let target = try Self.target(server)
            try await Self.calling(try Self.listing(target)) { client in
                let refused = try await Self.refusal {
                    _ = try await client.post([], to: target, within: .seconds(5), mostBytes: 1000)
                }
                #expect(refused?.contains("too much") ?? false)
            }
        }
    }

    @Test func nobodyWaitsLongerThanTheyWantTo() async throws {
        try await LocalServer.open({ _ in nil }) { server in
            let target = try Self.target(server)
            try await Self.calling(try Self.listing(target)) { client in
                let refused = try await Self.refusal {
                    _ = try await client.post([], to: target, within: .milliseconds(30), mostBytes: 1000)
                }
                #expect(refused?.contains("in time") ?? false)
            }
        }
    }

    @Test func slowNamesHoldNobodyUp() async throws {
        let resolver = Resolver { _ in
            try await Task.sleep(for: .seconds(60))
            return []
        }
        try await Self.calling(OutboundRules(), resolver: resolver) { client in
            let refused = try await Self.refusal {
                let target = try #require(OutboundTarget("https://example.com/"))
                _ = try await client.post([], to: target, within: .milliseconds(30), mostBytes: 1000)
            }
            #expect(refused?.contains("in time") ?? false)
        }
    }

    @Test func afterAFailureTheNameIsAskedForAnew() async throws {
        let asked = Mutex(0)
        let resolver = Resolver { _ in
            asked.withLock { $0 += 1 }
            return ["127.0.0.1"].compactMap(InternetAddress.init)
        }
        // Nobody listens there.
        let target = try #require(OutboundTarget("http://127.0.0.1:9/"))
        try await Self.calling(try Self.listing(target), resolver: resolver) { client in
            for _ in 0..<2 {
                let refused = try await Self.refusal {
                    _ = try await client.post([], to: target, within: .seconds(5), mostBytes: 100)
                }
                #expect(refused?.contains("cannot be reached") ?? false)
            }
        }
        #expect(asked.withLock { $0 } == 2)
    }
}
