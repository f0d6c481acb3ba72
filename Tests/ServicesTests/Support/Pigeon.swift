import Domain
import Rehearsal
import Services
import Synchronization

/// Keeps what it is given, or refuses to take anything.
final class Pigeon: Mailer {
    let carried = Mutex<[Mail]>([])
    let isTired = Mutex(false)

    func send(_ mail: Mail) async throws {
        if isTired.withLock({ $0 }) { throw Interrupted() }
        carried.withLock { $0.append(mail) }
    }

    var count: Int { carried.withLock(\.count) }
    var last: Mail? { carried.withLock(\.last) }
}

extension Stage {
    /// The day's mail, as the hourly round sends it; each says how many sets, cues, clips that wait and news it tells of.
    func digests(_ pigeon: Pigeon) -> Digests {
        Digests(
            ground: Ground(database: database, world: world.world, logger: Stage.quiet), mailer: pigeon
        ) { digest in
            try Mail(
                to: digest.person.email,
                subject: "\(digest.lines.count) \(digest.cues) \(digest.waiting) \(digest.news.count)",
                text: digest.lines.map { "\($0.title) \($0.sender ?? "")" }.joined(separator: "\n"))
        }
    }

    /// Puts the clock to so many hours after midnight (UTC), so many days on.
    func go(days: Int64, hour: Int64) {
        let target = (world.now.day.daysSince1970 + days) * 86_400 + hour * 3600
        world.advance(seconds: target - world.now.milliseconds / 1000)
    }
}
