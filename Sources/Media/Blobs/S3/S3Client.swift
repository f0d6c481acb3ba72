import AsyncHTTPClient
import Crypto
import Domain
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// What is asked of the store.
struct S3Request: Sendable {
    enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// A part of a file, with its SHA-256.
        case file(FileRegion, hash: BlobHash)
    }

    var method: String
    /// Nil for the bucket itself.
    var name: String?
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body = Body.none
    /// False asks as a stranger would.
    var isSigned = true
}

/// What it answered.
struct S3Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: String

    var isDone: Bool { (200..<300).contains(status) }
}

/// The store refused, and would again: a wrong key, a wrong name, bytes that changed on the way.
package struct S3Refusal: Error, Sendable, CustomStringConvertible {
    let action: String
    let status: Int
    let code: String

    /// Not this object's fault: the key, the clock or the bucket is wrong, and everything is refused until somebody mends it.
    package var isOfEverything: Bool { status == 401 || status == 403 || code == "NoSuchBucket" }

    package var description: String { "the object store refused to \(action): \(status) \(code)" }
}

/// Requests to one bucket: signed, repeated when that may help, and not sent at all while the store is out.
struct S3Client: Sendable {
    let settings: S3Settings
    let world: World
    let breaker = CircuitBreaker()
    private let http: HTTPClient
    /// For what is read as it comes: slow readers must not keep anybody else from a connection.
    private let streams: HTTPClient
    private let signature: S3Signature

    private static let mostAttempts = 3
    private static let mostSecondsBeforeAnother = 4.0
    private static let mostUntilHead = Duration.seconds(6)
    private static let mostAnswerBytes = 8 << 20

