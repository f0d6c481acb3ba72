package import Domain
package import Hummingbird
package import Logging
import NIOCore
import NIOHTTP1
package import Services
import Synchronization

/// What the web needs to know about the installation.
package struct WebSettings: Sendable {
    /// `https://understudy.example.com`; nil on plain loopback.
    package var publicURL: String?
    /// Reverse proxies whose word about the client is believed.
    package var proxies: [AddressRange] = []
    /// At least 32 bytes that stay as long as the storage.
    package var csrfKey: [UInt8]
    /// What the key file of this machine holds; nil turns that way in off.
    package var operatorKey: String?
    /// Where recordings come from when it is not us: an object store that browsers are sent to.
    package var mediaOrigin: String?
    package var rates: [RateClass: RateLimits.Rule] = RateLimits.standard
    /// Says what of a failure the caller can act on, such as a full disk; nil for what is ours alone.
    package var explain: @Sendable (any Error) -> Problem? = { _ in nil }

    package init(csrfKey: [UInt8]) {
        self.csrfKey = csrfKey
    }

    var isSecure: Bool { publicURL?.lowercased().hasPrefix("https://") ?? false }
}

/// Pages, API and media in front of the services: the table of routes, and the application that serves it.
package struct WebApplication: Sendable {
    package let table: RouteTable
    private let house: House
    private let settings: WebSettings
    private let world: World
    private let logger: Logger
    private let services: Services
    /// How requests were answered.
    package let counts = RequestCounts()

    /// - Parameters:
    ///   - pages: the routes of the HTML pages.
    ///   - drawProblem: draws a problem as a page.
    package init(
        services: Services, assets: Assets, languages: Languages, settings: WebSettings, world: World, logger: Logger,
        pages: [Route],
        drawProblem: @escaping ProblemAnswers.DrawPage
    ) {
        table = Self.table(services: services, assets: assets, pages: pages)
        house = House(
            gatekeeper: Gatekeeper(services, operatorKey: settings.operatorKey),
            csrf: CSRF(key: settings.csrfKey, publicOrigin: settings.publicURL),
            cookies: SessionCookies(isSecure: settings.isSecure),
            limits: RateLimits(world: world, rules: settings.rates, isShared: services.node != nil),
            repeats: Repeats(services),
            problems: ProblemAnswers(logger: logger, explain: settings.explain, drawPage: drawProblem),
            languages: languages, world: world)
        self.services = services
        self.settings = settings
        self.world = world
        self.logger = logger
    }

    /// How often people may ask, counted here.
    package var limits: RateLimits { house.limits }

    /// Every route there is, in the order of the places they belong to.
    private static func table(services: Services, assets: Assets, pages: [Route]) -> RouteTable {
        let routes: [Route] =
            SystemAPI(services: services, assets: assets).routes
            + SessionAPI(services: services).routes
            + MeAPI(services: services).routes
            + TokensAPI(services: services).routes
            + PeopleAPI(services: services).routes
            + TeamsAPI(services: services).routes
            + TaxonomyAPI(services: services).routes
            + UploadsAPI(services: services).routes
            + TaggingAPI(services: services).routes
            + ClipsAPI(services: services).routes
            + ClipWordsAPI(services: services).routes
            + MediaAPI(services: services, turns: MediaTurns()).routes
            + LookupAPI(services: services).routes
            + RequestsAPI(services: services).routes
            + LearningAPI(services: services).routes + JudgingAPI(services: services).routes
            + GapsAPI(services: services).routes
            + PackAPI(services: services).routes
            + WatchesAPI(services: services).routes
            + SetsAPI(services: services).routes
            + AssignmentsAPI(services: services).routes
            + CuesAPI(services: services).routes
            + RecallAPI(services: services).routes
            + MemoryAPI(services: services).routes
            + FeedbackAPI(services: services).routes
            + InboxAPI(services: services).routes
            + NewsAPI(services: services).routes
            + BriefsAPI(services: services).routes + TakesAPI(services: services).routes
            + RubricsAPI(services: services).routes + AgainAPI(services: services).routes
            + EventsAPI(services: services).routes
            + AdminAPI(services: services).routes
            + pages
        return RouteTable(routes + [documentRoute(of: routes)])
    }

    /// The document describes itself too.
    private static func documentRoute(of routes: [Route]) -> Route {
        let about = About("This document", tag: "system", output: .anything)
        let path = "/api/openapi.json"
        let itself = Route.get(path, .open { _ in .noContent }, rate: .uncounted, about: about)
        let text = LateText { OpenAPI(RouteTable(routes + [itself])).document.jsonText }
        return .get(
            path, .open { _ in .bytes(text.text, contentType: "application/json") }, rate: .uncounted, about: about)
    }

    /// The router with everything on it: for the application, and for tests without a socket.
    package func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: AccessLog(logger: logger, world: world, counts: counts))
        router.add(middleware: AnswerHeaders(isSecure: settings.isSecure, mediaOrigin: settings.mediaOrigin))
        router.add(middleware: Unrouted(table: table, house: house))
        table.register(in: router, house: house)
        return router
    }

    /// What a collector of figures asks, on a port of its own.
    /// - Parameter residentBytes: memory of this process.
    package func metricsRouter(residentBytes: @escaping @Sendable () -> Int) -> Router<BasicRequestContext> {
        let router = Router()
        let (counts, services) = (counts, services)
        router.get("/metrics") { _, _ in
            let text = MetricsText.text(counts.sums, await services.figures.figures(), residentBytes: residentBytes())
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        return router
    }

    /// The rules for the gate in front of the router.
    package func gateRules(hosts: HostRule) -> GateRules {
        let table = table
        return GateRules(
            hosts: hosts, proxies: settings.proxies, isSecure: settings.isSecure, world: world,
            bodyLimit: { method, path in table.bodyRule(method.rawValue, path) })
    }
}

/// A text that is written when it is first asked for, and kept.
private final class LateText: Sendable {
    private let written = Mutex<String?>(nil)
    private let write: @Sendable () -> String

    init(_ write: @escaping @Sendable () -> String) {
        self.write = write
    }

    var text: String {
        written.withLock { written in
            let text = written ?? write()
            written = text
            return text
        }
    }
}

extension Gatekeeper {
    /// Asks the services.
    fileprivate init(_ services: Services, operatorKey: String?) {
        self.init(
            operatorKey: operatorKey,
            findSession: { secret in
                try await services.sessions.find(secret: secret).map {
                    FoundSession(actor: $0.actor, session: $0.session, confirmedAt: $0.confirmedAt)
                }
            },
            findToken: { bearer in
                try await services.tokens.find(bearer: bearer).map { FoundToken(actor: $0.actor, token: $0.token.id) }
            },
            operatorActor: { email in try await services.sessions.operatorActor(as: email) },
            revokeLeaked: { bearer in try await services.tokens.revokeLeaked(bearer: bearer) })
    }
}

extension Repeats {
    /// Remembers in the database.
    fileprivate init(_ services: Services) {
        self.init(
            find: { key, person in
                try await services.idempotency.find(key, of: person).map {
                    Answer(requestHash: $0.requestHash, status: $0.status, location: $0.location, body: $0.body)
                }
            },
            store: { answer, key, person in
                try await services.idempotency.store(
                    IdempotencyService.Answer(
                        requestHash: answer.requestHash, status: answer.status, location: answer.location,
                        body: answer.body), for: key, of: person)
            })
    }
}
