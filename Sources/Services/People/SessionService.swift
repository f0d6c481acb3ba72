import Database
package import Domain
import Logging
import Store

/// Signing in and out, sessions, and the first account of all.
package struct SessionService: Sendable {
    private let ground: Ground
    private let hasher: PasswordHasher
    private let limiter: SignInLimiter
    private let live: LiveFeed
    /// By the hash of their secrets: every request asks, and they change when somebody signs in or out or is changed.
    private let known: FreshCache<String, SessionStore.Found>

    package init(ground: Ground, hasher: PasswordHasher, limiter: SignInLimiter, live: LiveFeed) {
        self.ground = ground
        self.hasher = hasher
        self.limiter = limiter
        self.live = live
        known = FreshCache(ground.database.changes, tables: ["session", "person", "team_member", "team"])
    }

    /// A session with the secret that goes into the cookie; it is nowhere else.
    package struct NewSession: Sendable {
        package let secret: String
        package let session: Session
        package let person: Person
    }

    /// The session behind a cookie, its person as they are now.
    package struct SignedIn: Sendable {
        package let actor: Actor
        package let session: Session
        /// When the person last gave their password (AU-10).
        package let confirmedAt: Instant
    }

    /// - Throws: `Problem` 401 `sign_in_failed`, the same whatever was wrong (AU-4); 429.
    package func signIn(email: String, password: String, network: String, device: String) async throws -> NewSession {
        let account = email.trimmedText.lowercased()
        try await limiter.admit(account: account, network: network)
        let known = try await ground.database.read { try PersonStore($0).find(email: account) }
        let usable = known.flatMap { $0.person.isActive ? $0.passwordHash : nil }
        let isRight = password.utf8.count <= 1024 ? try await hasher.verify(password, against: usable) : false
        guard isRight, let known, let usable else {
            try await limiter.failed(account: account)
            try await note(Event("session.refused", actor: known?.person.id, note: network))
            throw Self.signInFailed
        }
        try await limiter.succeeded(account: account, network: network)
        if await hasher.needsRehash(usable) {
            let fresh = try await hasher.hash(password)
            try await ground.database.write { try PersonStore($0).setPasswordHash(fresh, of: known.person.id) }
        }
        return try await start(known.person, device: device, event: "session.started")
    }

    /// Nil when the cookie means nothing (any more): unknown, too old, idle too long, or the account is closed.
    package func find(secret: String) async throws -> SignedIn? {
        guard secret.utf8.count == 64 else { return nil }
        let hash = Secret.hash(secret)
        let kept = try await known.value(hash) {
            try await ground.database.read { try SessionStore($0).find(secretHash: hash) }
        }
        guard let found = kept else { return nil }
        let now = ground.world.now()
        let limits = SessionLimits(role: found.person.role)
        guard found.person.isActive, now.seconds(since: found.session.createdAt) < limits.absoluteSeconds,
            now.seconds(since: found.session.lastSeenAt) < limits.idleSeconds
        else { return nil }
        if now.seconds(since: found.session.lastSeenAt) >= 60 { await touch(found.session.id, at: now) }
        return SignedIn(
            actor: Actor(person: found.person, teams: found.teams), session: found.session,
            confirmedAt: found.confirmedAt)
    }

    package func signOut(_ session: ID<Session>, by actor: Actor) async throws {
        try await end(session, by: actor)
    }

    /// One's own sessions, latest first.
    package func list(by actor: Actor) async throws -> [Session] {
        try await ground.database.read { try SessionStore($0).list(of: actor.person.id) }
    }

    /// Ends one of one's own sessions.
    /// - Throws: `Problem.notFound` when it is not one's own.
    package func end(_ session: ID<Session>, by actor: Actor) async throws {
        try await change { connection, events in
            guard try SessionStore(connection).delete(session, of: actor.person.id) else { throw Problem.notFound }
            events.append(Event("session.ended", by: actor, object: session.text))
        }
        // Streams do not know their session: all of the person's start anew, and the ended one does not get in.
        await live.drop(actor.person.id)
    }

    /// The password once more before something grave (AU-10); the cookie's secret changes with it (SE-2).
    package func confirm(
        password: String, network: String, session: ID<Session>, by actor: Actor
    ) async throws -> String {
        try await limiter.admit(account: actor.person.email, network: network)
        let hash = try await ground.database.read { try PersonStore($0).passwordHash(of: actor.person.id) }
        guard try await hasher.verify(password, against: hash) else {
            try await limiter.failed(account: actor.person.email)
            throw Problem.invalid("password", "This is not your password.", code: "password_wrong")
        }
        try await limiter.succeeded(account: actor.person.email, network: network)
        let secret = Secret.make(ground.world)
        let now = ground.world.now()
        try await change { connection, events in
            try SessionStore(connection).replaceSecret(of: session, with: Secret.hash(secret))
            try SessionStore(connection).confirm(session, at: now)
            events.append(Event("session.confirmed", by: actor, object: session.text))
        }
        return secret
    }

    /// Whether nobody has an account yet.
    package func setUpNeeded() async throws -> Bool {
        try await ground.database.read { try PersonStore($0).count() == 0 }
    }

    /// A new one-time secret for the set-up page, printed to the console; an older one stops working (AU-9).
    package func makeSetUpToken() async throws -> String {
        let secret = Secret.make(ground.world)
        let now = ground.world.now()
        try await ground.database.write { connection in
            try SettingStore(connection).set("set_up_token", to: Secret.hash(secret), at: now)
        }
        return secret
    }

    /// The first account, an admin, and their team. Works once, with the printed token.
    /// - Throws: `Problem.notFound` when there is an account already or the token is wrong.
    package func setUp(
        token: String, organisation: String, name: String, email: String, password: String, device: String
    ) async throws -> NewSession {
        try await limiter.admit(account: "set-up", network: "set-up")
        let expected = try await ground.database.read { connection in
            try PersonStore(connection).count() == 0 ? SettingStore(connection).get("set_up_token") : nil
        }
        guard let expected, Secret.hash(token) == expected else {
            try await limiter.failed(account: "set-up")
            throw Problem.notFound
        }
        try await limiter.succeeded(account: "set-up", network: "set-up")
        let input = try NewPerson(name: name, email: email, role: Role.admin.rawValue, password: password)
        let label = organisation.trimmedText
        guard (1...100).contains(label.count) else {
            throw Problem.invalid("organisation", "Please give your organisation's name, at most 100 characters.")
        }
        let hash = try await hasher.hash(password)
        let world = ground.world
        let now = world.now()
        let person = Person(id: world.id(), name: input.name, email: input.email, role: .admin, createdAt: now)
        let team = Team(id: world.id(), name: label, createdAt: now)
        try await change { connection, events in
            guard try PersonStore(connection).count() == 0 else { throw Problem.notFound }
            try PersonStore(connection).insert(person, passwordHash: hash)
            try TeamStore(connection).insert(team)
            try TeamStore(connection).add(person.id, to: team.id, at: now)
            try SettingStore(connection).set("organisation", to: label, at: now)
            try SettingStore(connection).delete("set_up_token")
            events.append(Event("person.added", actor: person.id, object: person.id.text, note: "set-up"))
        }
        return try await start(person, device: device, event: "session.started")
    }

    /// Who a command on this machine acts as: the named person, or an admin that is no person while none is named.
    /// - Throws: `Problem.invalid` when nobody has this address.
    package func operatorActor(as email: String?) async throws -> Actor {
        guard let email else {
            let machine = Person(
                id: .commandLine, name: "Command line", email: "operator@localhost", role: .admin,
                createdAt: ground.world.now())
            return Actor(person: machine, teams: [], isOperator: true)
        }
        let found = try await ground.database.read { connection -> Actor? in
            guard let known = try PersonStore(connection).find(email: email.lowercased()), known.person.isActive else {
                return nil
            }
            let teams = try TeamStore(connection).teams(of: known.person.id)
            return Actor(person: known.person, teams: teams, isOperator: true)
        }
        guard let found else { throw Problem.invalid("email", "Nobody here has the address \(email).") }
        return found
    }

    /// Sessions nobody can use any more.
    package func sweep() async throws {
        let now = ground.world.now()
        let widest = SessionLimits(role: .rep)
        let idleBefore = now.advanced(bySeconds: -Int64(widest.idleSeconds))
        let createdBefore = now.advanced(bySeconds: -Int64(widest.absoluteSeconds))
        try await ground.database.write { connection in
            _ = try SessionStore(connection).deleteExpired(idleBefore: idleBefore, createdBefore: createdBefore)
        }
    }

    private func start(_ person: Person, device: String, event: String) async throws -> NewSession {
        let secret = Secret.make(ground.world)
        let now = ground.world.now()
        let session = Session(
            id: ground.world.id(), person: person.id, createdAt: now, lastSeenAt: now,
            device: String(device.trimmedText.prefix(80)))
        try await change { connection, events in
            try SessionStore(connection).insert(session, secretHash: Secret.hash(secret))
            _ = try SessionStore(connection).deleteOldest(of: person.id, keeping: 20)
            events.append(Event(event, actor: person.id, object: session.id.text, note: session.device))
        }
        return NewSession(secret: secret, session: session, person: person)
    }

    /// Allowed to fail: a full disk must not end sessions that are open (OP-4).
    private func touch(_ session: ID<Session>, at now: Instant) async {
        do {
            try await ground.database.write { try SessionStore($0).touch(session, at: now) }
        } catch {
            ground.logger.warning("last-seen not written", metadata: ["error": "\(error)"])
        }
    }

    private func note(_ event: Event) async throws {
        try await change { _, events in events.append(event) }
    }

    private func change(
        _ body: @escaping @Sendable (any Connection, inout [Event]) throws -> Void
    ) async throws {
        try await ground.change(body)
    }

    private static let signInFailed = Problem(
        status: 401, code: "sign_in_failed", title: "This address and password do not belong together",
        detail: "Check both and try again. If you have forgotten your password, ask an admin of your team.")
}

/// How long a session lives (SE-3): admins shorter than everyone else.
package struct SessionLimits: Sendable {
    package let idleSeconds: Double
    package let absoluteSeconds: Double

    package init(role: Role) {
        idleSeconds = role == .admin ? 3600 : 12 * 3600
        absoluteSeconds = role == .admin ? 12 * 3600 : 14 * 86_400
    }
}
