import Domain
import Hummingbird
import Services

/// What admins see of the machine: background work, storage, settings.
struct AdminAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "admin"
        return [
            .get(
                "/api/v1/admin/jobs", .admin(jobs),
                about: About(
                    "Background work, newest first", tag: tag, query: [AskedField("state", .choice(JobState.self))],
                    output: .items(JobJSON.schema, "Jobs"))),
            .get(
                "/api/v1/admin/jobs/counts", .admin(jobCounts),
                about: About(
                    "How much work is in which state", tag: tag, output: .items(JobCountJSON.schema, "JobCounts"))),
            .post(
                "/api/v1/admin/jobs/{job}/retry", .admin(retry),
                about: About("Start a failed job again", tag: tag, status: 202)),
            .get(
                "/api/v1/admin/storage", .admin(storage),
                about: About("What lies where, and what is missing", tag: tag, output: StorageJSON.schema)),
            .get(
                "/api/v1/admin/meaning", .admin(meaning),
                about: About(
                    "By which models lookups go, on this machine and elsewhere, and how far they are", tag: tag,
                    output: MeaningJSON.schema)),
            .get(
                "/api/v1/admin/settings", .admin(settings),
                about: About("Settings", tag: tag, output: SettingsJSON.schema)),
            .patch(
                "/api/v1/admin/settings", .admin(setSettings), body: .json,
                about: About(
                    "Change settings", tag: tag,
                    input: .object(
                        "SettingChanges",
                        [
                            .optional("organisation", .text), .optional("is_demo", .boolean),
                            .optional("vague_words", .list(.text)),
                        ]),
                    output: SettingsJSON.schema)),
        ]
    }

    private func jobs(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let state = try web.query.choice("state", of: JobState.self)
        let jobs = try await services.jobs.list(state: state, by: caller.actor)
        return try .json(ItemsJSON(items: jobs.map { JobJSON($0, showsError: true) }))
    }

    private func jobCounts(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let counts = try await services.jobs.counts(by: caller.actor)
        return try .json(
            ItemsJSON(items: JobState.allCases.map { JobCountJSON(state: $0, count: counts[$0] ?? 0) }))
    }

    private func retry(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.jobs.retry(try web.id("job"), by: caller.actor)
        return Response(status: .accepted)
    }

    private func storage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(StorageJSON(try await services.storage.status(by: caller.actor)))
    }

    private func meaning(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(MeaningJSON(try services.lookup.meaningReport(by: caller.actor)))
    }

    private func settings(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            SettingsJSON(
                organisation: try await services.settings.organisation(), isDemo: try await services.settings.isDemo(),
                vagueWords: try await services.feedback.vagueWords().phrases))
    }

    private func setSettings(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let organisation = input.optionalText("organisation")
        let isDemo = input.optionalBoolean("is_demo")
        let vague = input.optionalTexts("vague_words")
        try input.finish()
        let vagueWords = try vague.map { try VagueWords($0) }
        if isDemo == true {
            // Only `understudy demo` says so: it is what opens the one-tap accounts.
            guard case .machine = caller.key else { throw Problem.forbidden() }
            try await services.settings.markAsDemo(by: caller.actor)
        }
        if let organisation { try await services.settings.setOrganisation(organisation, by: caller.actor) }
        if let vagueWords { try await services.feedback.setVagueWords(vagueWords, by: caller.actor) }
        return try await settings(web, caller)
    }
}

/// How many jobs are in one state.
struct JobCountJSON: Encodable {
    let state: JobState
    let count: Int

    static let schema = Schema.object("JobCount", [.init("state", .choice(JobState.self)), .init("count", .integer)])
}

/// What lies where.
struct StorageJSON: Encodable {
    let blobCount: Int
    let blobBytes: Int64
    let freeBytes: Int64
    let totalBytes: Int64
    let database: String
    let warnings: [String]

    init(_ status: StorageService.Status) {
        blobCount = status.blobCount
        blobBytes = status.blobBytes
        freeBytes = status.freeBytes
        totalBytes = status.totalBytes
        database = status.databaseVersion
        warnings = status.warnings
    }

    static let schema = Schema.object(
        "Storage",
        [
            .init("blob_count", .integer), .init("blob_bytes", .integer), .init("free_bytes", .integer),
            .init("total_bytes", .integer), .init("database", .text), .init("warnings", .list(.text)),
        ])
}

/// Settings as the API shows them.
struct SettingsJSON: Encodable {
    let organisation: String
    let isDemo: Bool
    /// Praise and blame about which the composer asks for more.
    let vagueWords: [String]

    static let schema = Schema.object(
        "Settings",
        [.init("organisation", .text), .init("is_demo", .boolean), .init("vague_words", .list(.text))])
}
