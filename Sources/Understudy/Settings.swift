import Configuration
import Database
import Domain
import Foundation
import Logging
import Lookup
import Media
import Outbound
import Services

/// Every configuration key of the server, read once from the environment (`UNDERSTUDY_...`) and checked. Options of a
/// command win over the environment.
struct Settings: Sendable {
    /// `UNDERSTUDY_STORAGE`: the folder with database, blobs and uploads; `Storage` of the checkout by default.
    var storage: String
    /// `UNDERSTUDY_HOST`: the address to listen on; `127.0.0.1` by default. Beyond loopback put a proxy with TLS in front.
    var host: String
    /// `UNDERSTUDY_PORT`: 8080 by default, 0 for any free one.
    var port: Int
    /// `UNDERSTUDY_METRICS_PORT`: loopback port of `/metrics` (OP-7), 0 for any free one; none when not given.
    var metricsPort: Int?
    /// `UNDERSTUDY_PUBLIC_URL`: how browsers reach the server (`https://understudy.example.com`); decides cookies, hosts and HSTS.
    var publicURL: String?
    /// `UNDERSTUDY_TRUSTED_PROXIES`: addresses whose forwarded headers count, separated by commas.
    var trustedProxies: [String]
    /// `UNDERSTUDY_TEMPLATES`: pages and assets; `Templates` of the checkout by default.
    var templates: String
    /// `UNDERSTUDY_MODELS`: speech and meaning models; `Storage/models` of the checkout by default.
    var models: String
    /// `UNDERSTUDY_SPEECH_MODEL`: a CTranslate2 Whisper folder; `whisper-tiny.en` under the models by default.
    var speechModel: String
    /// `UNDERSTUDY_MEANING_MODEL`: the folder of the sentence encoder; `all-MiniLM-L6-v2` under the models by default.
    var meaningModel: String
    /// `UNDERSTUDY_KERNELS`: the processor's instructions lookup may use: `vnni`, `avx2` or `portable`; the best there are by default.
    var kernels: Kernels
    /// `UNDERSTUDY_EMBEDDINGS_URL`, `UNDERSTUDY_EMBEDDINGS_MODEL`, `UNDERSTUDY_EMBEDDINGS_KEY`: an address like OpenAI's
    /// `/v1/embeddings`, the model asked for there, and the word it lets in by. What is said in clips and what is looked up goes
    /// there. The key is never logged.
    var embeddings: EmbeddingsProvider.Place?
    /// `UNDERSTUDY_OUTBOUND_ALLOW`: servers of the own network that may be called, `host:port`, separated by commas.
    var outbound: OutboundRules
    /// `UNDERSTUDY_SPEECH_PYTHON`: the interpreter with faster-whisper; `Storage/env-speech/bin/python` by default.
    var speechPython: String
    /// `UNDERSTUDY_FFMPEG_SANDBOX`: `on` by default; `off` runs ffmpeg unprotected and is shown to admins.
    var isSandboxed: Bool
    /// `UNDERSTUDY_UPLOAD_MAX_BYTES`: largest file, 10 GiB by default.
    var uploadMaxBytes: Int64
    /// `UNDERSTUDY_PERSON_QUOTA_BYTES`: what one person may keep, 50 GiB by default.
    var personQuotaBytes: Int64
    /// `DATABASE_URL`: a PostgreSQL server (`postgresql://...`); SQLite in the storage folder when not given. Never logged.
    var databaseURL: String?
    /// `DATABASE_REPLICA_URL`: standbys of that server, for reports; it is asked for everything when not given. Never logged.
    var databaseReplicaURL: String?
    /// `DATABASE_CONNECTIONS`: how many connections read, 6 by default; one more writes.
    var databaseConnections: Int
    /// `DATABASE_POOLED`: `on` where a pooler in transaction mode stands before the server.
    var isDatabasePooled: Bool
    /// `UNDERSTUDY_SMTP`: a mail server, as `MailServer` reads it; `UNDERSTUDY_SMTP_PASSWORD` or the file that
    /// `UNDERSTUDY_SMTP_PASSWORD_FILE` names, and `UNDERSTUDY_SMTP_CA`, a PEM file of the authorities to trust instead of the
    /// system's. Without one the log tells that a mail would have gone. The password is never logged.
    var smtp: MailServer?
    /// `UNDERSTUDY_MAIL_FROM`: whom mails come from; `understudy@localhost` by default.
    var mailFrom: String
    /// `UNDERSTUDY_SECRET_KEY`: 64 hexadecimal digits under the tokens of forms, the same on every node. When not given it is
    /// made at first start and kept in `secret.key` of the storage, or in the database where that is PostgreSQL. Never logged.
    var secretKey: String?
    /// `BLOBS`: an S3-compatible store (`s3://bucket/prefix?endpoint=https://...`, see `S3Settings`); the folder `blobs` in the
    /// storage when not given. With it go `BLOBS_ACCESS_KEY` and `BLOBS_SECRET_KEY`, which are never logged.
    var blobs: S3Settings?
    /// `BLOBS_CACHE_BYTES`: copies of blobs on this machine's disk, 10 GiB by default.
    var blobCacheBytes: Int64
    /// `BLOBS_SPOOL_BYTES`: what may wait on this machine's disk while the store is out, 20 GiB by default.
    var blobSpoolBytes: Int64
    /// `UNDERSTUDY_LOG_LEVEL`: `trace` to `critical`, `info` by default.
    var logLevel: Logger.Level
    /// The checkout or installation folder that templates and speech are found in.
    let home: String

