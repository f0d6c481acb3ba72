import Domain

/// How fast moments are found, alone and in company, and what the engines of databases do with the same words.
struct LookupBench: Sendable {
    struct Figures: Sendable, Encodable {
        let asked: String
        let users: Int
        let perSecond: Double
        /// What the server says finding took (`took_ms`).
        let serverMilliseconds: Timings
        /// From the first byte of the question to the last of the answer.
        let wholeMilliseconds: Timings
    }

    let ground: BenchGround
    /// How many lookups for each number of users.
    let requests: Int

    private struct Sample: Sendable {
        let server: Double
        let whole: Double
    }

    /// What is asked in one round.
    private struct Round {
        let name: String
        let users: Int
        let paths: [String]
    }

    func run(_ server: BenchServer) async throws -> [Figures] {
        try await server.waitForMeaning()
        let people = DemoPerson.allCases
        var asking: [LoadRequest] = []
        for person in people { asking.append(try await server.signIn(person)) }
        let who = asking
        let count = max(requests, 50)
        let all = QueryMaker(corpus: ground.corpus).queries(count * 8)
        let typing = Array(all.lazy.filter(\.isTyping).map(\.path).prefix(count))
        // Nobody asks twice for the same in different rounds: answers and the vectors of queries are kept.
        let whole = all.filter { !$0.isTyping }.map(\.path)
        let alone = Array(whole.prefix(count))
        let together = Array(whole.dropFirst(count).prefix(count))
        let repeated = Self.third(ofRepeats: Array(whole.dropFirst(2 * count).prefix(count)))
        // Once before measuring: the first lookups after a start pay for memory nobody has touched yet.
        _ = try await samples(server, users: 1, Array(whole.suffix(50)), who)
        var figures: [Figures] = []
        for round in [
            Round(name: "sentences", users: 1, paths: alone), Round(name: "as you type", users: 1, paths: typing),
            Round(name: "sentences", users: 16, paths: together),
            Round(name: "a third asked before", users: 16, paths: repeated),
        ] {
            let start = World.live.uptimeSeconds()
            let samples = try await samples(server, users: round.users, round.paths, who)
            let duration = World.live.uptimeSeconds() - start
            figures.append(
                Figures(
                    asked: round.name, users: round.users, perSecond: Double(samples.count) / duration,
                    serverMilliseconds: Timings(seconds: samples.map(\.server)),
                    wholeMilliseconds: Timings(seconds: samples.map(\.whole))))
        }
        return figures
    }

    /// What is offered while somebody types, from the question to the end of the answer.
    func suggestions(_ server: BenchServer) async throws -> Timings {
        let who = try await server.signIn(.tomasz)
        let paths = QueryMaker(corpus: ground.corpus).queries(max(requests, 50) * 4).filter(\.isTyping)
            .prefix(max(requests, 50)).map(\.suggestionPath)
        let took = try await onOwnThread {
            let connection = LoadConnection(port: server.port)
            return try paths.map { path in
                let request = who.get(path)
                let start = World.live.uptimeSeconds()
                guard try connection.ask(request).head.status == 200 else {
                    throw CommandFailed("Suggestions were refused.")
                }
                return World.live.uptimeSeconds() - start
            }
        }
        return Timings(seconds: took)
    }

    /// Every third question is one that was asked a while ago.
    private static func third(ofRepeats paths: [String]) -> [String] {
        paths.indices.map { $0 % 3 == 2 && $0 >= 32 ? paths[$0 - 32] : paths[$0] }
    }

    private func samples(
        _ server: BenchServer, users: Int, _ paths: [String], _ who: [LoadRequest]
    ) async throws -> [Sample] {
        try await onOwnThreads(users) { user in
            let connection = LoadConnection(port: server.port)
            let requester = who[user % who.count]
            return try stride(from: user, to: paths.count, by: users).map { number in
                let request = requester.get(paths[number])
                let start = World.live.uptimeSeconds()
                let answer = try connection.ask(request, keepsBody: true)
                let whole = World.live.uptimeSeconds() - start
                guard answer.head.status == 200, let took = TookField.milliseconds(in: answer.body) else {
                    throw CommandFailed("A lookup answered with status \(answer.head.status).")
                }
                return Sample(server: took / 1000, whole: whole)
            }
        }.flatMap { $0 }
    }
}

/// Finds `took_ms` in an answer without reading the rest of it.
enum TookField {
    static func milliseconds(in body: [UInt8]) -> Double? {
        guard let end = Bytes.end(of: "\"took_ms\":", in: body) else { return nil }
        let digits = body[end...].prefix { "0123456789.eE+-".utf8.contains($0) }
        return Double(String(decoding: digits, as: UTF8.self))
    }
}
