import Domain

/// How often somebody tried to sign in, and what follows from it (RL-1). Times are seconds of whichever clock the keeper has.
struct SignInCounts: Sendable {
    /// Failures of one account from one network.
    struct Pair: Codable, Sendable {
        var count = 0
        var blockedUntil = 0.0
        var pause = 30.0
        var last = 0.0
    }

    /// Attempts of one network within the last minute.
    struct Network: Codable, Sendable {
        var attempts: [Double] = []
    }

    /// Failures of one account from everywhere within the last hour.
    struct Account: Codable, Sendable {
        var failures: [Double] = []
        var lastSlowAttempt: Double?
    }

    var pair = Pair()
    var network = Network()
    var account = Account()

    /// Counts one attempt, as a failed one until somebody says otherwise.
    /// - Throws: `Problem` 429 with the seconds to wait; then nothing is counted.
    mutating func admit(at now: Double) throws {
        if pair.blockedUntil > now { throw Self.tooMany(pair.blockedUntil - now) }
        let recent = network.attempts.filter { now - $0 < 60 }
        guard recent.count < 30 else { throw Self.tooMany(60 - (now - (recent.first ?? now))) }
        network.attempts = recent + [now]
        try admitSlowLane(at: now)
        pair.count += 1
        pair.last = now
        if pair.count >= 5 {
            pair.blockedUntil = now + pair.pause
            pair.pause = min(pair.pause * 2, 900)
        }
    }

    /// An account under attack from everywhere gets one attempt every five seconds, never a lock.
    private mutating func admitSlowLane(at now: Double) throws {
        account.failures = account.failures.filter { now - $0 < 3600 }
        guard account.failures.count >= 100 else { return }
        if let last = account.lastSlowAttempt, now - last < 5 { throw Self.tooMany(5 - (now - last)) }
        account.lastSlowAttempt = now
    }

    private static func tooMany(_ seconds: Double) -> Problem {
        Problem.tooMany("too_many_sign_ins", retryAfterSeconds: max(1, Int(exactly: seconds.rounded(.up)) ?? 1))
    }
}
