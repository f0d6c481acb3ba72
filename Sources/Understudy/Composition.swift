import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Outbound
import Services
import Store
import Web

/// Builds everything out of the settings: the only place that does.
struct Composition {
    let settings: Settings
    let world: World
    let logger: Logger
    let lock: ServerLock
    let database: any Database
    let blobs: any BlobStore
    let services: Services
    let operatorKey: String
    let csrfKey: [UInt8]

    /// Takes the storage folder, opens the database, brings it up to date, and looks at the machine's tools.
    /// - Throws: `AlreadyRunning`, `NameTaken`, `NewerSchema`, `CommandFailed`, `DatabaseFailure`, `SettingsProblem`.
    init(_ settings: Settings) async throws {
        let world = World.live
        var logger = Logger(label: "understudy")
        logger.logLevel = settings.logLevel
        try Self.makeStorage(settings.storage)
        let lock = try ServerLock(folder: settings.storage)
        let node = try settings.databaseURL.map { _ in try KeyFile.nodeName(in: settings.storage, world: world) }
        let database = try await Self.openDatabase(settings, logger, node)
        try await Migrator(Migrations.all, world: world).migrate(database)
        try await Self.refuseHalfPlaces(settings, database, node)
        let tools = await MediaTools.find(
            isSandboxed: settings.isSandboxed, speechPython: settings.speechPython, speechModel: settings.speechModel,
            speechWorker: "\(settings.home)/Sources/Media/Speech/transcribe.py")
        for sentence in tools.missing { logger.warning("\(sentence)") }
        var limits = UploadService.Limits()
        limits.largestFile = settings.uploadMaxBytes
        limits.bytesOfPerson = settings.personQuotaBytes
        limits.spoolBytes = settings.blobSpoolBytes
        let ground = Ground(database: database, world: world, logger: logger)
        let meaning = Self.meaning(settings, logger)
        let digests = try Self.digests(settings, ground)
        let stores = try await Self.stores(settings, world, logger)
        services = try Services(
            ground: ground, blobs: stores.blobs, spool: stores.spool, tools: tools,
            index: LiveIndex(dictionary: Self.dictionary(logger), encoder: meaning.encoder),
            jobFolder: "\(settings.storage)/jobs", indexFile: "\(settings.storage)/lookup.index", nodeName: node,
            meaningProblem: meaning.problem,
            embeddings: settings.embeddings.map {
                EmbeddingsProvider(
                    $0, client: OutboundClient(rules: settings.outbound, uptime: world.uptimeSeconds), world: world)
            }, digests: digests, limits: limits)
        try await services.taxonomy.seedIfEmpty()
        operatorKey = try KeyFile.renewOperatorKey(in: settings.storage, world: world)
        csrfKey = try await Self.csrfKey(settings, services.settings, world)
        self.settings = settings
        self.world = world
        self.logger = logger
        self.lock = lock
        self.database = database
        blobs = stores.blobs
    }

    /// - Throws: `CommandFailed` where a move has not ended, and where other nodes would not find the recordings of this one.
    static func refuseHalfPlaces(
        _ settings: Settings, _ database: any Database, _ node: String?
    ) async throws {
        let isHalf = try await database.read { try SettingStore($0).get(Mover.begunName) != nil }
        guard !isHalf else {
            throw CommandFailed("A move to this place was begun and has not ended. Run it again, or empty the place.")
        }
        guard settings.blobs == nil, let postgres = database as? PostgresDatabase else { return }
        let others = try await postgres.connectedNodes().filter { $0 != node }
        guard others.isEmpty else {
            throw CommandFailed(
                "Other servers work on this database (\(others.joined(separator: ", "))), and recordings would lie on one of "
                    + "them only. Set BLOBS to an object store all of them share.")
        }
    }

    /// What every node has to have in common; alone it lies in the storage folder.
    private static func csrfKey(
        _ settings: Settings, _ shared: SettingService, _ world: World
    ) async throws -> [UInt8] {
        if let key = settings.secretKey { return Array(key.utf8) }
        guard settings.databaseURL != nil else { return try KeyFile.csrfKey(in: settings.storage, world: world) }
        let suggested = try KeyFile.keptKey(in: settings.storage) ?? Hex.text(world.randomBytes(32))
        return Array(try await shared.sharedKey(suggested: suggested).utf8)
    }

    /// Ends what is open, the lock of the storage folder last.
    func close() async throws {
        try await services.indexing.provided?.provider.close()
        try await blobs.close()
        try await database.close()
        lock.release()
    }

    /// Where bytes lie, and where they come in. Over PostgreSQL other nodes have to find what came in here.
    private static func stores(
        _ settings: Settings, _ world: World, _ logger: Logger
    ) async throws -> (blobs: any BlobStore, spool: UploadSpool) {
        let uploads = "\(settings.storage)/uploads"
        guard let s3 = settings.blobs else {
            return (try FolderBlobStore(root: "\(settings.storage)/blobs"), try UploadSpool(root: uploads))
        }
        let store = try S3BlobStore(
            s3, cacheFolder: "\(settings.storage)/cache", cacheBytes: settings.blobCacheBytes, world: world,
            logger: logger)
        do {
            try await store.verify()
        } catch {
            try await store.close()
            guard let mistake = error as? S3Settings.Mistake else { throw error }
            throw SettingsProblem(key: "BLOBS", reason: mistake.description)
        }
        let node = try KeyFile.nodeName(in: settings.storage, world: world)
        let spool = try UploadSpool(
            root: uploads, holder: node, shared: settings.databaseURL == nil ? nil : store.parts)
        return (store, spool)
    }

