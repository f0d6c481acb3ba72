import Domain
import Services

/// What happened, in words.
enum NewsViews {
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
}
