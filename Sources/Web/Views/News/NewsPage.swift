/// What happened and concerns oneself (`/notifications`). Forms, `POST` with `_csrf`: `/notifications/read` ·
/// `/notifications/settings` `kinds`, `digest`, `quiet_from`, `quiet_until`.
struct NewsPage: PageView {
    static let template = "news/index"
    var pageTitle = say("news.title")
    var newsProblems: ProblemSummary?
    let newsRows: [NewsRow]
    var hasUnread = false
    let newsSwitches: NewsSwitches
}

/// One thing that happened.
struct NewsRow {
    /// Such as "Ana will try what you said".
    let newsText: String
    let newsAddress: String
    let newsClip: String
    var newsQuote: String?
    let newsWhen: String
    var newsIsUnread = false
}

/// What one wants to hear of, and when.
struct NewsSwitches {
    var switchesOpen = false
    let newsKinds: [NewsKindSwitch]
    var wantsDigest = true
    /// `18:00`; empty without quiet hours.
    var quietFrom = ""
    var quietUntil = ""
}

/// One kind to switch on and off.
struct NewsKindSwitch {
    let kindValue: String
    let kindLabel: String
    var kindOn = true
}
