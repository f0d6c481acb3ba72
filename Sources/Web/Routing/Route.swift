package import Domain
package import HTTPTypes
package import Hummingbird

/// One address of the server with everything that is true of it: who may call, what it takes, how often, what it gives.
/// Registered from one table that the API document, the limits and the tests read too (AZ-7).
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    /// `/api/v1/clips/{clip}`; `**` at the end takes the rest.
    package let path: String
    package let access: Access
    package let body: Body
    package let rate: RateClass
    /// Whether `Idempotency-Key` is honoured (DS-4). Never for answers that hold a secret.
    package let isRepeatable: Bool
    package let about: About

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, body: Body = .none,
        rate: RateClass = .ordinary, isRepeatable: Bool = false, about: About
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.body = body
        self.rate = rate
        self.isRepeatable = isRepeatable
        self.about = about
    }

    package static func get(
        _ path: String, _ access: Access, rate: RateClass = .ordinary, about: About
    ) -> Route {
        Route(.get, path, access, rate: rate, about: about)
    }

    package static func post(
        _ path: String, _ access: Access, body: Body = .none, rate: RateClass = .ordinary, isRepeatable: Bool = false,
        about: About
    ) -> Route {
        Route(.post, path, access, body: body, rate: rate, isRepeatable: isRepeatable, about: about)
    }

    package static func put(
        _ path: String, _ access: Access, body: Body = .none, rate: RateClass = .ordinary, about: About
    ) -> Route {
        Route(.put, path, access, body: body, rate: rate, about: about)
    }

    package static func patch(
        _ path: String, _ access: Access, body: Body = .none, rate: RateClass = .ordinary, about: About
    ) -> Route {
        Route(.patch, path, access, body: body, rate: rate, about: about)
    }

    package static func delete(
        _ path: String, _ access: Access, rate: RateClass = .ordinary, about: About
    ) -> Route {
        Route(.delete, path, access, rate: rate, about: about)
    }

    package var surface: Surface { Surface(path: path) }
}

/// Who may call a route, together with what answers: neither can be said without the other.
package enum Access: Sendable {
    package typealias Handler = @Sendable (WebRequest, Caller) async throws -> Response

    /// Everyone; nobody is looked up.
    case open(@Sendable (WebRequest) async throws -> Response)
    /// Everyone, with the token that protects the forms before signing in (CS-5).
    case doorway(@Sendable (WebRequest, Doorway) async throws -> Response)
    /// A session, or a token with this scope.
    case signedIn(Scope, Handler)
    /// A session or the machine's own key, never a token: one's sessions, passwords and tokens.
    case inPerson(Handler)
    /// An admin's session, the machine's own key, or an admin's token with the scope `admin`.
    case admin(Handler)
    /// A page: a session and nothing else. Without one, GET goes to sign-in.
    case page(Handler)
    /// A page for admins.
    case adminPage(Handler)

    /// The one word by which documents and tests name it.
    package var word: String {
        switch self {
        case .open: "open"
        case .doorway: "doorway"
        case .signedIn(let scope, _): "signed_in:\(scope.rawValue)"
        case .inPerson: "in_person"
        case .admin: "admin"
        case .page: "page"
        case .adminPage: "admin_page"
        }
    }

    package var isPublic: Bool {
        switch self {
        case .open, .doorway: true
        default: false
        }
    }
}

/// What a route takes as its body.
package enum Body: Sendable, Hashable {
    case none
    /// One JSON object of at most 1 MiB.
    case json
    /// A form of at most 1 MiB and 10,000 fields.
    case form
    /// Text of one of these content types.
    case text([String], limit: Int)
    /// Bytes the handler reads itself.
    case stream(limit: Int64)

    /// 1 MiB.
    package static let ordinaryLimit = 1 << 20

    /// What the gate lets in before anyone has looked at it.
    var rule: BodyRule {
        switch self {
        case .none, .json, .form: .ordinary
        case .text(_, let limit): BodyRule(maximumBytes: Int64(limit), isUpload: false)
        case .stream(let limit): .upload(maximumBytes: limit)
        }
    }
}

/// Which limit a route counts against (RL-3).
package enum RateClass: String, Sendable, Hashable, CaseIterable {
    /// 1,200 a minute.
    case ordinary
    /// 20 a second, bursts of 60: lookups and suggestions.
    case lookup
    /// 2 a second: what players report.
    case beacon
    /// 60 an hour: beginning an upload.
    case uploadCreation
    /// Not counted: health, assets, bytes of media.
    case uncounted
}

/// Whom an address speaks to: decides security headers and how problems look.
package enum Surface: Sendable, Hashable {
    case page, api, media, asset

    package init(path: String) {
        if path.hasPrefix("/media/") {
            self = .media
        } else if path.hasPrefix("/assets/") {
            self = .asset
        } else if path.hasPrefix("/api/") || path == "/healthz" || path == "/readyz" || path == "/metrics" {
            self = .api
        } else {
            self = .page
        }
    }
}
