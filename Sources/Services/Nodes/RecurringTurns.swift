import Database
import Domain
import Store

/// Sees to it that what is done now and then is done by one of the nodes.
struct RecurringTurns: Sendable {
    let ground: Ground
    let node: String

    /// Whether it is time, and this node is the one.
    func take(_ name: String, everySeconds seconds: Int64) async throws -> Bool {
        let (node, own) = (node, ground.world.now())
        return try await ground.database.write { connection in
            let now = try SharedClock(connection).now(own: own)
            return try RecurringWorkStore(connection).take(name, every: seconds, by: node, at: now)
        }
    }
}
