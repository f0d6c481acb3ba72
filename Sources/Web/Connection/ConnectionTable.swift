import NIOConcurrencyHelpers
import NIOCore

/// Who is connected: how many in all, how many of each client, and how fast each client comes back.
final class ConnectionTable: Sendable {
    private struct Client {
        var open = 0
        var tokens: Double
        var since: NIODeadline
    }

    private struct State {
        var open = 0
        var clients: [String: Client] = [:]
    }

    private let limits: ConnectionLimits
    private let state = NIOLockedValueBox(State())

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    var open: Int { state.withLockedValue { $0.open } }

    /// Counts a new connection in, or says no. Every connection counted in has to `leave`.
    /// - Parameter network: the client, as `ClientAddress.network`; nil for proxies, which are many clients.
    func admit(_ network: String?, now: NIODeadline) -> Bool {
        state.withLockedValue { state in
            guard state.open < limits.connections else { return false }
            if let network {
                var client = refilled(state.clients[network], now)
                let isWelcome = client.open < limits.connectionsPerClient && client.tokens >= 1
                if isWelcome {
                    client.open += 1
                    client.tokens -= 1
                }
                state.clients[network] = client
                guard isWelcome else { return false }
            }
            state.open += 1
            forgetQuietClients(&state, now)
            return true
        }
    }

    func leave(_ network: String?) {
        state.withLockedValue { state in
            state.open -= 1
            if let network { state.clients[network]?.open -= 1 }
        }
    }

    private func refilled(_ client: Client?, _ now: NIODeadline) -> Client {
        guard var client else { return Client(tokens: limits.newConnectionsBurst, since: now) }
        let seconds = Double((now - client.since).nanoseconds) / 1e9
        client.tokens = min(limits.newConnectionsBurst, client.tokens + seconds * limits.newConnectionsPerSecond)
        client.since = now
        return client
    }

    /// The table must not grow with everybody who ever came.
    private func forgetQuietClients(_ state: inout State, _ now: NIODeadline) {
        guard state.clients.count > 2 * limits.connections else { return }
        state.clients = state.clients.filter { _, client in
            client.open > 0 || refilled(client, now).tokens < limits.newConnectionsBurst
        }
    }
}
