import Database
package import Domain
import Store

/// Facts about the installation that admins see and set.
package struct SettingService: Sendable {
    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    package func organisation() async throws -> String {
        try await ground.database.read { try SettingStore($0).get("organisation") ?? "Understudy" }
    }

    /// What stands around every page, in one reading.
    package func facts() async throws -> (organisation: String, isDemo: Bool) {
        try await ground.database.read { connection in
            let settings = SettingStore(connection)
            return (try settings.get("organisation") ?? "Understudy", try settings.get("demo") != nil)
        }
    }

    /// Whether everything here was made by `understudy demo`.
    package func isDemo() async throws -> Bool {
        try await ground.database.read { try SettingStore($0).get("demo") != nil }
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
