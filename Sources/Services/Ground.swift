package import Database
package import Domain
package import Logging

/// What every service stands on.
package struct Ground: Sendable {
    package let database: any Database
    package let world: World
    package let logger: Logger

    package init(database: any Database, world: World, logger: Logger) {
        self.database = database
        self.world = world
        self.logger = logger
    }
}
