import Crypto
import Domain
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An object store in this process that speaks as much of S3 as is used, and that can be told to fail. Signatures are not
/// checked here, but that there is one, and that the body is what was signed.
final class FakeS3: Sendable {
    enum Mood: Sendable {
        case well
        /// Answers 503 to everything.
        case out
        /// Closes every connection without a word.
        case gone
        /// Sends half of what it promised.
        case cutsShort
        /// Sends other bytes than it was given.
        case lies
        /// Shows everything to everybody.
        case isPublic
        /// Forgets the last byte of what it keeps.
        case loses
        /// Sends all of it, whatever part was asked for.
        case knowsNoParts
    }

    struct Object: Sendable {
        var bytes: [UInt8]
        var at: Instant
    }

    struct Upload: Sendable {
        let name: String
        let at: Instant
        var parts: [Int: [UInt8]] = [:]
    }

    struct State: Sendable {
        var mood = Mood.well
        var objects: [String: Object] = [:]
        var uploads: [String: Upload] = [:]
        var requests: [String] = []
        var number = 0
        var failures = 0
        var partFailures = 0
    }

    static let bucket = "stage"
    let state = Mutex(State())
    let now: @Sendable () -> Instant
    private let channel = Mutex<(any Channel)?>(nil)

    init(now: @escaping @Sendable () -> Instant) async throws {
        self.now = now
        let answers = FakeS3Answers(self)
        let open = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(FakeS3Connection(answers))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = open }
    }

    deinit {
        channel.withLock { $0 }?.close(promise: nil)
    }

    var port: Int { channel.withLock { $0?.localAddress?.port } ?? 0 }

    var address: String { "s3://\(Self.bucket)/house?endpoint=http://127.0.0.1:\(port)" }

    var names: [String] { state.withLock { $0.objects.keys.sorted() } }

    /// `PUT house/blobs/...`, in their order.
    var requests: [String] { state.withLock { $0.requests } }

    func be(_ mood: Mood) { state.withLock { $0.mood = mood } }

    /// So many requests from now on fail, and then all is well.
    func fail(times: Int) { state.withLock { $0.failures = times } }

    /// So many parts of larger files do not get through.
    func failParts(times: Int) { state.withLock { $0.partFailures = times } }
}

/// What the store answers, apart from how it comes over the wire.
struct FakeS3Answers: Sendable {
    struct Answer {
        var status: Int
        var headers: [(String, String)] = []
        var body: [UInt8] = []
        var isCut = false
    }

    private unowned let store: FakeS3

    init(_ store: FakeS3) {
        self.store = store
    }

