import Database
package import Domain
import Store

/// Facts about the installation that admins see and set.
package struct SettingService: Sendable {
    private let ground: Ground
    private let known: FreshCache<String, Facts>

    package init(ground: Ground) {
        self.ground = ground
        known = FreshCache(ground.database.changes, tables: ["setting"])
    }

    /// What stands around every page.
    package struct Facts: Sendable {
        package let organisation: String
        /// Everything here was made by `understudy demo`.
        package let isDemo: Bool
    }

    package func organisation() async throws -> String {
        try await facts().organisation
    }

    package func facts() async throws -> Facts {
        let facts = try await known.value("facts") {
            try await ground.database.read { connection in
                let settings = SettingStore(connection)
                return Facts(
                    organisation: try settings.get("organisation") ?? "Understudy",
                    isDemo: try settings.get("demo") != nil)
            }
        }
        return facts ?? Facts(organisation: "Understudy", isDemo: false)
    }

    /// Whether everything here was made by `understudy demo`.
    package func isDemo() async throws -> Bool {
        try await facts().isDemo
    }

    /// The key under the tokens of forms, the same for all nodes on this database; `suggested` becomes it when there is none yet.
    package func sharedKey(suggested: String) async throws -> String {
        let now = ground.world.now()
        return try await ground.database.write { connection in
            let settings = SettingStore(connection)
            if let known = try settings.get("secret_key") { return known }
            try settings.set("secret_key", to: suggested, at: now)
            return suggested
        }
    }

    package func markAsDemo(by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let now = ground.world.now()
        try await ground.database.write { connection in
            try SettingStore(connection).set("demo", to: "yes", at: now)
            try SettingStore(connection).set("organisation", to: "Understudy demo", at: now)
        }
    }

    package func setOrganisation(_ name: String, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let name = name.trimmedText
        guard (1...100).contains(name.count) else {
            throw Problem.invalid("organisation", "Please give a name of 1 to 100 characters.")
        }
        let now = ground.world.now()
        try await ground.change { connection, events in
            try SettingStore(connection).set("organisation", to: name, at: now)
            events.append(Event("setting.changed", by: actor, object: nil, note: "organisation"))
        }
    }
}
