import Crypto
import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Lookup
import Media
import NIOCore
import Rehearsal
import Services
import Store
import Testing

@testable import Web

/// A whole server without a socket: an empty database in memory, a folder of its own, the people of the matrix, and clips
/// in every state that matters.
struct Stage: Sendable {
    let world: TestWorld
    let database: SQLiteDatabase
    let services: Services
    let web: WebApplication
    let folder: String
    let client: any TestClientProtocol
    /// What stands for `{name}` in the paths of scenarios.
    let ids: [String: String]
    let tokenText: String

    static let password = "the curtain rises at nine"
    static let operatorKey = String(repeating: "k", count: 64)

    /// Runs `body` on a fresh stage.
    /// - Parameters:
    ///   - languages: mounts the product's own pages in these languages.
    ///   - practising: with a brief, a rubric and takes; most tests do without, and each costs time.
    static func open(
        publicURL: String? = nil, rates: [RateClass: RateLimits.Rule] = RateLimits.standard,
        pages: [Route] = [], speaking languages: Languages? = nil, empty: Bool = false, practising: Bool = false,
        log: Logger = quiet,
        _ body: @Sendable (Stage) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "web-tests-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let template = try await StageTemplate.of(empty: empty, practising: practising).value
        let world = TestWorld(like: template.world)
        let database = try SQLiteDatabase.inMemory(like: template.database, logger: quiet)
        try template.lay(in: folder)
        let services = try await services(database, world, FolderBlobStore(root: folder + "/blobs"), folder)
        try await services.indexing.rebuild()
        var settings = WebSettings(csrfKey: Array(repeating: 9, count: 32))
        settings.publicURL = publicURL
        settings.operatorKey = operatorKey
        settings.rates = rates
        settings.explain = { ($0 as? DatabaseFailure)?.problem }
        let web = try application(services, settings, world.world, log, pages, languages)
        try await Application(router: web.router(), logger: quiet).test(.router) { client in
            try await body(
                Stage(
                    world: world, database: database, services: services, web: web, folder: folder, client: client,
                    ids: template.ids, tokenText: template.tokenText))
        }
    }

    /// Says only what nobody expected.
    static let quiet = {
        var logger = Logger(label: "tests")
        logger.logLevel = .error
        return logger
    }()

    /// Everything behind the web, over a database and a folder.
    static func services(
        _ database: SQLiteDatabase, _ world: TestWorld, _ blobs: FolderBlobStore, _ folder: String
    ) async throws -> Services {
        var limits = UploadService.Limits()
        limits.largestFile = 1 << 20
        return try Services(
            ground: Ground(database: database, world: world.world, logger: quiet), blobs: blobs,
            spool: try UploadSpool(root: folder + "/uploads"), tools: await tools.value, index: LiveIndex(),
            jobFolder: folder + "/jobs", limits: limits,
            passwordCost: PasswordHasher.Cost(passes: 1, memoryBytes: 8192))
    }

    /// - Parameter languages: then with the product's own pages in these languages, instead of the test's.
    private static func application(
        _ services: Services, _ settings: WebSettings, _ world: World, _ log: Logger, _ pages: [Route],
        _ languages: Languages?
    ) throws -> WebApplication {
        guard let languages else {
            return WebApplication(
                services: services, assets: try assets.get(), languages: English.languages, settings: settings,
                world: world, logger: log, pages: pages, drawProblem: { problem, _ in "<h1>\(problem.title)</h1>" })
        }
        let own = Pages(
            services: services, templates: try Templates(folder: templates, languages: languages),
            assets: try Assets(folder: templates + "/assets", languages: languages), world: world,
            largestUploadBytes: 1 << 20)
        return WebApplication(
            services: services, assets: own.assets, languages: languages, settings: settings, world: world,
            logger: log, pages: own.routes, drawProblem: own.drawProblem)
    }

    static let assets = Result { try Assets(folder: templates + "/assets", languages: English.languages) }

    /// `Templates` of the checkout.
    static let templates = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Templates").path

    private static let tools = Task {
        await MediaTools.find(isSandboxed: false, speechPython: "", speechModel: "", speechWorker: "")
    }

    // MARK: Asking

    /// The path with the stage's ids in place of `{name}`.
    func path(_ template: String) -> String {
        guard template.contains("{") else { return template }
        return ids.reduce(template) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
    }

    /// One request by one of the visitors, as their browser or program sends it.
    func ask(
        _ visitor: Visitor = .anon, _ method: HTTPRequest.Method, _ template: String, json: String? = nil,
        headers extra: [String: String] = [:], body: String? = nil
    ) async throws -> Answer {
        var headers = credentials(visitor)
        if json != nil { headers[.contentType] = "application/json" }
        for (name, value) in extra {
            guard let name = HTTPField.Name(name) else { continue }
            headers[name] = value.isEmpty ? nil : path(value)
        }
        let text = (json ?? body).map { path($0) }
        let response = try await client.executeRequest(
            uri: path(template).replacingOccurrences(of: "{me}", with: visitor.rawValue), method: method,
            headers: headers, body: text.map { ByteBuffer(string: $0) })
        return Answer(response)
    }

    /// One request, of which only the status matters.
    func expect(
        _ status: Int, _ visitor: Visitor = .anon, _ method: HTTPRequest.Method, _ template: String,
        json: String? = nil, headers: [String: String] = [:], body: String? = nil,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await ask(visitor, method, template, json: json, headers: headers, body: body)
        #expect(answer.status == status, "\(answer.text.prefix(200))", sourceLocation: place)
    }

    func credentials(_ visitor: Visitor) -> HTTPFields {
        switch visitor {
        case .anon: return HTTPFields()
        case .api: return [.authorization: "Bearer \(tokenText)"]
        default:
            let session = "session_\(visitor.rawValue)"
            var headers: HTTPFields = [.cookie: "sid=\(Self.secret(visitor))", .origin: "http://localhost"]
            if let name = HTTPField.Name("X-CSRF-Token") {
                headers[name] = CSRF(key: Array(repeating: 9, count: 32), publicOrigin: nil).token(for: ID(session))
            }
            return headers
        }
    }

    /// One request in a session that began just now.
    func freshSession(
        of visitor: Visitor, secret: String, _ ask: @Sendable (HTTPFields) async throws -> TestResponse
    ) async throws -> Answer {
        let now = world.now
        let id = ID<Session>("session_fresh_\(visitor.rawValue)")
        let person = ID<Person>(ids[visitor.rawValue] ?? "")
        try await database.write { connection in
            try SessionStore(connection).insert(
                Session(id: id, person: person, createdAt: now, lastSeenAt: now, device: ""),
                secretHash: Self.hash(secret))
        }
        var headers: HTTPFields = [.cookie: "sid=\(secret)", .origin: "http://localhost"]
        if let name = HTTPField.Name("X-CSRF-Token") {
            headers[name] = CSRF(key: Array(repeating: 9, count: 32), publicOrigin: nil).token(for: id)
        }
        if let name = HTTPField.Name("Tus-Resumable") { headers[name] = "1.0.0" }
        return Answer(try await ask(headers))
    }

    /// 64 characters that are a visitor's own.
    static func secret(_ visitor: Visitor) -> String {
        let head = visitor.rawValue.lowercased()
        return head + String(repeating: "0", count: 64 - head.utf8.count)
    }

    static func hash(_ secret: String) -> String {
        SHA256.hash(data: Data(secret.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
