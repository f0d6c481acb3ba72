import Database
import Domain
import Foundation
import Services
import Store

/// How long a long thread takes to open, and saying something, where very much has been said already.
struct FeedbackBench: Sendable {
    struct Figures: Sendable, Encodable {
        let what: String
        /// How many comments there were when it began.
        let comments: Int
        let milliseconds: Timings
    }

    let ground: BenchGround
    let requests: Int

    private static let commentsPerClip = 10
    private static let longThread = 1000

    /// What was filled in: who says something, and the clip with the long thread.
    struct Filled: Sendable {
        let token: String
        let clip: String
        let thread: String
        let comments: Int
    }

    /// Fills the storage with ten comments a clip and one thread of 1,000; no server may run.
    func prepare() async throws -> Filled {
        let composition = try await Composition(ground.settings)
        let (services, world) = (composition.services, composition.world)
        let machine = try await services.sessions.operatorActor(as: nil)
        let people = try await services.people.list(by: machine).map(\.id)
        let clips = try await services.clips.list(ClipFilter(shelf: .library), limit: 200, by: machine).items.map(\.id)
        let present = try await composition.database.read { try $0.count("SELECT COUNT(*) FROM comment") }
        guard let first = clips.first, !people.isEmpty else { throw CommandFailed("There is no clip to talk about.") }
        var left = Self.commentsPerClip * ground.clips - present
        if present < Self.longThread {
            try await composition.database.write { connection in
                // A talk of ten minutes, whatever was made up for it.
                try connection.run("UPDATE clip SET duration_ms = 600000 WHERE id = \(first)")
                try Self.talk(Self.longThread, on: first, at: .point(42_000), people, world, connection)
            }
            left -= Self.longThread
        }
        var number = 0
        while left > 0 {
            let count = min(left, 5)
            let batch = (0..<100).map { (clip: clips[(number + $0) % clips.count], start: ($0 * 311) % 40_000) }
            try await composition.database.write { connection in
                for entry in batch {
                    try Self.talk(count, on: entry.clip, at: .point(entry.start), people, world, connection)
                }
            }
            number += 100
            left -= 100 * count
        }
        let speaker = try await services.sessions.operatorActor(as: DemoPerson.amara.email)
        let token = try await services.tokens.create(name: "bench", scopes: [.read, .write], days: 1, by: speaker)
        let filled = try await composition.database.read { connection in
            let long = try connection.rows(
                """
                SELECT thread_id, clip_id, COUNT(*) AS comments FROM comment JOIN thread ON thread.id = thread_id
                GROUP BY thread_id, clip_id ORDER BY comments DESC LIMIT 1
                """)[0]
            return Filled(
                token: token.text, clip: try long.text("clip_id"), thread: try long.text("thread_id"),
                comments: try connection.count("SELECT COUNT(*) FROM comment"))
        }
        try await composition.close()
        return filled
    }

    private static func talk(
        _ count: Int, on clip: ID<Clip>, at anchor: FeedbackAnchor, _ people: [ID<Person>], _ world: World,
        _ connection: any Connection
    ) throws {
        let now = world.now()
        let thread = FeedbackThread(
            id: world.id(), clip: clip, anchor: anchor, author: people[0], createdAt: now)
        try FeedbackStore(connection).insert(thread)
        for number in 0..<count {
            try CommentStore(connection).insert(
                FeedbackComment(
                    id: world.id(), thread: thread.id, author: people[number % people.count],
                    words: FeedbackWords(
                        stored: "You asked back before you named the price, number \(number), and then you waited.",
                        effect: "They told what the other offer leaves out.", alternative: "Ask for the month as well."),
                    moves: [.clarified, .paused], createdAt: now.advanced(byMilliseconds: Int64(number))))
        }
    }

    func run(_ server: BenchServer, _ filled: Filled) async throws -> [Figures] {
        let who = LoadRequest(port: server.port, identity: "Authorization: Bearer \(filled.token)")
        let signedIn = try await server.signIn(.amara)
        let (count, requests) = (filled.comments, requests)
        var figures: [Figures] = []
        for (what, request) in [
            ("a thread of 1,000 comments", who.get("/api/v1/threads/\(filled.thread)/comments?limit=1000")),
            ("its clip's page", signedIn.get("/clips/\(filled.clip)")),
            ("its clip's feedback", signedIn.get("/clips/\(filled.clip)/feedback")),
        ] {
            figures.append(
                Figures(
                    what: what, comments: count,
                    milliseconds: try await time(min(requests, 100), server) { _ in request }))
        }
        let said = try await time(requests, server) { number in
            who.send(
                "POST", "/api/v1/clips/\(filled.clip)/threads",
                json: "{\"text\": \"Number \(number): you waited.\", \"start_ms\": \(number * 37 % 40_000)}")
        }
        return figures + [Figures(what: "saying something", comments: count, milliseconds: said)]
    }

    private func time(
        _ count: Int, _ server: BenchServer, _ request: @escaping @Sendable (Int) -> [UInt8]
    ) async throws -> Timings {
        try await onOwnThread {
            let connection = LoadConnection(port: server.port)
            var seconds: [Double] = []
            for number in 0..<count {
                let bytes = request(number)
                let start = World.live.uptimeSeconds()
                let answer = try connection.ask(bytes)
                seconds.append(World.live.uptimeSeconds() - start)
                guard (200..<300).contains(answer.head.status) else {
                    throw CommandFailed("Feedback was answered with status \(answer.head.status).")
                }
            }
            return Timings(seconds: seconds)
        }
    }
}