    /// - Throws: `SettingsProblem` naming the key that cannot be used.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
            .scoped(to: "understudy")
        let home = Self.findHome()
        self.home = home
        storage = config.string(forKey: "storage") ?? "\(home)/Storage"
        host = config.string(forKey: "host") ?? "127.0.0.1"
        port = try Self.number(config, "port", 0...65_535) ?? 8080
        metricsPort = try Self.number(config, "metrics.port", 0...65_535)
        publicURL = try config.string(forKey: "public.url").map(Self.checkedURL)
        trustedProxies = Self.list(config.string(forKey: "trusted.proxies"))
        templates = config.string(forKey: "templates") ?? "\(home)/Templates"
        models = config.string(forKey: "models") ?? "\(home)/Storage/models"
        speechModel = config.string(forKey: "speech.model") ?? "\(models)/whisper-tiny.en"
        meaningModel = config.string(forKey: "meaning.model") ?? "\(models)/\(MeaningModel.folderName)"
        let wanted = config.string(forKey: "kernels") ?? Kernels.best.name
        guard let kernels = Kernels(named: wanted) else {
            let known = Kernels.available.map(\.name).joined(separator: ", ")
            throw SettingsProblem(key: "UNDERSTUDY_KERNELS", reason: "is none of what this machine has: \(known)")
        }
        self.kernels = kernels
        outbound = OutboundRules(
            listed: try Self.list(config.string(forKey: "outbound.allow")).map { text in
                guard let place = OutboundRules.Place(text) else {
                    throw SettingsProblem(
                        key: "UNDERSTUDY_OUTBOUND_ALLOW", reason: "has \(text), which is not like host:port")
                }
                return place
            })
        embeddings = try Self.embeddings(config, outbound)
        speechPython = config.string(forKey: "speech.python") ?? "\(home)/Storage/env-speech/bin/python"
        isSandboxed = try Self.switched(config.string(forKey: "ffmpeg.sandbox"), "UNDERSTUDY_FFMPEG_SANDBOX")
        uploadMaxBytes = Int64(try Self.number(config, "upload.max.bytes", 1...Int.max) ?? 10 << 30)
        personQuotaBytes = Int64(try Self.number(config, "person.quota.bytes", 1...Int.max) ?? 50 << 30)
        databaseURL = environment["DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
        if let databaseURL, !PostgresSettings.isAddress(databaseURL) {
            throw SettingsProblem(key: "DATABASE_URL", reason: "does not begin with postgresql://")
        }
        databaseReplicaURL = environment["DATABASE_REPLICA_URL"].flatMap { $0.isEmpty ? nil : $0 }
        if let databaseReplicaURL, databaseURL == nil || !PostgresSettings.isAddress(databaseReplicaURL) {
            throw SettingsProblem(
                key: "DATABASE_REPLICA_URL", reason: "needs DATABASE_URL beside it, and to begin with postgresql://")
        }
        let words = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
            .scoped(to: "database")
        databaseConnections = try Self.number(words, "connections", 1...200) ?? 6
        isDatabasePooled = environment["DATABASE_POOLED"] == "on"
        smtp = try config.string(forKey: "smtp").map { address in
            try MailServer(
                parsing: address, password: config.string(forKey: "smtp.password", isSecret: true),
                passwordFile: config.string(forKey: "smtp.password.file"),
                authorities: config.string(forKey: "smtp.ca"))
        }
        mailFrom = config.string(forKey: "mail.from") ?? "understudy@localhost"
        guard EmailAddress.isPlain(mailFrom) else {
            throw SettingsProblem(key: "UNDERSTUDY_MAIL_FROM", reason: "is not a mail address")
        }
        secretKey = config.string(forKey: "secret.key")
        if let secretKey, secretKey.utf8.count != 64 || Hex.bytes(secretKey) == nil {
            throw SettingsProblem(key: "UNDERSTUDY_SECRET_KEY", reason: "is not 64 hexadecimal digits")
        }
        blobs = try Self.blobs(environment)
        let store = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
            .scoped(to: "blobs")
        blobCacheBytes = Int64(try Self.number(store, "cache.bytes", 0...Int.max) ?? 10 << 30)
        blobSpoolBytes = Int64(try Self.number(store, "spool.bytes", 0...Int.max) ?? 20 << 30)
        let level = config.string(forKey: "log.level") ?? "info"
        guard let logLevel = Logger.Level(rawValue: level) else {
            throw SettingsProblem(
                key: "UNDERSTUDY_LOG_LEVEL", reason: "is not one of trace, debug, info, warning, error")
        }
        self.logLevel = logLevel
    }

