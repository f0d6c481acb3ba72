import Domain
import Hummingbird
import Services

/// What happened and concerns oneself, and what one wants to hear of.
struct NewsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        let tag = "notifications"
        return [
            .get(
                "/api/v1/me/notifications", .signedIn(.read, list),
                about: About("What happened, latest first", tag: tag, output: NewsListJSON.schema)),
            .post(
                "/api/v1/me/notifications/read", .signedIn(.write, markRead), body: .json,
                about: About(
                    "Everything was looked at, or everything about one clip", tag: tag,
                    input: .object("NotificationsRead", [.optional("clip", .id)]), status: 204)),
            .get(
                "/api/v1/me/notification-settings", .signedIn(.read, showChoice),
                about: About("What one wants to hear of, and when", tag: tag, output: NewsChoiceJSON.schema)),
            .put(
                "/api/v1/me/notification-settings", .signedIn(.write, setChoice), body: .json,
                about: About(
                    "Say what one wants to hear of, and when", tag: tag,
                    input: .object(
                        "NotificationSettingsInput",
                        [
                            .optional("silent", .list(.choice(PersonNews.Kind.self))),
                            .optional("wants_digest", .boolean), .optional("quiet_from", .integer),
                            .optional("quiet_until", .integer),
                        ]), output: NewsChoiceJSON.schema)),
        ]
    }

    private func list(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(
            NewsListJSON(
                unread: try await services.news.countUnread(of: caller.person.id),
                items: try await services.news.list(of: caller.actor).map(NewsJSON.init)))
    }

    private func markRead(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let clip: ID<Clip>? = input.optionalID("clip")
        try input.finish()
        try await services.news.markRead(about: clip, by: caller.actor)
        return .noContent
    }

    private func showChoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try .json(NewsChoiceJSON(try await services.news.choice(of: caller.actor)))
    }

    private func setChoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        var input = try web.input()
        let silent = input.optionalTexts("silent") ?? []
        let wantsDigest = input.optionalBoolean("wants_digest") ?? true
        let from = input.optionalInteger("quiet_from")
        let until = input.optionalInteger("quiet_until")
        try input.finish()
        let kinds = silent.compactMap(PersonNews.Kind.init(rawValue:))
        guard kinds.count == silent.count else { throw Problem.invalid("silent", "One of these is not known.") }
        let choice = try NewsChoice(
            silent: Set(kinds), wantsDigest: wantsDigest, quietFrom: from, quietUntil: until)
        return try .json(NewsChoiceJSON(try await services.news.setChoice(choice, by: caller.actor)))
    }
}

/// What happened, and how much of it was not looked at.
struct NewsListJSON: Encodable {
    let unread: Int
    let items: [NewsJSON]

    static let schema = Schema.object(
        "Notifications", [.init("unread", .integer), .init("items", .list(NewsJSON.schema))])
}

/// One thing that happened.
struct NewsJSON: Encodable {
    let id: ID<PersonNews>
    let kind: PersonNews.Kind
    let what: String
    let by: String?
    let clip: ID<Clip>
    let clipTitle: String
    let text: String?
    let at: Instant
    let readAt: Instant?
    /// The exact moment.
    let link: String

    init(_ shown: NewsService.Shown) {
        id = shown.news.id
        kind = shown.news.kind
        what = shown.news.what
        by = shown.actorName
        clip = shown.clip.id
        clipTitle = shown.clip.details.title
        text = shown.text
        at = shown.news.at
        readAt = shown.news.readAt
        link = NewsViews.address(of: shown)
    }

    static let schema = Schema.object(
        "Notification",
        [
            .init("id", .id), .init("kind", .choice(PersonNews.Kind.self)), .init("what", .text),
            .optional("by", .text), .init("clip", .id), .init("clip_title", .text), .optional("text", .text),
            .init("at", .time), .optional("read_at", .time), .init("link", .text),
        ])
}

/// What somebody wants to hear of, and when.
struct NewsChoiceJSON: Encodable {
    let silent: [PersonNews.Kind]
    let wantsDigest: Bool
    let quietFrom: Int?
    let quietUntil: Int?

    init(_ choice: NewsChoice) {
        silent = PersonNews.Kind.allCases.filter(choice.silent.contains)
        wantsDigest = choice.wantsDigest
        quietFrom = choice.quietFrom
        quietUntil = choice.quietUntil
    }

    static let schema = Schema.object(
        "NotificationSettings",
        [
            .init("silent", .list(.choice(PersonNews.Kind.self))), .init("wants_digest", .boolean),
            .optional("quiet_from", .integer), .optional("quiet_until", .integer),
        ])
}
