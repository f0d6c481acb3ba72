import Database
package import Domain
import Store

/// Personal tokens `und_<id>_<secret>` for programs (TK-1).
package struct TokenService: Sendable {
    private let ground: Ground

    package init(ground: Ground) {
        self.ground = ground
    }

    /// Nil when the token means nothing (any more).
    package func find(bearer: String) async throws -> (actor: Actor, token: APIToken)? {
        guard bearer.hasPrefix("und_"), bearer.utf8.count < 200, let cut = bearer.lastIndex(of: "_"),
            let id = ID<APIToken>(parsing: bearer[..<cut].dropFirst(4))
        else { return nil }
        let hash = Secret.hash(String(bearer[bearer.index(after: cut)...]))
        let now = ground.world.now()
        guard let found = try await ground.database.read({ try TokenStore($0).find(id: id, secretHash: hash) }),
            found.person.isActive, found.token.expiresAt > now
        else { return nil }
        if now.seconds(since: found.token.lastUsedAt ?? Instant(milliseconds: 0)) >= 60 {
            try await ground.database.write { try TokenStore($0).touch(id, at: now) }
        }
        return (Actor(person: found.person, teams: found.teams, scopes: found.token.scopes), found.token)
    }

    /// A new token; its text is shown this once.
    /// - Throws: `Problem.invalid`; 403 for a scope `admin` without the role.
    package func create(
        name: String, scopes: Set<Scope>, days: Int, by actor: Actor
    ) async throws -> (token: APIToken, text: String) {
        var problems = FieldProblems()
        let name = name.trimmedText
        if name.isEmpty || name.count > 100 { problems.add("name", "Please give a name of 1 to 100 characters.") }
        if scopes.isEmpty { problems.add("scopes", "Please choose at least one thing the token may do.") }
        if !(1...365).contains(days) { problems.add("days", "A token lives 1 to 365 days.") }
        try problems.check()
        if scopes.contains(.admin) { try Permission.requireAdmin(actor) }
        let secret = Secret.make(ground.world)
        let now = ground.world.now()
        let token = APIToken(
            id: ground.world.id(), person: actor.person.id, name: name, scopes: scopes, createdAt: now,
            expiresAt: now.advanced(bySeconds: Int64(days) * 86_400), lastUsedAt: nil)
        try await ground.change { connection, events in
            try TokenStore(connection).insert(token, secretHash: Secret.hash(secret))
            events.append(Event("token.created", by: actor, object: token.id.text))
        }
        return (token, "und_\(token.id.text)_\(secret)")
    }

    package func list(by actor: Actor) async throws -> [APIToken] {
        try await ground.database.read { try TokenStore($0).list(of: actor.person.id) }
    }

    /// - Throws: `Problem.notFound` when it is not one's own.
    package func revoke(_ token: ID<APIToken>, by actor: Actor) async throws {
        try await ground.change { connection, events in
            guard try TokenStore(connection).delete(token, of: actor.person.id) else { throw Problem.notFound }
            events.append(Event("token.revoked", by: actor, object: token.text))
        }
    }

    /// A token that was seen in an address is not a secret any more (TK-1).
    package func revokeLeaked(bearer: String) async throws {
        guard let found = try await find(bearer: bearer) else { return }
        try await revoke(found.token.id, by: found.actor)
    }
}