    /// The schema alone, for `understudy migrate`. Names of what was applied.
    static func migrate(_ settings: Settings) async throws -> [String] {
        try makeStorage(settings.storage)
        let lock = try ServerLock(folder: settings.storage)
        defer { lock.release() }
        let database = try await openDatabase(settings, Logger(label: "understudy"))
        let applied = try await Migrator(Migrations.all, world: .live).migrate(database)
        try await database.close()
        return applied.map(\.name)
    }

    /// The engine the settings name, opened.
    /// - Parameter node: the name by which this process is a node; nil for a command that is none.
    /// - Throws: `NameTaken`, `DatabaseFailure`.
    static func openDatabase(
        _ settings: Settings, _ logger: Logger, _ node: String? = nil
    ) async throws -> any Database {
        guard let address = settings.databaseURL else {
            return try SQLiteDatabase(path: "\(settings.storage)/understudy.sqlite", logger: logger)
        }
        var postgres = PostgresSettings(
            address: address, readers: settings.databaseConnections, isPooled: settings.isDatabasePooled)
        if let node { postgres.name = node }
        var replicas = settings.databaseReplicaURL.map {
            PostgresSettings(address: $0, readers: 2, isPooled: postgres.isPooled)
        }
        replicas?.prefersStandby = true
        replicas?.name = postgres.name
        let database = try await PostgresDatabase(
            postgres, replicas: replicas.map { ($0, .live) }, logger: logger)
        if let node { try await database.hold(node) }
        return database
    }

    /// Pages, API and media in front of the services.
    /// - Parameter isLimited: whether people may ask only so often.
    func web(isLimited: Bool = true) async throws -> WebApplication {
        var web = WebSettings(csrfKey: csrfKey)
        if !isLimited { web.rates = [:] }
        web.publicURL = settings.publicURL
        web.mediaOrigin = settings.blobs?.mediaOrigin
        web.operatorKey = operatorKey
        web.proxies = try settings.trustedProxies.map { text in
            guard let range = AddressRange(text) else {
                throw SettingsProblem(key: "UNDERSTUDY_TRUSTED_PROXIES", reason: "has \(text), which is no address")
            }
            return range
        }
        web.explain = Self.explain
        let templates = try Templates(folder: settings.templates)
        let assets = try Assets(folder: "\(settings.templates)/assets", languages: templates.languages)
        let pages = Pages(
            services: services, templates: templates, assets: assets, world: world,
            largestUploadBytes: settings.uploadMaxBytes)
        return WebApplication(
            services: services, assets: assets, languages: templates.languages, settings: web, world: world,
            logger: logger, pages: pages.routes, drawProblem: pages.drawProblem)
    }

    /// What of our own failures the caller can act on.
    private static func explain(_ error: any Error) -> Problem? {
        if let failure = error as? DatabaseFailure { return failure.problem }
        if error is BlobOutage {
            return .unavailable(
                "storage_unavailable", "Recordings cannot be reached right now", retryAfterSeconds: 5)
        }
        if let failure = error as? FileFailure, failure.isFull {
            return Problem(
                status: 507, code: "storage_full", title: "The server's disk is full",
                detail: "What was saved before is kept. Please tell an admin.")
        }
        return nil
    }

    private static func makeStorage(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            // What a job had begun when the server died is made anew.
            if FileManager.default.fileExists(atPath: "\(folder)/jobs") {
                try FileManager.default.removeItem(atPath: "\(folder)/jobs")
            }
        } catch {
            throw CommandFailed("The storage folder \(folder) cannot be used: \(error)")
        }
    }

    /// One mail a day, in each person's own language.
    private static func digests(_ settings: Settings, _ ground: Ground) throws -> Digests {
        let mailer: any Mailer =
            if let server = settings.smtp {
                try SMTPMailer(server: server, from: settings.mailFrom, world: ground.world)
            } else {
                LogMailer(logger: ground.logger)
            }
        let languages = try Languages(folder: "\(settings.templates)/words")
        let base = settings.publicURL ?? "http://\(settings.host):\(settings.port)"
        return Digests(ground: ground, mailer: mailer) { try DigestMail.write($0, base: base, in: languages) }
    }

    /// The sentence encoder, or why there is none: then lookups go by words alone.
    private static func meaning(_ settings: Settings, _ logger: Logger) -> (encoder: SentenceEncoder?, problem: String?)
    {
        do {
            return (try MeaningModel.load(folder: settings.meaningModel, kernels: settings.kernels), nil)
        } catch {
            logger.warning("Lookup goes by words alone. \(error)")
            return (nil, "\(error)")
        }
    }

    private static func dictionary(_ logger: Logger) -> DictionaryWords {
        let file = "/usr/share/hunspell/en_US.dic"
        guard FileManager.default.fileExists(atPath: file) else { return .none }
        do {
            return try DictionaryWords(file: file)
        } catch {
            logger.warning("the word list for spelling cannot be read", metadata: ["error": "\(error)"])
            return .none
        }
    }
}
