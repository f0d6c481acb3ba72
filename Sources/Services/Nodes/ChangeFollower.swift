import Database
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Follows what other nodes change: the index, the lists, open pages. Told within milliseconds; what was missed is caught up with
/// twice a second (a node that cannot be told hears of it all the same).
package struct ChangeFollower: Service {
    private let ground: Ground
    /// Nil where one process owns the database.
    private let node: NodeLink?
    private let indexing: LookupIndexing
    private let taxonomy: TaxonomyService
    private let live: LiveFeed
    private let place = FollowerPlace()
    private let learning = Wish()
    private let learningProvided = Wish()
    private let rateListener = RateListener()

    private static let pauseMilliseconds = 500
    private static let batch = 500
    /// Changes are kept for a day: whoever was away for longer than this has missed some.
    private static let longestAbsenceSeconds = 12.0 * 3600
    private static let longestRateSeconds = 10.0
    /// What is told for the moment only is kept for so long.
    private static let momentSeconds: Int64 = 60

    init(
        ground: Ground, node: NodeLink?, indexing: LookupIndexing, taxonomy: TaxonomyService, live: LiveFeed
    ) {
        self.ground = ground
        self.node = node
        self.indexing = indexing
        self.taxonomy = taxonomy
        self.live = live
    }

    /// Takes its place at the end of what was told. To be called before the index is read, so that nothing falls in between.
    package func begin() async throws {
        guard node != nil else { return }
        let number = try await ground.database.read { try NodeChangeStore($0).latest() }
        place.set(number, at: ground.world.uptimeSeconds())
    }

    /// When this node last looked what others changed, by the clock that never steps back; nil where there are none.
    var lookedAt: Double? { place.number.map { _ in place.readAt } }

    /// What others told of how often people asked there.
    package func hearRates(_ listener: @escaping @Sendable ([String: Double]) async -> Void) {
        rateListener.set(listener)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await followAlways() }
                group.addTask {
                    for await _ in learning.asked { await learn { try await indexing.learn() } }
                }
                group.addTask {
                    for await _ in learningProvided.asked { await learn { try await learnProvided() } }
                }
                // Ends with the server, not before: a service that ends takes the group with it.
                await group.waitForAll()
            }
        }
    }

    /// Reads and follows what was told since the last time.
    package func follow() async throws {
        guard let node, let number = place.number else { return }
        let now = ground.world.uptimeSeconds()
        if now - place.readAt > Self.longestAbsenceSeconds {
            try await begin()
            try await indexing.rebuild()
            try await taxonomy.follow()
            // Whoever may see less since then must not go on listening.
            await live.finish()
            return
        }
        // What others counted long ago is no use for saying who asks too often now.
        let isFresh = now - place.readAt < Self.longestRateSeconds
        var last = number
        var changes: [NodeChangeStore.Change] = []
        repeat {
            let start = last
            changes = try await ground.database.read { try NodeChangeStore($0).list(after: start, limit: Self.batch) }
            try await follow(changes.filter { $0.node != node.name }, isFresh: isFresh)
            last = changes.last?.number ?? last
            place.set(last, at: now)
        } while changes.count == Self.batch
        if last == number { try await beginAnewIfSetBack(before: number) }
    }

    /// A database that was put back to an earlier state counts from there.
    private func beginAnewIfSetBack(before number: Int64) async throws {
        guard try await ground.database.read({ try NodeChangeStore($0).latest() }) < number else { return }
        try await begin()
        try await indexing.rebuild()
        try await taxonomy.follow()
        await live.finish()
    }

    private func followAlways() async {
        guard node != nil, let database = ground.database as? PostgresDatabase else {
            do { try await Task.sleep(for: .seconds(86_400 * 365)) } catch {}
            return
        }
        var sweptAt = ground.world.uptimeSeconds()
        while !Task.isCancelled {
            do {
                try await database.awaitNews(milliseconds: Self.pauseMilliseconds)
                try await follow()
                guard ground.world.uptimeSeconds() - sweptAt > Double(Self.momentSeconds) else { continue }
                sweptAt = ground.world.uptimeSeconds()
                try await forgetMoments()
            } catch {
                guard !Task.isCancelled else { return }
                ground.logger.warning("other nodes cannot be followed", metadata: ["error": "\(error)"])
                do { try await Task.sleep(for: .milliseconds(Self.pauseMilliseconds)) } catch { return }
            }
        }
    }

    /// Who did what when is nobody's business a minute later, and it is much.
    package func forgetMoments() async throws {
        let limit = ground.world.now().advanced(bySeconds: -Self.momentSeconds)
        try await ground.database.write { connection in
            try NodeChangeStore(connection).delete(
                [NodeLink.Kind.rates.rawValue, NodeLink.Kind.live.rawValue], olderThan: limit)
        }
    }

    /// Many changes of one thing are followed once, as it is now. What may fail comes first: then nothing is told twice.
    private func follow(_ changes: [NodeChangeStore.Change], isFresh: Bool) async throws {
        var clips: [ID<Clip>] = []
        var kinds: Set<NodeLink.Kind> = []
        for change in changes {
            guard let kind = NodeLink.Kind(rawValue: change.kind) else { continue }
            kinds.insert(kind)
            switch kind {
            case .clip: clips.append(ID(change.subject))
            case .person: await live.drop(ID(change.subject))
            case .live, .rates, .taxonomy, .learn, .learnProvided, .startOver: break
            }
        }
        if kinds.contains(.startOver) { try await indexing.provided?.startOver() }
        if kinds.contains(.taxonomy) { try await taxonomy.follow() }
        if !clips.isEmpty { try await follow(clips) }
        if kinds.contains(.learn) { learning.ask() }
        if kinds.contains(.learnProvided) { learningProvided.ask() }
        for change in changes {
            switch NodeLink.Kind(rawValue: change.kind) {
            case .live: await understand(change) { await live.deliver($0) }
            case .rates where isFresh: await understand(change) { await rateListener.tell($0) }
            default: break
            }
        }
    }

    /// One that cannot be read must not keep the others away.
    private func follow(_ clips: [ID<Clip>]) async throws {
        do {
            try await indexing.follow(clips)
        } catch let failure as DatabaseFailure where failure.kind == .decoding {
            for clip in Set(clips) {
                do {
                    try await indexing.follow([clip])
                } catch let failure as DatabaseFailure where failure.kind == .decoding {
                    ground.logger.error(
                        "a clip cannot be followed", metadata: ["clip": "\(clip)", "error": "\(failure)"])
                }
            }
        }
    }

    /// A later version may tell what this one does not understand: that must not keep the rest away.
    private func understand<Told: Decodable>(_ change: NodeChangeStore.Change, _ use: (Told) async -> Void) async {
        do {
            await use(try JSONDecoder().decode(Told.self, from: Data(change.subject.utf8)))
        } catch {
            ground.logger.warning("what another node told is not understood", metadata: ["error": "\(error)"])
        }
    }

    /// Vectors of another size are no matter of this node: whoever made them has begun anew.
    private func learnProvided() async throws {
        _ = try await indexing.provided?.learn()
    }

    private func learn(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            ground.logger.warning("objections were not learned anew", metadata: ["error": "\(error)"])
        }
    }
}

/// Something that is to be done soon, once for all who ask meanwhile.
private struct Wish: Sendable {
    let asked: AsyncStream<Void>
    private let asking: AsyncStream<Void>.Continuation

    init() {
        (asked, asking) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func ask() { asking.yield() }
}

/// How far this node has followed, and when it last looked.
private final class FollowerPlace: Sendable {
    private let state = Mutex<(number: Int64?, readAt: Double)>((nil, 0))

    /// Nil before it has begun.
    var number: Int64? { state.withLock { $0.number } }

    var readAt: Double { state.withLock { $0.readAt } }

    func set(_ number: Int64, at uptime: Double) {
        state.withLock { $0 = (number, uptime) }
    }
}

/// Whoever counts how often people ask.
private final class RateListener: Sendable {
    private let listener = Mutex<(@Sendable ([String: Double]) async -> Void)?>(nil)

    func set(_ listener: @escaping @Sendable ([String: Double]) async -> Void) {
        self.listener.withLock { $0 = listener }
    }

    func tell(_ spent: [String: Double]) async {
        await listener.withLock { $0 }?(spent)
    }
}