    /// Nil closes the connection.
    func answer(_ head: HTTPRequestHead, _ body: [UInt8]) -> Answer? {
        let parts = head.uri.split(separator: "?", maxSplits: 1).map(String.init)
        let path = parts[0].split(separator: "/").map(String.init)
        let name = path.count > 1 ? path.dropFirst().joined(separator: "/") : nil
        var query: [String: String] = [:]
        for item in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let words = item.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            query[words[0]] = words.count > 1 ? words[1] : ""
        }
        let isSigned = head.headers.contains(name: "authorization") || query["X-Amz-Signature"] != nil
        return store.state.withLock { state -> Answer? in
            state.requests.append("\(head.method.rawValue) \(name ?? "")")
            if state.failures > 0 {
                state.failures -= 1
                return Answer(status: 500)
            }
            switch state.mood {
            case .out: return Answer(status: 503)
            case .gone: return nil
            case .well, .cutsShort, .lies, .isPublic, .loses, .knowsNoParts: break
            }
            guard isSigned || state.mood == .isPublic else { return error(403, "AccessDenied") }
            if let hash = head.headers.first(name: "x-amz-content-sha256"), hash != hexHash(body) {
                return error(400, "XAmzContentSHA256Mismatch")
            }
            if let sum = head.headers.first(name: "x-amz-checksum-sha256"),
                sum != Data(SHA256.hash(data: body)).base64EncodedString()
            {
                return error(400, "BadDigest")
            }
            guard let name else { return bucket(head, query, state) }
            return object(head, name, query, body, &state)
        }
    }

    private func bucket(_ head: HTTPRequestHead, _ query: [String: String], _ state: FakeS3.State) -> Answer {
        guard head.method == .GET else { return Answer(status: 200) }
        let prefix = query["prefix"] ?? ""
        if query["uploads"] != nil {
            let found = state.uploads.filter { $0.value.name.hasPrefix(prefix) }.map { id, upload in
                "<Upload><Key>\(upload.name)</Key><UploadId>\(id)</UploadId><Initiated>\(upload.at.rfc3339)</Initiated></Upload>"
            }
            return xml("<ListMultipartUploadsResult>\(found.joined())</ListMultipartUploadsResult>")
        }
        // Two at a time, so that going on is always needed.
        let names = state.objects.keys.filter { $0.hasPrefix(prefix) }.sorted()
            .filter { $0 > (query["continuation-token"] ?? "") }
        let page = names.prefix(2)
        let found = page.map { name in
            "<Contents><Key>\(name)</Key><LastModified>\(state.objects[name]?.at.rfc3339 ?? "")</LastModified></Contents>"
        }
        let rest =
            names.count > 2
            ? "<IsTruncated>true</IsTruncated><NextContinuationToken>\(page.last ?? "")</NextContinuationToken>" : ""
        return xml("<ListBucketResult>\(found.joined())\(rest)</ListBucketResult>")
    }

    private func object(
        _ head: HTTPRequestHead, _ name: String, _ query: [String: String], _ body: [UInt8], _ state: inout FakeS3.State
    ) -> Answer {
        switch head.method {
        case .HEAD:
            guard let object = state.objects[name] else { return Answer(status: 404) }
            return Answer(
                status: 200,
                headers: [("Content-Length", "\(object.bytes.count)"), ("Last-Modified", Self.headerTime(object.at))])
        case .GET:
            guard let object = state.objects[name] else { return error(404, "NoSuchKey") }
            return part(object, head, state.mood)
        case .DELETE:
            if let id = query["uploadId"] {
                state.uploads[id] = nil
            } else {
                state.objects[name] = nil
            }
            return Answer(status: 204)
        case .PUT: return put(name, query, body, &state)
        case .POST: return post(name, query, body, &state)
        default: return error(405, "MethodNotAllowed")
        }
    }

    private func put(
        _ name: String, _ query: [String: String], _ body: [UInt8], _ state: inout FakeS3.State
    ) -> Answer {
        let kept = state.mood == .loses ? Array(body.dropLast()) : body
        guard let id = query["uploadId"], let number = query["partNumber"].flatMap({ Int($0) }) else {
            state.objects[name] = FakeS3.Object(bytes: kept, at: store.now())
            return Answer(status: 200, headers: [("ETag", "\"\(hexHash(body))\"")])
        }
        guard state.uploads[id] != nil else { return error(404, "NoSuchUpload") }
        guard state.partFailures == 0 else {
            state.partFailures -= 1
            return Answer(status: 500)
        }
        state.uploads[id]?.parts[number] = kept
        return Answer(status: 200, headers: [("ETag", "\"\(hexHash(body))\"")])
    }

    private func post(
        _ name: String, _ query: [String: String], _ body: [UInt8], _ state: inout FakeS3.State
    ) -> Answer {
        if query["uploads"] != nil {
            state.number += 1
            state.uploads["u\(state.number)"] = FakeS3.Upload(name: name, at: store.now())
            let id = "<UploadId>u\(state.number)</UploadId>"
            return xml("<InitiateMultipartUploadResult>\(id)</InitiateMultipartUploadResult>")
        }
        guard let id = query["uploadId"], let upload = state.uploads[id] else { return error(404, "NoSuchUpload") }
        let text = String(decoding: body, as: UTF8.self)
        let wanted = upload.parts.sorted { $0.key < $1.key }
        for (number, bytes) in wanted {
            guard text.contains("<PartNumber>\(number)</PartNumber><ETag>&quot;\(hexHash(bytes))&quot;</ETag>") else {
                return error(400, "InvalidPart")
            }
        }
        state.uploads[id] = nil
        state.objects[name] = FakeS3.Object(bytes: wanted.flatMap(\.value), at: store.now())
        return xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>")
    }

    private func part(_ object: FakeS3.Object, _ head: HTTPRequestHead, _ mood: FakeS3.Mood) -> Answer {
        var bytes = object.bytes
        if mood == .lies, !bytes.isEmpty { bytes[0] ^= 1 }
        var answer = Answer(status: 200)
        var headers: [(String, String)] = []
        if let range = head.headers.first(name: "range"), mood != .knowsNoParts {
            let numbers = range.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
            headers = [("Content-Range", "bytes \(numbers[0])-\(numbers[1])/\(bytes.count)")]
            bytes = Array(bytes[numbers[0]...numbers[1]])
            answer.status = 206
        }
        answer.headers = headers + [("Content-Length", "\(bytes.count)")]
        answer.isCut = mood == .cutsShort
        answer.body = answer.isCut ? Array(bytes.prefix(bytes.count / 2)) : bytes
        return answer
    }

    private func error(_ status: Int, _ code: String) -> Answer {
        var answer = xml("<Error><Code>\(code)</Code></Error>")
        answer.status = status
        return answer
    }

    private func xml(_ text: String) -> Answer {
        Answer(status: 200, headers: [("Content-Length", "\(text.utf8.count)")], body: Array(text.utf8))
    }

    private func hexHash(_ bytes: [UInt8]) -> String { Hex.text(SHA256.hash(data: bytes)) }

    private static func headerTime(_ at: Instant) -> String {
        let text = at.rfc3339
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = text.prefix(10).split(separator: "-").map(String.init)
        return "Xxx, \(day[2]) \(months[(Int(day[1]) ?? 1) - 1]) \(day[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }
}

/// One connection to the store.
private final class FakeS3Connection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answers: FakeS3Answers
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ answers: FakeS3Answers) {
        self.answers = answers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let bytes): body += bytes.readableBytesView
        case .end:
            guard let head, let answer = answers.answer(head, body) else { return context.close(promise: nil) }
            send(answer, context)
        }
    }

    private func send(_ answer: FakeS3Answers.Answer, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(answer.headers)
        if answer.headers.allSatisfy({ $0.0 != "Content-Length" }) { headers.add(name: "Content-Length", value: "0") }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        guard !answer.isCut else {
            context.flush()
            return context.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
