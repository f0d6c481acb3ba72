package import Domain

/// How often one person, or one network before signing in, may call (RL-2, RL-3). Counters live in this process and run
/// on a clock that never steps back; what other nodes counted is taken off once a second, so a limit holds over all of them
/// but for what fits into that second.
package actor RateLimits {
    /// A bucket that fills with time and is emptied by calls.
    package struct Rule: Sendable, Hashable {
        package let perSecond: Double
        package let burst: Double

        package init(perSecond: Double, burst: Double) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    private struct Bucket {
        var tokens: Double
        var at: Double
    }

    private struct Key: Hashable {
        let rate: RateClass
        let who: String
    }

    private let world: World
    private let rules: [RateClass: Rule]
    private var buckets: [Key: Bucket] = [:]
    private var failures: [String: [Double]] = [:]
    /// Calls since they were last told to other nodes; nil where there are none.
    private var spent: [String: Double]?

    /// SECURITY RL-3; all of it is a setting.
    package static let standard: [RateClass: Rule] = [
        .ordinary: Rule(perSecond: 20, burst: 1200),
        .lookup: Rule(perSecond: 20, burst: 60),
        .beacon: Rule(perSecond: 2, burst: 10),
        .uploadCreation: Rule(perSecond: 60.0 / 3600, burst: 60),
    ]

    private static let mostBuckets = 20_000
    private static let mostFailuresPerMinute = 30

    /// - Parameter isShared: whether other nodes are told.
    package init(world: World, rules: [RateClass: Rule] = RateLimits.standard, isShared: Bool = false) {
        self.world = world
        self.rules = rules
        spent = isShared ? [:] : nil
    }

    /// What was counted here since the last time, for other nodes; nil when it was nothing.
    package func takeSpent() -> [String: Double]? {
        guard let told = spent, !told.isEmpty else { return nil }
        spent = [:]
        return told
    }

    /// Counts what another node has told.
    package func take(spent told: [String: Double]) {
        let now = world.uptimeSeconds()
        for (name, count) in told {
            let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, count.isFinite, count > 0 else { continue }
            if parts[0] == Self.failureName {
                for _ in 0..<min(Int(exactly: count.rounded()) ?? 0, 100) {
                    failures[parts[1], default: []].append(now)
                }
            } else if let rate = RateClass(rawValue: parts[0]), let rule = rules[rate] {
                let key = Key(rate: rate, who: parts[1])
                buckets[key] = filled(key, rule, now)
                buckets[key]?.tokens -= count
            }
        }
    }

    private static let failureName = "failed"

    /// Counts one call.
    /// - Throws: `Problem` 429 with the seconds to wait.
    func admit(_ rate: RateClass, _ who: String) throws {
        guard let rule = rules[rate] else { return }
        let now = world.uptimeSeconds()
        forgetFull(now)
        let key = Key(rate: rate, who: who)
        var bucket = filled(key, rule, now)
        guard bucket.tokens >= 1 else {
            buckets[key] = bucket
            throw Problem.tooMany(retryAfterSeconds: Self.wholeSeconds((1 - bucket.tokens) / rule.perSecond))
        }
        bucket.tokens -= 1
        buckets[key] = bucket
        spent?["\(rate.rawValue) \(who)", default: 0] += 1
    }

    private func filled(_ key: Key, _ rule: Rule, _ now: Double) -> Bucket {
        let known = buckets[key] ?? Bucket(tokens: rule.burst, at: now)
        let tokens = min(rule.burst, known.tokens + max(0, now - known.at) * rule.perSecond)
        return Bucket(tokens: tokens, at: now)
    }

    /// - Throws: `Problem` 429 once a network showed 30 wrong keys within a minute (RL-2).
    func requireFewFailures(_ network: String) throws {
        let now = world.uptimeSeconds()
        let recent = (failures[network] ?? []).filter { now - $0 < 60 }
        failures[network] = recent.isEmpty ? nil : recent
        guard recent.count >= Self.mostFailuresPerMinute, let first = recent.first else { return }
        throw Problem.tooMany(retryAfterSeconds: Self.wholeSeconds(60 - (now - first)))
    }

    func failed(_ network: String) {
        if failures.count > Self.mostBuckets { failures = [:] }
        failures[network, default: []].append(world.uptimeSeconds())
        spent?["\(Self.failureName) \(network)", default: 0] += 1
    }

    /// Full buckets say nothing: without them memory stays bounded however many callers there are.
    private func forgetFull(_ now: Double) {
        guard buckets.count > Self.mostBuckets else { return }
        buckets = buckets.filter { key, bucket in
            guard let rule = rules[key.rate] else { return false }
            return bucket.tokens + (now - bucket.at) * rule.perSecond < rule.burst
        }
    }

    private static func wholeSeconds(_ seconds: Double) -> Int {
        max(1, Int(exactly: min(seconds, 86_400).rounded(.up)) ?? 1)
    }
}
