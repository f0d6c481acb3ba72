import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// The one way out: calls other servers for the services, and refuses what could be turned against this server's own network.
///
/// A name is resolved once, every address it leads to is checked, and the connection goes to the checked address, whatever the name
/// leads to by then. Nothing is redirected. Connections are kept, so the next call need not pass all that again for a minute.
package final class OutboundClient: Sendable {
    package struct Answer: Sendable {
        package let status: Int
        package let body: [UInt8]
    }

    /// A way that was checked.
    private struct Way: Sendable {
        let client: HTTPClient
        let address: InternetAddress
        /// In seconds of `uptime`.
        let checkedAt: Double
    }

    private let rules: OutboundRules
    private let resolver: Resolver
    private let ways = Mutex<[OutboundTarget: Way]>([:])

    private static let checkedForSeconds = 60.0
    private static let connecting = TimeAmount.seconds(5)

    private let uptime: @Sendable () -> Double

    /// - Parameter uptime: seconds on a clock that never steps back.
    package init(
        rules: OutboundRules, resolver: Resolver = .system, uptime: @escaping @Sendable () -> Double
    ) {
        self.uptime = uptime
        self.rules = rules
        self.resolver = resolver
    }

    /// Sends a JSON body.
    /// - Parameters:
    ///   - limit: how long everything may take, the name included.
    ///   - mostBytes: a longer answer is none.
    /// - Throws: `OutboundFailure`, `CancellationError`.
    package func post(
        _ body: [UInt8], to target: OutboundTarget, headers: [String: String] = [:], within limit: Duration,
        mostBytes: Int
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await self.answer(to: body, target, headers, mostBytes) }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let answer = first else {
                throw OutboundFailure("\(target.host) did not answer in time.")
            }
            return answer
        }
    }

    /// Ends all connections. To be called before the last reference goes.
    package func close() async throws {
        let open = ways.withLock { ways in
            defer { ways = [:] }
            return ways.values.map(\.client)
        }
        for client in open { try await client.shutdown() }
    }

    private func answer(
        to body: [UInt8], _ target: OutboundTarget, _ headers: [String: String], _ mostBytes: Int
    ) async throws -> Answer {
        let client = try await client(for: target)
        var request = HTTPClientRequest(url: target.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await client.execute(request, timeout: .seconds(60))
            let answer = try await response.body.collect(upTo: mostBytes)
            return Answer(status: Int(response.status.code), body: [UInt8](buffer: answer))
        } catch is NIOTooManyBytesError {
            throw OutboundFailure("\(target.host) answered with too much.")
        } catch {
            // Told to stop: that says nothing about the way.
            try Task.checkCancellation()
            try await forget(target)
            throw OutboundFailure("\(target.host) cannot be reached: \(error)")
        }
    }

    private func client(for target: OutboundTarget) async throws -> HTTPClient {
        if let objection = rules.objection(to: target) { throw OutboundFailure.refused(target, objection) }
        let now = uptime()
        let known = ways.withLock { $0[target] }
        if let known, now - known.checkedAt < Self.checkedForSeconds { return known.client }
        let addresses = try await resolver.resolve(target.host)
        if let objection = rules.objection(to: addresses, of: target) {
            throw OutboundFailure.refused(target, objection)
        }
        // Where it was is as good as where it might be, when its name still says so.
        if let known, addresses.contains(known.address) {
            ways.withLock { $0[target] = Way(client: known.client, address: known.address, checkedAt: now) }
            return known.client
        }
        guard let address = addresses.first else { throw OutboundFailure("The name \(target.host) leads nowhere.") }
        let made = Self.client(to: address, for: target)
        let (used, unused) = ways.withLock { ways -> (HTTPClient, HTTPClient?) in
            let other = ways[target]
            // Somebody else who called at the same time was faster.
            if let other, other.checkedAt != known?.checkedAt { return (other.client, made) }
            ways[target] = Way(client: made, address: address, checkedAt: now)
            return (made, other?.client)
        }
        try await unused?.shutdown()
        return used
    }

    private static func client(to address: InternetAddress, for target: OutboundTarget) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: connecting, read: .seconds(60))
        configuration.dnsOverride = [target.host: address.description]
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// After a failure the name is asked for anew.
    private func forget(_ target: OutboundTarget) async throws {
        let gone = ways.withLock { $0.removeValue(forKey: target) }
        try await gone?.client.shutdown()
    }
}

/// A call that did not come about, in words for an admin.
package struct OutboundFailure: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = String(description.prefix(200))
    }

    static func refused(_ target: OutboundTarget, _ objection: String) -> OutboundFailure {
        OutboundFailure("\(target.host) is not called. \(objection)")
    }
}
