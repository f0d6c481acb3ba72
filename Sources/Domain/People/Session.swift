/// One sign-in of one browser. The cookie's value is never stored, only its SHA-256 (SE-1).
package struct Session: Sendable, Hashable, Identified {
    package static let idPrefix = "session"

    package let id: ID<Session>
    package let person: ID<Person>
    package let createdAt: Instant
    package let lastSeenAt: Instant
    /// The browser in a few words, for the list of one's own sessions.
    package let device: String

    package init(id: ID<Session>, person: ID<Person>, createdAt: Instant, lastSeenAt: Instant, device: String) {
        self.id = id
        self.person = person
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.device = device
    }
}

/// A personal token `und_<id>_<secret>`; only the secret's SHA-256 is stored (TK-1).
package struct APIToken: Sendable, Hashable, Identified {
    package static let idPrefix = "token"

    package let id: ID<APIToken>
    package let person: ID<Person>
    package let name: String
    package let scopes: Set<Scope>
    package let createdAt: Instant
    package let expiresAt: Instant
    package let lastUsedAt: Instant?

    package init(
        id: ID<APIToken>, person: ID<Person>, name: String, scopes: Set<Scope>, createdAt: Instant, expiresAt: Instant,
        lastUsedAt: Instant?
    ) {
        self.id = id
        self.person = person
        self.name = name
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}
