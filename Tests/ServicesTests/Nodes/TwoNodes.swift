import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Rehearsal
import Services
import Store

/// Two nodes on one PostgreSQL database, each with folders of its own; what one changes the other is made to follow by hand.
struct TwoNodes: Sendable {
    let world: TestWorld
    let one: Services
    let two: Services
    /// The first node's.
    var database: PostgresDatabase { databases[0] }
    let databases: [PostgresDatabase]
    let team: String

    /// - Parameter embeddings: makes the provider of each.
    static func open(
        embeddings: ((World) -> EmbeddingsProvider)? = nil, logger: Logger = Stage.quiet,
        _ body: (TwoNodes) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "two-nodes-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = TestWorld()
        let databases = try await TestPostgres.open(nodes: ["node_1", "node_2"])
        try await Migrator(Migrations.all, world: world.world).migrate(databases[0])
        let tools = await MediaTools.find(isSandboxed: false, speechPython: "", speechModel: "", speechWorker: "")
        var made: [Services] = []
        for (number, database) in databases.enumerated() {
            let name = "node_\(number + 1)"
            made.append(
                try Services(
                    ground: Ground(database: database, world: world.world, logger: logger),
                    blobs: try FolderBlobStore(root: "\(folder)/blobs"),
                    spool: try UploadSpool(root: "\(folder)/uploads"), tools: tools, index: LiveIndex(),
                    jobFolder: "\(folder)/jobs", nodeName: name, embeddings: embeddings?(world.world),
                    passwordCost: PasswordHasher.Cost(passes: 1, memoryBytes: 8192)))
        }
        try await made[0].taxonomy.seedIfEmpty()
        for services in made {
            try await services.follower.begin()
            try await services.indexing.rebuild()
        }
        try await body(TwoNodes(world: world, one: made[0], two: made[1], databases: databases, team: "A"))
        for database in databases { await database.close() }
    }

    /// The day's mail, as each node's hourly round sends it.
    func digests(_ pigeon: Pigeon) -> [Digests] {
        databases.map { database in
            Digests(ground: Ground(database: database, world: world.world, logger: Stage.quiet), mailer: pigeon) {
                try Mail(to: $0.person.email, subject: "\($0.count)", text: "")
            }
        }
    }

    var machine: Actor {
        get async throws { try await one.sessions.operatorActor(as: nil) }
    }

    /// A clip that lacks nothing but being published.
    func draft(_ title: String, of owner: Actor) async throws -> ID<Clip> {
        guard let team = owner.teams.first else { throw Problem.notFound }
        let now = world.now
        var clip = Clip(
            id: world.id(), team: team, owner: owner.person.id, state: .draft, visibility: .team,
            details: ClipDetails(title: title),
            media: ClipMedia(originalName: "call.mp4", originalBytes: 10, durationMilliseconds: 60_000),
            version: 1, createdAt: now, updatedAt: now,
            notice: Notice(
                whoIsHeard: "A buyer", howTold: "Asked", allows: .library, recordedBy: owner.person.id,
                recordedAt: now))
        let terms = try await one.taxonomy.taxonomy().terms
        clip.details.stage = terms.first { $0.kind == .stage }?.id
        clip.details.objection = terms.first { $0.kind == .objection }?.id
        let made = clip
        let hash = String(repeating: "a", count: 64)
        try await database.write { connection in
            try ClipStore(connection).insert(made)
            try BlobRowStore(connection).insert(hash: hash, bytes: 15, at: now)
            try RenditionStore(connection).upsert(
                Rendition(
                    clip: made.id, kind: .main, blob: hash, bytes: 15, contentType: "video/mp4", createdAt: now))
        }
        return made.id
    }

    func found(_ text: String, on node: Services, by actor: Actor) async throws -> [ID<Clip>] {
        try await node.lookup.lookup(LookupInput(text: text), by: actor).rows.map(\.clip.id)
    }

    func person(_ name: String, role: Role = .rep) async throws -> Actor {
        let input = try NewPerson(
            name: name, email: "\(name.lowercased())@example.com", role: role.rawValue, teamNames: [team],
            password: Stage.password)
        let person = try await one.people.add(input, by: machine)
        let teams = try await one.teams.list(by: machine).map(\.team.id)
        return Actor(person: person, teams: Set(teams))
    }
}
