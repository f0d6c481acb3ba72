package import Domain

/// Who a request comes from, for handlers that need someone: there is no way to get here without a person.
package struct Caller: Sendable {
    /// By which key the caller came in.
    package enum Key: Sendable, Hashable {
        case session(Session, confirmedAt: Instant)
        case token(ID<APIToken>)
        /// The key file of this machine.
        case machine
    }

    package let actor: Actor
    package let key: Key
    /// Goes into forms as `_csrf` and into scripts' `X-CSRF-Token`; empty without a session.
    package let csrfToken: String

    package init(actor: Actor, key: Key, csrfToken: String = "") {
        self.actor = actor
        self.key = key
        self.csrfToken = csrfToken
    }

    package var person: Person { actor.person }

    package var session: Session? {
        guard case .session(let session, _) = key else { return nil }
        return session
    }

    /// For what is grave: the password was given less than ten minutes ago. Tokens and the machine are not asked (AU-10).
    /// - Throws: 403 `reauth_required`.
    package func requireConfirmed(at now: Instant) throws {
        guard case .session(_, let confirmedAt) = key, now.seconds(since: confirmedAt) >= 600 else { return }
        throw Problem.forbidden("reauth_required", "Please give your password once more")
    }
}

/// Someone before signing in: what the sign-in and set-up forms need (CS-5).
package struct Doorway: Sendable {
    package let csrfToken: String
    /// Set when the visitor is signed in already.
    package let caller: Caller?
}
