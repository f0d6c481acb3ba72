import Database
import Domain
import Foundation
import Services
import Store

/// A team's grid of what it would recall, in the server: 200 people with 300 cues each.
struct MemoryGridBench: Sendable {
    let ground: BenchGround
    let people: Int
    let cues: Int

    private static let requests = 60
    private static let email = "bench0@demo.example"

    /// What was put into the storage.
    struct Filled: Sendable {
        let team: ID<Team>
        let cue: ID<Cue>
    }

    // MARK: Filling

    /// Before the server starts: one process owns the database.
    func fill() async throws -> Filled {
        let composition = try await Composition(ground.settings)
        let world = composition.world
        let machine = try await composition.services.sessions.operatorActor(as: nil)
        var members: [ID<Person>] = []
        for number in 0..<people {
            let new = try NewPerson(
                name: "Bench \(number)", email: "bench\(number)@demo.example", role: "rep", teamNames: ["Bench"])
            members.append(try await composition.services.people.add(new, by: machine).id)
        }
        guard let team = try await composition.database.read({ try TeamStore($0).find(name: "Bench") }) else {
            throw CommandFailed("The team of the benchmark was not made.")
        }
        let (count, reps) = (cues, members)
        let first = try await composition.database.write { connection in
            let objections = try TermStore(connection).taxonomy().active(.objection).map(\.id)
            let cues = try (0..<count).map { number in
                try Self.insert(number, team.id, objections, reps[0], world, connection)
            }
            var numbers = SeededNumbers(seed: 5)
            for person in reps {
                for cue in cues { try Self.enter(cue, person, &numbers, world, connection) }
            }
            return cues[0]
        }
        try await composition.close()
        return Filled(team: team.id, cue: first)
    }

    private static func insert(
        _ number: Int, _ team: ID<Team>, _ objections: [ID<Term>], _ maker: ID<Person>, _ world: World,
        _ connection: any Connection
    ) throws -> ID<Cue> {
        let now = world.now()
        let cue = Cue(
            id: world.id(), team: team, visibility: .team,
            objection: objections.isEmpty ? nil : objections[number % objections.count],
            content: CueContent(
                lines: ["Line \(number)"],
                points: [KeyPoint(id: 1, text: "One", isMust: true), KeyPoint(id: 2, text: "Two", isMust: true)]),
            retention: 0.9, changedOn: now.day, madeBy: maker, createdAt: now, updatedAt: now)
        try CueStore(connection).insert(cue, by: maker)
        return cue.id
    }

    private static func enter(
        _ cue: ID<Cue>, _ person: ID<Person>, _ numbers: inout SeededNumbers, _ world: World,
        _ connection: any Connection
    ) throws {
        // What changed seconds ago is read again at every look; people's memory is older than that.
        let now = world.now().advanced(bySeconds: -86_400)
        let store = MemoryStore(connection)
        _ = try store.enter(cue, for: person, source: .chosen, dueOn: now.day, at: now)
        // A fifth was never asked.
        guard numbers.below(5) > 0 else { return }
        let known = Memory.Known(
            stability: 1 + Double(numbers.below(600)) / 10, difficulty: 5,
            lastDay: now.day.advanced(byDays: -Int64(numbers.below(30))), answers: 3, lapses: 0,
            parameters: MemoryVector.standard)
        try store.setKnown(known, dueOn: now.day.advanced(byDays: 3), of: person, cue, at: now)
    }

    // MARK: Asking

    func run(_ filled: Filled, _ server: BenchServer) async throws -> MemoryBench.Grid {
        let look = server.machine().get("/api/v1/teams/\(filled.team)/retention")
        let rep = try await rep(server)
        let path = "/api/v1/cues/\(filled.cue)/memory"
        let changes = [rep.send("DELETE", path, json: ""), rep.send("PUT", path, json: "")]
        let today = rep.get("/api/v1/recall/today")
        let (people, cues) = (people, cues)
        return try await onOwnThread {
            let connection = LoadConnection(port: server.port)
            let first = try Self.seconds(look, connection)
            let again = try (0..<Self.requests).map { _ in try Self.seconds(look, connection) }
            let changed = try (0..<Self.requests).map { number -> Double in
                _ = try Self.seconds(changes[number % 2], connection)
                return try Self.seconds(look, connection)
            }
            let waits = try (0..<Self.requests).map { _ in try Self.seconds(today, connection) }
            let answers = try Self.answers(rep, connection)
            return MemoryBench.Grid(
                people: people, cues: cues, firstMilliseconds: first * 1000, milliseconds: Timings(seconds: again),
                changedMilliseconds: Timings(seconds: changed), todayMilliseconds: Timings(seconds: waits),
                answerMilliseconds: Timings(seconds: answers))
        }
    }

    private struct Next: Decodable {
        struct Showing: Decodable {
            let id: String
            let cue: String
        }

        let showing: Showing?
    }

    /// As many as a day holds: asked, and given up at once, which is graded at once.
    private static func answers(_ rep: LoadRequest, _ connection: LoadConnection) throws -> [Double] {
        let habit = #"{"cues_per_day": 30, "minutes_per_day": 60, "quiet_days": []}"#
        _ = try seconds(rep.send("PUT", "/api/v1/me/recall-habit", json: habit), connection)
        var taken: [Double] = []
        while true {
            let start = World.live.uptimeSeconds()
            let body = try connection.ask(rep.send("POST", "/api/v1/recall/showings", json: "{}"), keepsBody: true).body
            guard let next = try JSONDecoder().decode(Next.self, from: Data(body)).showing else { return taken }
            let answer = #"{"showing": "\#(next.id)", "dont_know": true}"#
            _ = try seconds(rep.send("POST", "/api/v1/cues/\(next.cue)/recalls", json: answer), connection)
            taken.append(World.live.uptimeSeconds() - start)
        }
    }

    private static func seconds(_ request: [UInt8], _ connection: LoadConnection) throws -> Double {
        let start = World.live.uptimeSeconds()
        let answer = try connection.ask(request)
        guard (200..<300).contains(answer.head.status) else {
            throw CommandFailed("Recall was answered with status \(answer.head.status).")
        }
        return World.live.uptimeSeconds() - start
    }

    private struct Token: Decodable {
        let token: String
    }

    /// Somebody of the team, by a token of theirs.
    private func rep(_ server: BenchServer) async throws -> LoadRequest {
        let request = server.machine(as: Self.email).send(
            "POST", "/api/v1/tokens", json: #"{"name": "bench", "scopes": ["read", "write"], "days": 1}"#)
        let token = try await onOwnThread {
            let answer = try LoadConnection(port: server.port).ask(request, keepsBody: true)
            return try JSONDecoder().decode(Token.self, from: Data(answer.body)).token
        }
        return LoadRequest(port: server.port, identity: "Authorization: Bearer \(token)")
    }
}
