import Foundation
import Glibc
import Synchronization

/// Tells where a name leads.
package struct Resolver: Sendable {
    let resolve: @Sendable (_ host: String) async throws -> [InternetAddress]

    package init(_ resolve: @escaping @Sendable (_ host: String) async throws -> [InternetAddress]) {
        self.resolve = resolve
    }

    /// The system's own.
    package static let system = Resolver { host in
        if let address = InternetAddress(host) { return [address] }
        let wait = Wait()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard wait.begin(continuation) else { return }
                // It waits for the network, and the threads of tasks must not.
                Thread { wait.end(Result { try Resolver.addresses(of: host) }) }.start()
            }
        } onCancel: {
            // The system cannot be told to stop asking; whoever waits can be told not to.
            wait.end(.failure(CancellationError()))
        }
    }

    private static func addresses(of host: String) throws -> [InternetAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0, let first = found else {
            throw OutboundFailure("The name \(host) cannot be resolved.")
        }
        defer { freeaddrinfo(first) }
        return sequence(first: first) { $0.pointee.ai_next }.compactMap { entry in
            guard let address = entry.pointee.ai_addr else { return nil }
            let room = Int(entry.pointee.ai_addrlen)
            let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(address), count: room)
            // A socket address: family, port, then for IPv6 the flow, then the address.
            switch entry.pointee.ai_family {
            case AF_INET where room >= 8: return InternetAddress(bytes: Array(bytes[4..<8]))
            case AF_INET6 where room >= 24: return InternetAddress(bytes: Array(bytes[8..<24]))
            default: return nil
            }
        }
    }
}

/// Somebody who waits for one answer, of which the first counts.
private final class Wait: Sendable {
    private typealias Waiting = CheckedContinuation<[InternetAddress], any Error>

    private enum State {
        case notBegun
        case waiting(Waiting)
        case ended
    }

    private let state = Mutex(State.notBegun)

    /// - Returns: false when it has ended already; then the continuation is resumed.
    func begin(_ continuation: CheckedContinuation<[InternetAddress], any Error>) -> Bool {
        let isLate = state.withLock { state in
            if case .ended = state { return true }
            state = .waiting(continuation)
            return false
        }
        if isLate { continuation.resume(throwing: CancellationError()) }
        return !isLate
    }

    func end(_ result: Result<[InternetAddress], any Error>) {
        let waiting = state.withLock { state -> Waiting? in
            defer { state = .ended }
            if case .waiting(let waiting) = state { return waiting }
            return nil
        }
        waiting?.resume(with: result)
    }
}