    private static func blobs(_ environment: [String: String]) throws -> S3Settings? {
        guard let address = environment["BLOBS"], !address.isEmpty else { return nil }
        guard S3Settings.isAddress(address) else {
            throw SettingsProblem(key: "BLOBS", reason: "does not begin with s3://")
        }
        do {
            return try S3Settings(
                address: address, accessKey: environment["BLOBS_ACCESS_KEY"],
                secretKey: environment["BLOBS_SECRET_KEY"])
        } catch let mistake as S3Settings.Mistake {
            throw SettingsProblem(key: "BLOBS", reason: mistake.description)
        }
    }

    var isLoopback: Bool {
        ["127.0.0.1", "::1", "localhost"].contains(host)
    }

    /// Walks up from the binary to the folder that holds the templates, so that the working folder does not matter.
    private static func findHome() -> String {
        let manager = FileManager.default
        let binary = (try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        var folder = URL(fileURLWithPath: binary).deletingLastPathComponent()
        while folder.path != "/" {
            if manager.fileExists(atPath: folder.appendingPathComponent("Templates/layouts").path) {
                return folder.path
            }
            folder.deleteLastPathComponent()
        }
        return manager.currentDirectoryPath
    }

    private static func number(_ config: ConfigReader, _ key: ConfigKey, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = config.string(forKey: key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsProblem(
                key: name(key), reason: "is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func embeddings(
        _ config: ConfigReader, _ rules: OutboundRules
    ) throws -> EmbeddingsProvider.Place? {
        let key = "UNDERSTUDY_EMBEDDINGS_URL"
        guard let text = config.string(forKey: "embeddings.url"), !text.isEmpty else { return nil }
        guard let target = OutboundTarget(text) else {
            throw SettingsProblem(key: key, reason: "is not an address like https://api.example.com/v1/embeddings")
        }
        if let objection = rules.objection(to: target) {
            throw SettingsProblem(
                key: key,
                reason: "may not be called: \(objection) UNDERSTUDY_OUTBOUND_ALLOW lists servers of the own network.")
        }
        guard let model = config.string(forKey: "embeddings.model")?.trimmedText, !model.isEmpty, model.count <= 100
        else { throw SettingsProblem(key: "UNDERSTUDY_EMBEDDINGS_MODEL", reason: "has to name the model") }
        return EmbeddingsProvider.Place(
            target: target, model: model,
            key: config.string(forKey: "embeddings.key", isSecret: true).flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func switched(_ text: String?, _ name: String) throws -> Bool {
        switch text?.lowercased() {
        case nil, "on": true
        case "off": false
        default: throw SettingsProblem(key: name, reason: "is neither on nor off")
        }
    }

    private static func checkedURL(_ text: String) throws -> String {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host != nil,
            url.path.isEmpty || url.path == "/"
        else {
            throw SettingsProblem(
                key: "UNDERSTUDY_PUBLIC_URL", reason: "is not an address like https://understudy.example.com")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map(\.description.trimmedText).filter { !$0.isEmpty }
    }

    private static func name(_ key: ConfigKey) -> String {
        "UNDERSTUDY_\(key.components.joined(separator: "_").uppercased())"
    }
}

/// What the process was started with: for a command that reads the settings of another place beside its own.
enum ProcessEnvironment {
    static var all: [String: String] { ProcessInfo.processInfo.environment }
}

/// A configuration key that cannot be used.
struct SettingsProblem: Error, CustomStringConvertible {
    let key: String
    let reason: String

    var description: String { "\(key) \(reason)" }
}
