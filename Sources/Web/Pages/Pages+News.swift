import Domain
import Hummingbird
import Services

/// What happened and concerns oneself, and what one wants to hear of.
extension Pages {
    var newsRoutes: [Route] {
        [
            .get("/notifications", .page { try await newsPage($1) }, about: .page),
            .post("/notifications/read", .page(readNews), body: .form, about: .page),
            .post("/notifications/settings", .page(setNewsChoice), body: .form, about: .page),
        ]
    }

    private func newsPage(_ caller: Caller, problem: Problem? = nil, typed: Form? = nil) async throws -> Response {
        let news = try await services.news.list(of: caller.actor)
        let choice = try await services.news.choice(of: caller.actor)
        let on = typed.map { Set($0.all("kinds")) }
        var switches = NewsSwitches(
            switchesOpen: problem != nil,
            newsKinds: PersonNews.Kind.allCases.map {
                NewsKindSwitch(
                    kindValue: $0.rawValue, kindLabel: say("news.kind.\($0.rawValue)"),
                    kindOn: on?.contains($0.rawValue) ?? !choice.silent.contains($0))
            }, wantsDigest: typed?.isOn("digest") ?? choice.wantsDigest)
        switches.quietFrom = typed?.text("quiet_from") ?? Self.clock(choice.quietFrom)
        switches.quietUntil = typed?.text("quiet_until") ?? Self.clock(choice.quietUntil)
        let page = NewsPage(
            newsProblems: problem.map { ProblemSummary($0) },
            newsRows: news.map { NewsViews.row($0, now: world.now()) },
            hasUnread: news.contains { $0.news.readAt == nil }, newsSwitches: switches)
        return try await draw(page, caller, at: .feedback, status: problem?.status ?? 200)
    }

    private func readNews(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        try await services.news.markRead(by: caller.actor)
        return .seeOther("/notifications")
    }

    private func setNewsChoice(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let form = web.form
        do {
            let on = Set(form.all("kinds").compactMap(PersonNews.Kind.init(rawValue:)))
            let choice = try NewsChoice(
                silent: Set(PersonNews.Kind.allCases).subtracting(on), wantsDigest: form.isOn("digest"),
                quietFrom: try minute("quiet_from", form), quietUntil: try minute("quiet_until", form))
            _ = try await services.news.setChoice(choice, by: caller.actor)
            return .seeOther("/notifications")
        } catch let problem as Problem where problem.status == 422 {
            return try await newsPage(caller, problem: problem, typed: form)
        }
    }

    /// Minutes after midnight of `18:00`; nil for an empty box.
    private func minute(_ field: String, _ form: Form) throws -> Int? {
        guard let text = form.filled(field)?.trimmedText else { return nil }
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { throw Problem.invalid(field, say("news.time_like")) }
        return hour * 60 + minute
    }

    private static func clock(_ minute: Int?) -> String {
        guard let minute else { return "" }
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(pad(minute / 60)):\(pad(minute % 60))"
    }
}
