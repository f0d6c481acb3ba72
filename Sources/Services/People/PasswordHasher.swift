import CSodium
import Dispatch
import Domain

/// argon2id through libsodium, off the cooperative pool, at most as many at once as memory is meant for (AU-1, AU-2).
package actor PasswordHasher {
    /// How much work one hash is.
    package struct Cost: Sendable {
        package let passes: UInt64
        package let memoryBytes: Int

        package init(passes: UInt64, memoryBytes: Int) {
            self.passes = passes
            self.memoryBytes = memoryBytes
        }

        /// 2 passes over 64 MiB: about 0.2 s of one core.
        package static let standard = Cost(passes: 2, memoryBytes: 64 << 20)
        /// For machines below 1 GiB; the least that ASVS 5.0 accepts.
        package static let small = Cost(passes: 2, memoryBytes: 19 << 20)
    }

    private let cost: Cost
    private let queue = DispatchQueue(label: "understudy.passwords", attributes: .concurrent)
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var dummy: String?

    private static let mostAtOnce = 2
    private static let mostWaiting = 32

    /// - Throws: `Problem` when libsodium cannot start.
    package init(cost: Cost = .standard) throws {
        guard sodium_init() >= 0 else {
            throw Problem.unavailable("no_crypto", "libsodium could not start", retryAfterSeconds: 60)
        }
        self.cost = cost
    }

    /// A new hash of `password`, with its parameters and salt inside.
    /// - Throws: `Problem` 503 `busy` when too many wait already.
    package func hash(_ password: String) async throws -> String {
        let cost = cost
        return try await admitted { try hashed(password, cost) }
    }

    /// Whether `password` is the one behind `hash`. With nil (no such person, no password) the same work is done for
    /// nothing, so that the answer takes as long (AU-4).
    package func verify(_ password: String, against hash: String?) async throws -> Bool {
        let dummy = try await dummyHash()
        let isMatch = try await admitted { matches(password, hash ?? dummy) }
        return isMatch && hash != nil
    }

    /// Whether a hash was made with other parameters than today's (AU-5).
    package func needsRehash(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, cost.passes, cost.memoryBytes) != 0
    }

    /// Made once with today's parameters.
    private func dummyHash() async throws -> String {
        if let dummy { return dummy }
        let made = try await hash("nobody has this password")
        dummy = made
        return made
    }

    private func admitted<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }

    private func enter() async throws {
        if running < Self.mostAtOnce {
            running += 1
            return
        }
        guard waiting.count < Self.mostWaiting else {
            throw Problem.unavailable("busy", "Many people are signing in right now", retryAfterSeconds: 2)
        }
        // The place is handed over by whoever leaves, so `running` does not change here.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty {
            running -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

private func hashed(_ password: String, _ cost: PasswordHasher.Cost) throws -> String {
    var output = [CChar](repeating: 0, count: 128)
    let status = password.withCString { text in
        crypto_pwhash_str(&output, text, UInt64(password.utf8.count), cost.passes, cost.memoryBytes)
    }
    guard status == 0 else {
        throw Problem.unavailable("busy", "There is not enough memory to check passwords", retryAfterSeconds: 2)
    }
    return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func matches(_ password: String, _ hash: String) -> Bool {
    password.withCString { text in
        crypto_pwhash_str_verify(hash, text, UInt64(password.utf8.count)) == 0
    }
}
