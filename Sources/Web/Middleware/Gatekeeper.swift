import Crypto
package import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Turns what a request shows into who calls. The questions to the database are handed in.
package struct Gatekeeper: Sendable {
    /// The session behind a cookie.
    package struct FoundSession: Sendable {
        package let actor: Actor
        package let session: Session
        package let confirmedAt: Instant

        package init(actor: Actor, session: Session, confirmedAt: Instant) {
            self.actor = actor
            self.session = session
            self.confirmedAt = confirmedAt
        }
    }

    /// The token behind a bearer.
    package struct FoundToken: Sendable {
        package let actor: Actor
        package let token: ID<APIToken>

        package init(actor: Actor, token: ID<APIToken>) {
            self.actor = actor
            self.token = token
        }
    }

    private let findSession: @Sendable (String) async throws -> FoundSession?
    private let findToken: @Sendable (String) async throws -> FoundToken?
    private let operatorActor: @Sendable (String?) async throws -> Actor
    let revokeLeaked: @Sendable (String) async throws -> Void
    private let operatorKey: String?

    /// - Parameter operatorKey: what the key file of this machine holds; nil turns that way in off.
    package init(
        operatorKey: String?,
        findSession: @escaping @Sendable (String) async throws -> FoundSession?,
        findToken: @escaping @Sendable (String) async throws -> FoundToken?,
        operatorActor: @escaping @Sendable (String?) async throws -> Actor,
        revokeLeaked: @escaping @Sendable (String) async throws -> Void
    ) {
        self.operatorKey = operatorKey
        self.findSession = findSession
        self.findToken = findToken
        self.operatorActor = operatorActor
        self.revokeLeaked = revokeLeaked
    }

    /// Nil when the request shows nothing, or a session that means nothing any more.
    /// - Throws: `Problem` 401 `invalid_token`, 400 for two people at once (CS-4), 429.
    func caller(of request: Request, _ context: WebContext, _ house: House) async throws -> Caller? {
        guard let header = request.headers[.authorization] else { return try await sessionCaller(of: request, house) }
        let parts = header.split(separator: " ", maxSplits: 1)
        let credentials = parts.count == 2 ? String(parts[1]).trimmedText : ""
        switch parts.first?.lowercased() {
        case "bearer":
            let caller = try await tokenCaller(credentials, context, house)
            // A token does without the cookie, but two people in one request is a mistake nobody should guess about.
            if let other = try await sessionCaller(of: request, house), other.person.id != caller.person.id {
                throw Problem.badRequest("two_people", "The token and the cookie belong to different people")
            }
            return caller
        case "operator":
            return try await operatorCaller(credentials, request, context, house)
        default:
            throw Self.invalidToken
        }
    }

    /// The session behind the cookie alone.
    func sessionCaller(of request: Request, _ house: House) async throws -> Caller? {
        guard let secret = house.cookies.session(in: request), let found = try await findSession(secret) else {
            return nil
        }
        return Caller(
            actor: found.actor, key: .session(found.session, confirmedAt: found.confirmedAt),
            csrfToken: house.csrf.token(for: found.session.id))
    }

    private func tokenCaller(_ bearer: String, _ context: WebContext, _ house: House) async throws -> Caller {
        try await house.limits.requireFewFailures(context.network)
        guard let found = try await findToken(bearer) else {
            await house.limits.failed(context.network)
            throw Self.invalidToken
        }
        return Caller(actor: found.actor, key: .token(found.token))
    }

    private func operatorCaller(
        _ key: String, _ request: Request, _ context: WebContext, _ house: House
    ) async throws -> Caller {
        try await house.limits.requireFewFailures(context.network)
        // Whoever can read the file is on this machine; a request from elsewhere that shows it has stolen it.
        guard let operatorKey, operatorKey.utf8.count >= 32, context.client?.isLoopback == true,
            ConstantTime.equal(key, operatorKey)
        else {
            await house.limits.failed(context.network)
            throw Self.invalidToken
        }
        let email = Self.actsAs.flatMap { request.headers[$0] }
        return Caller(actor: try await operatorActor(email), key: .machine)
    }

    private static let actsAs = HTTPField.Name("X-Understudy-As")

    private static let invalidToken = Problem(
        status: 401, code: "invalid_token", title: "This token is not valid",
        detail: "It may have ended or been revoked. Nothing was changed.")
}

/// Compares secrets without telling by time how much of them is right.
enum ConstantTime {
    static func equal(_ left: String, _ right: String) -> Bool {
        let first = Array(left.utf8)
        let second = Array(right.utf8)
        guard first.count == second.count else { return false }
        return zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension ClientAddress {
    /// Whether the client is this machine.
    var isLoopback: Bool { text == "::1" || text.hasPrefix("127.") }
}
