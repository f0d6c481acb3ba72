import Domain

/// How fast parts of a recording are sent, beside nginx sending the same file.
struct MediaBench: Sendable {
    struct Figures: Sendable, Encodable {
        let connections: Int
        let rangeBytes: Int
        /// Megabytes (10^6) a second over loopback, the middle one of all rounds.
        let megabytesPerSecond: Double
        /// Nil when nginx is not installed.
        let nginxMegabytesPerSecond: Double?
        /// Ours to nginx's.
        let ratio: Double?
        let rounds: Int
    }

    let ground: BenchGround
    /// Of one round.
    let seconds: Double
    let rounds: Int

    static let connections = 16
    static let rangeBytes = 1 << 20

    func run(_ server: BenchServer) async throws -> Figures {
        var who: [LoadRequest] = []
        for person in DemoPerson.allCases { who.append(try await server.signIn(person)) }
        let path = "/media/\(ground.recording.clip)/v.mp4"
        let nginx = try await NginxServer.start(serving: ground.recording.path)
        do {
            var own: [Double] = []
            var others: [Double] = []
            // Turn by turn, so that whatever else the machine does meets both.
            for _ in 0..<rounds {
                own.append(try await round(who, path))
                if let nginx { others.append(try await round([LoadRequest(port: nginx.port)], nginx.path)) }
            }
            try await nginx?.stop()
            return figures(own, others)
        } catch {
            try await nginx?.stop()
            throw error
        }
    }

    private func figures(_ own: [Double], _ others: [Double]) -> Figures {
        let speed = Timings.percentile(50, of: own.sorted())
        let other = others.isEmpty ? nil : Timings.percentile(50, of: others.sorted())
        return Figures(
            connections: Self.connections, rangeBytes: Self.rangeBytes, megabytesPerSecond: speed,
            nginxMegabytesPerSecond: other, ratio: other.map { speed / $0 }, rounds: rounds)
    }

    /// Megabytes a second.
    private func round(_ who: [LoadRequest], _ path: String) async throws -> Double {
        let begin = World.live.uptimeSeconds()
        let end = begin + seconds
        let places = max(1, ground.recording.bytes / Self.rangeBytes)
        let sent = try await onOwnThreads(Self.connections) { number in
            let requester = who[number % who.count]
            let connection = LoadConnection(port: requester.port)
            var numbers = SeededNumbers(seed: UInt64(number))
            var bytes = 0
            while World.live.uptimeSeconds() < end {
                let start = numbers.below(places) * Self.rangeBytes
                let answer = try connection.ask(
                    requester.get(path, fields: ["Range: bytes=\(start)-\(start + Self.rangeBytes - 1)"]))
                guard answer.head.status == 206 else {
                    throw CommandFailed("A part of a recording was answered with status \(answer.head.status).")
                }
                bytes += answer.bodyBytes
            }
            return bytes
        }.reduce(0, +)
        return Double(sent) / (World.live.uptimeSeconds() - begin) / 1_000_000
    }
}
