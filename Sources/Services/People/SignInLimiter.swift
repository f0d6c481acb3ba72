import Crypto
import Database
package import Domain
import Foundation
import Store

/// Slows guessing down without ever locking out the owner from elsewhere (RL-1, RL-4: counted before the hash is made). Where
/// several nodes work together the counts are in their database: trying one node after the other gains nothing.
package actor SignInLimiter {
    fileprivate struct Names: Hashable, Sendable {
        let pair: String
        let network: String
        let account: String

        init(account: String, network: String) {
            pair = Self.hash("pair", account, network)
            self.network = Self.hash("network", network)
            self.account = Self.hash("account", account)
        }

        /// Nobody who reads the table learns who tried from where.
        private static func hash(_ words: String...) -> String {
            "\(words[0]) \(Hex.text(SHA256.hash(data: Data(words.joined(separator: "\n").utf8))))"
        }
    }

    private let world: World
    /// Nil counts in this process.
    private let ground: Ground?
    private var pairs: [String: SignInCounts.Pair] = [:]
    private var networks: [String: SignInCounts.Network] = [:]
    private var accounts: [String: SignInCounts.Account] = [:]

    /// - Parameter ground: where the counts of several nodes are kept together; nil counts in this process.
    package init(world: World, sharedOn ground: Ground? = nil) {
        self.world = world
        self.ground = ground
    }

    /// Counts one attempt, as a failed one until `succeeded` says otherwise: a burst of attempts at the same moment must not
    /// get in before the first of them is known to have failed (RL-4). After five of one account from one network: 30 s,
    /// then twice as long each time, up to 15 min.
    /// - Throws: `Problem` 429 with the seconds to wait.
    package func admit(account: String, network: String) async throws {
        let names = Names(account: account, network: network)
        if let ground { return try await admit(names, on: ground.database) }
        let now = world.uptimeSeconds()
        forgetOld(now)
        var counts = SignInCounts()
        counts.pair = pairs[names.pair] ?? counts.pair
        counts.network = networks[names.network] ?? counts.network
        counts.account = accounts[names.account] ?? counts.account
        try counts.admit(at: now)
        pairs[names.pair] = counts.pair
        networks[names.network] = counts.network
        accounts[names.account] = counts.account
    }

    /// Whoever is refused reads only: a flood of attempts must not hold up everybody who writes.
    private func admit(_ names: Names, on database: any Database) async throws {
        let own = world.now()
        try await database.read { connection in
            let kept = try KeptCounts(connection, own: own)
            var counts = try kept.counts(names)
            try counts.admit(at: kept.seconds)
        }
        try await database.write { connection in
            let kept = try KeptCounts(connection, own: own)
            var counts = try kept.counts(names)
            try counts.admit(at: kept.seconds)
            try kept.put(counts.pair, names.pair)
            try kept.put(counts.network, names.network)
            try kept.put(counts.account, names.account)
        }
    }

    /// The attempt that was admitted has failed: counts for the account over all networks.
    package func failed(account: String) async throws {
        let name = Names(account: account, network: "").account
        guard let ground else {
            accounts[name, default: SignInCounts.Account()].failures.append(world.uptimeSeconds())
            return
        }
        let own = world.now()
        try await ground.database.write { connection in
            let kept = try KeptCounts(connection, own: own)
            var found = try kept.find(name) ?? SignInCounts.Account()
            found.failures.append(kept.seconds)
            try kept.put(found, name)
        }
    }

    package func succeeded(account: String, network: String) async throws {
        let name = Names(account: account, network: network).pair
        guard let ground else {
            pairs[name] = nil
            return
        }
        try await ground.database.write { try AttemptStore($0).delete(name) }
    }

    /// Keeps memory bounded however many names and addresses are tried.
    private func forgetOld(_ now: Double) {
        guard pairs.count + networks.count + accounts.count > 20_000 else { return }
        pairs = pairs.filter { now - $0.value.last < 3600 }
        networks = networks.filter { now - ($0.value.attempts.last ?? 0) < 60 }
        accounts = accounts.filter { now - ($0.value.failures.last ?? 0) < 3600 }
    }
}

/// Counts as they are kept in the database, by its clock.
private struct KeptCounts {
    private let store: AttemptStore
    private let now: Instant

    init(_ connection: any Connection, own: Instant) throws {
        store = AttemptStore(connection)
        now = try SharedClock(connection).now(own: own)
    }

    var seconds: Double { Double(now.milliseconds) / 1000 }

    func counts(_ names: SignInLimiter.Names) throws -> SignInCounts {
        var counts = SignInCounts()
        counts.pair = try find(names.pair) ?? counts.pair
        counts.network = try find(names.network) ?? counts.network
        counts.account = try find(names.account) ?? counts.account
        return counts
    }

    func find<Count: Decodable>(_ name: String) throws -> Count? {
        try store.find(name).map { try JSONDecoder().decode(Count.self, from: Data($0.utf8)) }
    }

    func put(_ count: some Encodable, _ name: String) throws {
        try store.put(String(decoding: try JSONEncoder().encode(count), as: UTF8.self), for: name, at: now)
    }
}
