package import Domain
package import Services

/// What happened, in words.
package enum NewsViews {
    /// The exact moment it is about.
    static func address(of shown: NewsService.Shown) -> String {
        guard let comment = shown.news.comment else { return "/clips/\(shown.clip.id)" }
        return FeedbackViews.address(of: comment, on: shown.clip.id, at: shown.anchor)
    }

    static func text(_ shown: NewsService.Shown) -> String {
        say("news.what.\(shown.news.what)", ["name": shown.actorName ?? say("news.somebody")])
    }

    static func row(_ shown: NewsService.Shown, now: Instant) -> NewsRow {
        NewsRow(
            newsText: text(shown), newsAddress: address(of: shown), newsClip: ClipViews.title(shown.clip),
            newsQuote: shown.text, newsWhen: Wording.ago(shown.news.at, now: now),
            newsIsUnread: shown.news.readAt == nil)
    }

    /// One mail a day: what happened, each with its address.
    /// - Parameter base: how browsers reach the server.
    package static func digest(
        for person: Person, _ news: [NewsService.Shown], waiting: Int, base: String, in languages: Languages
    ) throws -> Mail {
        try Words.$current.withValue(languages.words(chosen: person.language, accepted: nil)) {
            try digest(for: person, news, waiting: waiting, base: base)
        }
    }

    private static func digest(
        for person: Person, _ news: [NewsService.Shown], waiting: Int, base: String
    ) throws -> Mail {
        var lines = [say("digest.hello", ["name": person.name]), ""]
        if waiting > 0 { lines += [say("digest.waiting", count: waiting), "\(base)/feedback", ""] }
        for shown in news {
            lines.append("- \(text(shown)) (\(ClipViews.title(shown.clip)))")
            lines.append("  \(base)\(address(of: shown))")
        }
        lines += ["", say("digest.switch_off"), "\(base)/notifications"]
        return try Mail(
            to: person.email, subject: say("digest.subject", count: news.count),
            text: lines.joined(separator: "\n") + "\n")
    }
}
