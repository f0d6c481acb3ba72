import Database
package import Domain
import Store

/// Accounts: who there is, and what an admin does with them.
package struct PersonService: Sendable {
    private let ground: Ground
    private let hasher: PasswordHasher
    private let limiter: SignInLimiter
    private let live: LiveFeed

    package init(ground: Ground, hasher: PasswordHasher, limiter: SignInLimiter, live: LiveFeed) {
        self.ground = ground
        self.hasher = hasher
        self.limiter = limiter
        self.live = live
    }

    /// Everyone with an account, by name.
    package func list(by actor: Actor) async throws -> [Person] {
        try await ground.database.read { try PersonStore($0).list() }
    }

    package func find(_ id: ID<Person>, by actor: Actor) async throws -> Person {
        let found = try await ground.database.read { try PersonStore($0).find(id) }
        guard let found else { throw Problem.notFound }
        return found
    }

    /// - Throws: `Problem.conflict` `email_taken`; 403 for anyone but an admin.
    @discardableResult
    package func add(_ input: NewPerson, by actor: Actor) async throws -> Person {
        try Permission.requireAdmin(actor)
        let hash = if let password = input.password { try await hasher.hash(password) } else { String?.none }
        let world = ground.world
        let now = world.now()
        let person = Person(id: world.id(), name: input.name, email: input.email, role: input.role, createdAt: now)
        try await ground.change { connection, events in
            try PersonStore(connection).insert(person, passwordHash: hash)
            let teams = TeamStore(connection)
            for name in input.teamNames {
                let team = try teams.find(name: name) ?? Team(id: world.id(), name: name, createdAt: now)
                if try teams.find(team.id) == nil { try teams.insert(team) }
                try teams.add(person.id, to: team.id, at: now)
            }
            events.append(Event("person.added", by: actor, object: person.id.text, note: input.role.rawValue))
        }
        return person
    }

    package func changeRole(of id: ID<Person>, to role: Role, by actor: Actor) async throws -> Person {
        try await edit(id, "person.role_changed", by: actor) { person, connection in
            if person.role == .admin, role != .admin { try Self.refuseLastAdmin(person, connection) }
            person.role = role
        }
    }

    /// Closes the account: sessions and tokens end in the same transaction (SE-5).
    package func deactivate(_ id: ID<Person>, by actor: Actor) async throws -> Person {
        let now = ground.world.now()
        return try await edit(id, "person.deactivated", by: actor) { person, connection in
            if person.role == .admin { try Self.refuseLastAdmin(person, connection) }
            person.deactivatedAt = now
            try TokenStore(connection).deleteAll(of: person.id)
        }
    }

    package func reactivate(_ id: ID<Person>, by actor: Actor) async throws -> Person {
        try await edit(id, "person.reactivated", by: actor) { person, _ in person.deactivatedAt = nil }
    }

    /// A new password for someone who lost theirs; every session of theirs ends.
    package func setPassword(of id: ID<Person>, to password: String, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        let person = try await find(id, by: actor)
        if let complaint = PasswordRules.complaint(about: password, name: person.name, email: person.email) {
            throw Problem.invalid("password", complaint, code: "password_common")
        }
        let hash = try await hasher.hash(password)
        try await ground.change { connection, events in
            try PersonStore(connection).setPasswordHash(hash, of: id)
            _ = try SessionStore(connection).deleteAll(of: id, except: nil)
            events.append(Event("person.password_set", by: actor, object: id.text))
        }
        await live.drop(id)
    }

    /// Ends every session of somebody.
    package func endSessions(of id: ID<Person>, by actor: Actor) async throws {
        try Permission.requireAdmin(actor)
        try await ground.change { connection, events in
            guard try PersonStore(connection).find(id) != nil else { throw Problem.notFound }
            try SessionStore(connection).deleteAll(of: id, except: nil)
            events.append(Event("session.ended_all", by: actor, object: id.text))
        }
        await live.drop(id)
    }

    /// One's own name.
    package func rename(to name: String, by actor: Actor) async throws -> Person {
        let name = name.trimmedText
        guard (1...100).contains(name.count) else {
            throw Problem.invalid("name", "Please give a name of 1 to 100 characters.")
        }
        return try await ground.change { connection, events in
            // Read again: a role or a closed account that changed since this request began stays changed.
            guard var person = try PersonStore(connection).find(actor.person.id) else { throw Problem.notFound }
            person.name = name
            try PersonStore(connection).update(person)
            events.append(Event("person.renamed", by: actor, object: person.id.text))
            return person
        }
    }

    /// The language of one's own pages; nil leaves it to the browser.
    /// - Throws: `Problem.invalid` for what is no tag of a language.
    package func chooseLanguage(_ tag: String?, by actor: Actor) async throws -> Person {
        let isTag = { (text: String) in
            (2...35).contains(text.utf8.count) && text.utf8.allSatisfy { $0 == 45 || Self.letters.contains($0) }
        }
        guard tag.map(isTag) ?? true else {
            throw Problem.invalid("language", "Please choose one of the languages there are.")
        }
        return try await ground.change { connection, events in
            guard var person = try PersonStore(connection).find(actor.person.id) else { throw Problem.notFound }
            person.language = tag
            try PersonStore(connection).update(person)
            events.append(Event("person.language_chosen", by: actor, object: person.id.text))
            return person
        }
    }

    private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// One's own password; all other sessions end (AU-6). A wrong current one counts as a failed sign-in.
    /// - Throws: 429 like a sign-in, `Problem.invalid`.
    package func changePassword(
        current: String, new: String, network: String, session: ID<Session>?, by actor: Actor
    ) async throws {
        let person = actor.person
        try await limiter.admit(account: person.email, network: network)
        let known = try await ground.database.read { try PersonStore($0).passwordHash(of: person.id) }
        guard try await hasher.verify(current, against: known) else {
            try await limiter.failed(account: person.email)
            throw Problem.invalid("current_password", "This is not your current password.", code: "password_wrong")
        }
        try await limiter.succeeded(account: person.email, network: network)
        if let complaint = PasswordRules.complaint(about: new, name: person.name, email: person.email) {
            throw Problem.invalid("new_password", complaint, code: "password_common")
        }
        let hash = try await hasher.hash(new)
        try await ground.change { connection, events in
            try PersonStore(connection).setPasswordHash(hash, of: person.id)
            _ = try SessionStore(connection).deleteAll(of: person.id, except: session)
            events.append(Event("person.password_changed", by: actor, object: person.id.text))
        }
        await live.drop(person.id)
    }

    private func edit(
        _ id: ID<Person>, _ event: String, by actor: Actor,
        _ change: @escaping @Sendable (inout Person, any Connection) throws -> Void
    ) async throws -> Person {
        try Permission.requireAdmin(actor)
        let edited = try await ground.change { connection, events in
            guard var person = try PersonStore(connection).find(id) else { throw Problem.notFound }
            try change(&person, connection)
            try PersonStore(connection).update(person)
            // A new role or a closed account counts from the next request on: old sessions are not carried over (SE-2).
            _ = try SessionStore(connection).deleteAll(of: id, except: nil)
            events.append(Event(event, by: actor, object: id.text, note: person.role.rawValue))
            return person
        }
        await live.drop(id)
        return edited
    }

    private static func refuseLastAdmin(_ person: Person, _ connection: any Connection) throws {
        guard person.isActive, try PersonStore(connection).countActiveAdmins() <= 1 else { return }
        throw Problem.conflict("last_admin", "This is the last admin", "Make someone else an admin first.")
    }
}
