import Database
package import Domain
import Lookup
import Media
import Store

/// What an operator watches of this node.
package struct FigureService: Sendable {
    private let ground: Ground
    private let workshop: Workshop
    private let readiness: Readiness
    private let follower: ChangeFollower

    init(ground: Ground, workshop: Workshop, readiness: Readiness, follower: ChangeFollower) {
        self.ground = ground
        self.workshop = workshop
        self.readiness = readiness
        self.follower = follower
    }

    package struct Figures: Sendable, Hashable {
        /// Jobs in each state, over all nodes; empty while the database does not answer.
        package var jobs: [JobState: Int] = [:]
        package var isDatabaseThere = false
        package var isStoreThere = false
        package var isDraining = false
        package var indexedClips = 0
        package var isIndexReady = false
        package var openPages = 0
        /// Since this node last looked what others changed; nil where there are none.
        package var secondsSinceFollowed: Double?

        package init() {}
    }

    package func figures() async -> Figures {
        var figures = Figures()
        do {
            figures.jobs = try await ground.database.read { try JobStore($0).counts() }
            figures.isDatabaseThere = true
        } catch {
            // The figure says it; whoever reads it will look into the log.
            figures.isDatabaseThere = false
        }
        figures.isStoreThere = workshop.blobs.isReachable
        figures.isDraining = readiness.isDraining
        figures.indexedClips = workshop.index.index.clipCount
        figures.isIndexReady = workshop.index.index.state == .ready
        figures.openPages = await workshop.live.listeners
        figures.secondsSinceFollowed = follower.lookedAt.map { ground.world.uptimeSeconds() - $0 }
        return figures
    }
}
