import Domain
import NIOHTTP1

/// The questions a request head has to pass, in the order of SECURITY 3.0, before anything above sees it.
struct RequestCheck {
    let rules: GateRules
    let limits: ConnectionLimits
    /// The other end of the socket, which may be a proxy. Nil for sockets without IP addresses.
    let peer: ClientAddress?

    /// What an accepted head means for its body and its answer.
    struct Accepted {
        let head: HTTPRequestHead
        let bodyRule: BodyRule
        let wantsContinue: Bool
    }

    /// - Throws: the `Refusal` to answer with.
    func accept(_ head: HTTPRequestHead, requestID: String) throws(Refusal) -> Accepted {
        let authority = try host(of: head)
        guard Refusal.allowedMethods.contains(head.method) else { throw .methodNotAllowed }
        let target = try RequestTarget(head.uri, maximumBytes: limits.targetBytes)
        guard target.authority == nil || target.authority?.withoutDefaultPort == authority.withoutDefaultPort else {
            throw .badHost
        }
        try checkSize(of: head.headers)
        try checkCoding(of: head)
        let rule = rules.bodyLimit(head.method, target.path)
        try checkDeclaredLength(of: head.headers, rule)
        let wantsContinue = try expectsContinue(head)

        var accepted = head
        accepted.uri = target.text
        accepted.headers = fields(of: head.headers, requestID: requestID)
        return Accepted(head: accepted, bodyRule: rule, wantsContinue: wantsContinue)
    }

    private func host(of head: HTTPRequestHead) throws(Refusal) -> Authority {
        let hosts = head.headers["host"]
        guard hosts.count == 1, let authority = Authority(hosts[0]) else { throw .badHost }
        guard rules.hosts.accepts(authority) else { throw .wrongHost }
        return authority
    }

    private func checkSize(of headers: HTTPHeaders) throws(Refusal) {
        var bytes = 0
        var fields = 0
        for (name, value) in headers {
            bytes += name.utf8.count + value.utf8.count
            fields += 1
        }
        guard bytes <= limits.headerBytes, fields <= limits.headerFields else { throw .headersTooLarge }
    }

    /// The parser refuses what is ambiguous; here goes what is clear but not spoken by this server.
    private func checkCoding(of head: HTTPRequestHead) throws(Refusal) {
        let transfer = head.headers["transfer-encoding"]
        guard transfer.isEmpty || (transfer.map { $0.lowercased() } == ["chunked"] && head.version != .http1_0) else {
            throw .badRequest
        }
        guard head.headers["content-encoding"].allSatisfy({ $0.lowercased() == "identity" }) else {
            throw .contentEncoding
        }
    }

    private func checkDeclaredLength(of headers: HTTPHeaders, _ rule: BodyRule) throws(Refusal) {
        guard let declared = headers.first(name: "content-length") else { return }
        guard let length = Int64(declared), length >= 0 else { throw .badRequest }
        guard length <= rule.maximumBytes else { throw .bodyTooLarge }
    }

    private func expectsContinue(_ head: HTTPRequestHead) throws(Refusal) -> Bool {
        let expectations = head.headers["expect"]
        guard !expectations.isEmpty, head.version != .http1_0 else { return false }
        guard expectations.count == 1, expectations[0].lowercased() == "100-continue" else { throw .expectation }
        return true
    }

    /// Everything the client sent but the claims about who it is, plus our own two.
    private func fields(of headers: HTTPHeaders, requestID: String) -> HTTPHeaders {
        var kept: [(String, String)] = []
        kept.reserveCapacity(headers.count + 2)
        for (name, value) in headers where !Self.isClaim(name) { kept.append((name, value)) }
        if let client = client(claimed: headers["x-forwarded-for"]) {
            kept.append((RequestOrigin.clientField, client.text))
        }
        kept.append((RequestOrigin.requestIDField, requestID))
        return HTTPHeaders(kept)
    }

    /// Proxies append, so the last address that is not one of ours is the client's; whatever stands before it, the
    /// client may have made up.
    private func client(claimed: [String]) -> ClientAddress? {
        guard let peer, isProxy(peer) else { return peer }
        let chain = claimed.flatMap { $0.split(separator: ",") }
        for entry in chain.reversed() {
            guard let address = ClientAddress(entry.filter { $0 != " " && $0 != "\t" }) else { return peer }
            if !isProxy(address) { return address }
        }
        return peer
    }

    private func isProxy(_ address: ClientAddress) -> Bool {
        rules.proxies.contains { $0.contains(address) }
    }

    private static func isClaim(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return true }
        // Nearly every field ends here: the claims begin with these letters.
        guard "cCfFtTuUxX".utf8.contains(first) else { return false }
        let lowered = name.lowercased()
        return lowered.hasPrefix(RequestOrigin.prefix) || lowered.hasPrefix("x-forwarded-") || claims.contains(lowered)
    }

    private static let claims: Set<String> = [
        "forwarded", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "client-ip", "true-client-ip",
        "cf-connecting-ip", "fastly-client-ip", "x-original-url", "x-rewrite-url", "x-original-host",
        "x-http-method-override", "x-http-method", "x-method-override",
    ]
}
