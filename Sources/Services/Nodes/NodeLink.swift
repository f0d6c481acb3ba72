import Database
import Domain
import Foundation
import Logging
import Store

/// What a node tells the others on the same database. What has to be followed whatever happens is written down by the database
/// itself, with the change; this is for what only this process knows.
package struct NodeLink: Sendable {
    /// What is told, and what the others do about it.
    enum Kind: String {
        /// A clip changed: it is read into the index anew.
        case clip
        /// The lists changed: they are read anew.
        case taxonomy
        /// Somebody's account, teams or sessions changed: their event streams start anew.
        case person
        /// Something for open pages.
        case live
        /// What clips are tagged with has changed: the objections are learned anew.
        case learn
        /// The same by the vectors of a provider.
        case learnProvided = "learn_provided"
        /// The provider has another model under the same name: all its vectors are gone.
        case startOver = "start_over"
        /// How often people asked here: counts there, too.
        case rates
    }

    /// Of this storage folder, and of the connections to the database.
    package let name: String
    private let ground: Ground
    private let smallWrites: BatchingWriter

    init(name: String, ground: Ground, smallWrites: BatchingWriter) {
        self.name = name
        self.ground = ground
        self.smallWrites = smallWrites
    }

    /// Returns when it is told. What cannot be told is logged: open pages hear of the next change.
    func tell(_ kind: Kind, _ subject: String) async {
        let (name, now) = (name, ground.world.now())
        do {
            try await smallWrites.write { connection in
                try NodeChangeStore(connection).append(kind.rawValue, subject, by: name, at: now)
            }
        } catch {
            ground.logger.warning("other nodes were not told", metadata: ["kind": "\(kind)", "error": "\(error)"])
        }
    }

    /// Something for open pages.
    func tell(_ event: RelayedEvent) async {
        await tell(.live, event)
    }

    /// How often people asked here since the last time.
    package func tellRates(_ spent: [String: Double]) async {
        await tell(.rates, spent)
    }

    private func tell(_ kind: Kind, _ value: some Encodable) async {
        do {
            await tell(kind, String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
        } catch {
            ground.logger.error("other nodes cannot be told", metadata: ["kind": "\(kind)", "error": "\(error)"])
        }
    }
}