    /// - Throws: when the file of authorities cannot be read.
    init(_ settings: S3Settings, world: World) throws {
        self.settings = settings
        self.world = world
        signature = S3Signature(
            accessKey: settings.accessKey, secretKey: settings.secretKey, region: settings.region)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(3), read: .seconds(6), write: .seconds(10)),
            connectionPool: .init(idleTimeout: .seconds(20), concurrentHTTP1ConnectionsPerHostSoftLimit: 256))
        configuration.httpVersion = .http1Only
        // A store that refuses connections is out: that is found out at once, and tried again here.
        configuration.connectionPool.retryConnectionEstablishment = false
        if let authorities = settings.authorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
            configuration.tlsConfiguration = tls
        }
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        // A reader who pauses is no store that hangs: the server itself ends whoever takes nothing for half a minute.
        configuration.timeout.read = .seconds(60)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 512
        streams = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async throws {
        try await streams.shutdown()
        try await http.shutdown()
    }

    var isReachable: Bool { breaker.isClosed(at: world.uptimeSeconds()) }

    /// Sends a request that may safely be sent again.
    /// - Throws: `BlobOutage`. What the store refuses is answered, not thrown.
    func send(_ request: S3Request) async throws -> S3Answer {
        var attempt = 1
        let begun = world.uptimeSeconds()
        while true {
            do {
                let response = try await once(request)
                let body = try await answered { try await response.body.collect(upTo: Self.mostAnswerBytes) }
                return S3Answer(
                    status: Int(response.status.code), headers: response.headers, body: String(buffer: body))
            } catch let outage as BlobOutage {
                guard attempt < Self.mostAttempts, isReachable, isWorthwhile(since: begun) else { throw outage }
                try await Task.sleep(for: .milliseconds(pause(attempt)))
                attempt += 1
            }
        }
    }

    /// Sends a request whose body is read as it comes; nil when there is no such object.
    /// - Parameter range: the part that is asked for; nil for all of it.
    /// - Throws: `BlobOutage`, `S3Refusal`, also for another part than was asked for.
    func open(_ asked: S3Request, _ range: Range<Int64>? = nil, to action: String) async throws -> BlobStream? {
        var request = asked
        if let range { request.headers.append(("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")) }
        var attempt = 1
        let begun = world.uptimeSeconds()
        while true {
            do {
                let response = try await once(request, isStream: true)
                let status = Int(response.status.code)
                if status == 200, range == nil { return BlobStream(response.body) }
                if status == 206, let range, Self.isRight(response.headers, range) { return BlobStream(response.body) }
                guard status >= 300 else {
                    throw S3Refusal(action: action, status: status, code: "another part than was asked for")
                }
                let body = try await answered { try await response.body.collect(upTo: Self.mostAnswerBytes) }
                if status == 404 { return nil }
                throw S3Refusal(
                    action: action, status: status, code: S3XML.text("Code", in: String(buffer: body)) ?? "")
            } catch let outage as BlobOutage {
                guard attempt < Self.mostAttempts, isReachable, isWorthwhile(since: begun) else { throw outage }
                try await Task.sleep(for: .milliseconds(pause(attempt)))
                attempt += 1
            }
        }
    }

    /// An address under which anybody may read an object for some minutes, as this type and under this name (SG).
    func address(of name: String, as served: ServedBlob, seconds: Int) -> String {
        let origin = settings.origin(of: settings.publicEndpoint)
        let parts = S3Signature.Parts(
            method: "GET", host: Self.host(origin), path: settings.path(of: name),
            query: [
                ("response-content-disposition", served.disposition), ("response-content-type", served.contentType),
            ])
        return "\(origin)\(parts.path)?\(signature.presigned(parts, seconds: seconds, at: world.now()))"
    }

    private static func isRight(_ headers: HTTPHeaders, _ range: Range<Int64>) -> Bool {
        headers.first(name: "Content-Range")?.hasPrefix("bytes \(range.lowerBound)-\(range.upperBound - 1)/") ?? false
    }

    private func once(_ request: S3Request, isStream: Bool = false) async throws -> HTTPClientResponse {
        try breaker.admit(at: world.uptimeSeconds())
        let (message, bytes) = message(request)
        let seconds = Int64(30 + bytes / (256 << 10))
        let response = try await answered {
            guard isStream else { return try await http.execute(message, deadline: .now() + .seconds(seconds)) }
            return try await begun(message)
        }
        let status = Int(response.status.code)
        guard status >= 500 || status == 429 else {
            breaker.succeeded()
            return response
        }
        breaker.failed(at: world.uptimeSeconds())
        _ = try await answered { try await response.body.collect(upTo: Self.mostAnswerBytes) }
        throw BlobOutage("it answered \(status)")
    }

    /// The head has to come soon; how long the rest takes is its reader's matter.
    private func begun(_ message: HTTPClientRequest) async throws -> HTTPClientResponse {
        let streams = streams
        return try await withThrowingTaskGroup(of: HTTPClientResponse.self) { group in
            group.addTask { try await streams.execute(message, deadline: .now() + .hours(24)) }
            group.addTask {
                try await Task.sleep(for: Self.mostUntilHead)
                throw BlobOutage("nothing came")
            }
            guard let first = try await group.next() else { throw BlobOutage("nothing came") }
            group.cancelAll()
            return first
        }
    }

    private func message(_ request: S3Request) -> (HTTPClientRequest, bytes: Int64) {
        let origin = settings.origin(of: settings.endpoint)
        let path = settings.path(of: request.name)
        let query = request.query.isEmpty ? "" : "?\(S3Signature.query(request.query))"
        var message = HTTPClientRequest(url: "\(origin)\(path)\(query)")
        message.method = HTTPMethod(rawValue: request.method)
        var hash = S3Signature.emptyHash
        var bytes: Int64 = 0
        switch request.body {
        case .none: break
        case .bytes(let content):
            hash = Hex.text(SHA256.hash(data: content))
            bytes = Int64(content.count)
            message.body = .bytes(ByteBuffer(bytes: content))
        case .file(let region, let known):
            hash = known.text
            bytes = region.count
            message.body = .stream(region, length: .known(bytes))
        }
        let headers =
            request.isSigned
            ? signature.signed(
                S3Signature.Parts(
                    method: request.method, host: Self.host(origin), path: path, query: request.query,
                    headers: request.headers),
                payloadHash: hash, at: world.now())
            : request.headers
        for header in headers { message.headers.add(name: header.name, value: header.value) }
        return (message, bytes)
    }

    /// Whatever goes wrong on the way is an outage, but for a caller who goes away.
    private func answered<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            guard !Task.isCancelled, !(error is CancellationError) else {
                breaker.gaveUp()
                throw CancellationError()
            }
            if let failure = error as? FileFailure {
                // A file of ours, which is no fault of the store.
                breaker.gaveUp()
                throw failure
            }
            breaker.failed(at: world.uptimeSeconds())
            throw BlobOutage("\(error)")
        }
    }

    /// Whoever asked waits for the answer: a store that let time pass without one is not asked again.
    private func isWorthwhile(since begun: Double) -> Bool {
        world.uptimeSeconds() - begun < Self.mostSecondsBeforeAnother
    }

    /// Milliseconds before the next attempt; not the same for everybody.
    private func pause(_ attempt: Int) -> Int {
        100 << (2 * (attempt - 1)) + Int(world.randomBytes(1).first ?? 0)
    }

    private static func host(_ origin: String) -> String {
        origin.split(separator: "/").last.map(String.init) ?? origin
    }
}
