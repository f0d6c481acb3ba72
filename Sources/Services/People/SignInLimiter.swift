package import Domain

/// Slows guessing down without ever locking out the owner from elsewhere (RL-1, RL-4: counted before the hash is made).
package actor SignInLimiter {
    /// Failures of one account from one network.
    private struct Pair: Hashable {
        let account: String
        let network: String
    }

    private struct Failures {
        var count = 0
        var blockedUntil = 0.0
        var pause = 30.0
        var last = 0.0
    }

    private let world: World
    private var failures: [Pair: Failures] = [:]
    private var attemptsOfNetwork: [String: [Double]] = [:]
    private var failuresOfAccount: [String: [Double]] = [:]
    private var lastSlowAttempt: [String: Double] = [:]

    package init(world: World) {
        self.world = world
    }

    /// Counts one attempt, as a failed one until `succeeded` says otherwise: a burst of attempts at the same moment must not
    /// get in before the first of them is known to have failed (RL-4). After five of one account from one network: 30 s,
    /// then twice as long each time, up to 15 min.
    /// - Throws: `Problem` 429 with the seconds to wait.
    package func admit(account: String, network: String) throws {
        let now = world.uptimeSeconds()
        forgetOld(now)
        let pair = Pair(account: account, network: network)
        if let known = failures[pair], known.blockedUntil > now { throw tooMany(known.blockedUntil - now) }
        let recent = (attemptsOfNetwork[network] ?? []).filter { now - $0 < 60 }
        guard recent.count < 30 else { throw tooMany(60 - (now - (recent.first ?? now))) }
        attemptsOfNetwork[network] = recent + [now]
        try admitSlowLane(account, now)
        var known = failures[pair] ?? Failures()
        known.count += 1
        known.last = now
        if known.count >= 5 {
            known.blockedUntil = now + known.pause
            known.pause = min(known.pause * 2, 900)
        }
        failures[pair] = known
    }

    /// The attempt that was admitted has failed: counts for the account over all networks.
    package func failed(account: String) {
        failuresOfAccount[account, default: []].append(world.uptimeSeconds())
    }

    package func succeeded(account: String, network: String) {
        failures[Pair(account: account, network: network)] = nil
    }

    /// An account under attack from everywhere gets one attempt every five seconds, never a lock.
    private func admitSlowLane(_ account: String, _ now: Double) throws {
        let recent = (failuresOfAccount[account] ?? []).filter { now - $0 < 3600 }
        failuresOfAccount[account] = recent.isEmpty ? nil : recent
        guard recent.count >= 100 else { return }
        if let last = lastSlowAttempt[account], now - last < 5 { throw tooMany(5 - (now - last)) }
        lastSlowAttempt[account] = now
    }

    /// Keeps memory bounded however many names and addresses are tried.
    private func forgetOld(_ now: Double) {
        guard failures.count + attemptsOfNetwork.count + failuresOfAccount.count > 20_000 else { return }
        failures = failures.filter { now - $0.value.last < 3600 }
        attemptsOfNetwork = attemptsOfNetwork.filter { now - ($0.value.last ?? 0) < 60 }
        failuresOfAccount = failuresOfAccount.filter { now - ($0.value.last ?? 0) < 3600 }
        lastSlowAttempt = lastSlowAttempt.filter { now - $0.value < 3600 }
    }

    private func tooMany(_ seconds: Double) -> Problem {
        Problem.tooMany("too_many_sign_ins", retryAfterSeconds: max(1, Int(exactly: seconds.rounded(.up)) ?? 1))
    }
}
