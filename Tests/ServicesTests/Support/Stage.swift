import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Rehearsal
import Services
import Store

/// All services over an empty database in memory and a folder of their own, the clock in the test's hands.
struct Stage: Sendable {
    let world: TestWorld
    let database: SQLiteDatabase
    let blobs: StagedBlobs
    let spool: UploadSpool
    let services: Services
    let folder: String
    private let makeServices: @Sendable (EmbeddingsProvider?) throws -> Services

    static let password = "the curtain rises at nine"

    /// Runs `body` on a fresh stage.
    static func open(
        limits: UploadService.Limits = UploadService.Limits(), encoder: SentenceEncoder? = nil,
        embeddings: ((World) -> EmbeddingsProvider)? = nil,
        _ body: (Stage) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "services-tests-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = TestWorld()
        let database = try await original.copy()
        let blobs = try StagedBlobs(root: folder + "/blobs")
        let spool = try UploadSpool(root: folder + "/uploads")
        let tools = await MediaTools.find(isSandboxed: false, speechPython: "", speechModel: "", speechWorker: "")
        let makeServices = { @Sendable (embeddings: EmbeddingsProvider?) in
            try Services(
                ground: Ground(database: database, world: world.world, logger: quiet), blobs: blobs, spool: spool,
                tools: tools, index: LiveIndex(encoder: encoder), jobFolder: folder + "/jobs", embeddings: embeddings,
                limits: limits, passwordCost: PasswordHasher.Cost(passes: 1, memoryBytes: 8192))
        }
        let stage = Stage(
            world: world, database: database, blobs: blobs, spool: spool,
            services: try makeServices(embeddings?(world.world)), folder: folder, makeServices: makeServices)
        try await stage.services.indexing.rebuild()
        try await body(stage)
    }

    private static let original = MigratedDatabase(Migrations.all) { try await addTerms($0) }

    private static func addTerms(_ database: SQLiteDatabase) async throws {
        let terms: [(String, TermKind, String)] = [
            ("st.discover", .stage, "Discovery"), ("st.negotiate", .stage, "Negotiation"),
            ("ob.price", .objection, "Price"), ("ob.later", .objection, "Not now"), ("ct.demo", .clipType, "Demo"),
        ]
        try await database.write { connection in
            for (position, term) in terms.enumerated() {
                try TermStore(connection).insert(
                    Term(id: ID(term.0), kind: term.1, label: term.2, position: position))
            }
            try PhrasingStore(connection).insert(
                Phrasing(
                    id: ID("phrasing_price"), objection: ID("ob.price"), text: "You are too expensive", position: 0))
        }
    }

    /// The same ground under services of their own, as after another start.
    func startedAgain(with embeddings: EmbeddingsProvider) throws -> Services { try makeServices(embeddings) }

    /// Says nothing: what goes wrong in a test goes wrong on purpose.
    static let quiet = {
        var logger = Logger(label: "tests")
        logger.logLevel = .critical
        return logger
    }()

    /// The command line of the machine: an admin that is no person.
    var machine: Actor {
        get async throws { try await services.sessions.operatorActor(as: nil) }
    }

    /// A person without a password, who is quick to make.
    func person(_ name: String, role: Role = .rep, in teams: String...) async throws -> Actor {
        let input = try NewPerson(
            name: name, email: "\(name.lowercased())@example.com", role: role.rawValue, teamNames: teams)
        return try await actor(try await services.people.add(input, by: machine).id)
    }

    /// A person who can sign in.
    func personWithPassword(
        _ name: String = "Ana", role: Role = .rep, password: String = password
    ) async throws -> Actor {
        let input = try NewPerson(
            name: name, email: "\(name.lowercased())@example.com", role: role.rawValue, teamNames: ["A"],
            password: password)
        return try await actor(try await services.people.add(input, by: machine).id)
    }

    /// Somebody as the database knows them now.
    func actor(_ id: ID<Person>) async throws -> Actor {
        let found = try await database.read { connection in
            (try PersonStore(connection).find(id), try TeamStore(connection).teams(of: id))
        }
        guard let person = found.0 else { throw Problem.notFound }
        return Actor(person: person, teams: found.1)
    }

    /// Names of everything that was written into the audit, oldest first.
    func events() async throws -> [String] {
        try await database.read { try EventStore($0).list(limit: 1000).map(\.event.name).reversed() }
    }
}
