import Domain

/// How many changes a second are on disk before they are answered.
struct WritesBench: Sendable {
    struct Figures: Sendable, Encodable {
        let write: String
        let clients: Int
        let perSecond: Double
        let milliseconds: Timings
    }

    let seconds: Double

    private enum Write: String, CaseIterable {
        /// A small write that shares its commit with others: where somebody stopped watching.
        case position
        /// What a player reports every few seconds, merged into what was played before.
        case watch
        /// A change of a clip, one transaction of its own.
        case edit
    }

    func run(_ server: BenchServer) async throws -> [Figures] {
        let clips = try await server.clips(server.machine(), shelf: "library")
        guard !clips.isEmpty else { throw CommandFailed("There is no clip to change.") }
        var figures: [Figures] = []
        for write in Write.allCases {
            for clients in write == .watch ? [1, 16, 64] : [1, 16] {
                figures.append(try await measure(write, clients, clips, server))
            }
        }
        return figures
    }

    private func measure(
        _ write: Write, _ clients: Int, _ clips: [String], _ server: BenchServer
    ) async throws -> Figures {
        let begin = World.live.uptimeSeconds()
        let end = begin + seconds
        let samples = try await onOwnThreads(clients) { client in
            let connection = LoadConnection(port: server.port)
            let clip = clips[client % clips.count]
            var taken: [Double] = []
            // At least once, however late it is this one's turn.
            repeat {
                let request = Self.request(write, clip, client: client, number: taken.count, server)
                let start = World.live.uptimeSeconds()
                let answer = try connection.ask(request)
                taken.append(World.live.uptimeSeconds() - start)
                guard (200..<300).contains(answer.head.status) else {
                    throw CommandFailed("A write was answered with status \(answer.head.status).")
                }
            } while World.live.uptimeSeconds() < end
            return taken
        }.flatMap { $0 }
        return Figures(
            write: write.rawValue, clients: clients,
            perSecond: Double(samples.count) / (World.live.uptimeSeconds() - begin),
            milliseconds: Timings(seconds: samples))
    }

    private static func request(
        _ write: Write, _ clip: String, client: Int, number: Int, _ server: BenchServer
    ) -> [UInt8] {
        switch write {
        case .position:
            server.machine(as: DemoPerson.tomasz.email).send(
                "PUT", "/api/v1/clips/\(clip)/position", json: "{\"milliseconds\": \(number * 10)}")
        case .watch:
            server.machine(as: DemoPerson.allCases[client % DemoPerson.allCases.count].email).send(
                "PUT", "/api/v1/clips/\(clip)/watches", json: report(client: client, number: number))
        case .edit:
            server.machine().send(
                "PATCH", "/api/v1/clips/\(clip)", json: "{\"description\": \"Looked at \(number) times.\"}")
        }
    }

    /// Five seconds, further on each time, and from the start again.
    private static func report(client: Int, number: Int) -> String {
        let run = World.live.now().milliseconds
        let start = number % 8 * 2000
        return """
            {"player": "player_\(run)_\(client)", "number": \(number), "position_ms": \(start + 5000), "intervals": \
            [{"start_ms": \(start), "end_ms": \(start + 5000), "rate": 1, "visible": true, "at_ms": 0, "wall_ms": 5000}]}
            """
    }
}
