import Domain
import Services

/// Briefs and takes in words, the same on every page.
struct PracticeViews {
    let taxonomy: Taxonomy
    let now: Instant

    func row(_ shown: BriefShown) -> BriefRow {
        let content = shown.brief.content
        return BriefRow(
            briefRowAddress: "/briefs/\(shown.brief.id)", briefRowTitle: content.title,
            briefRowLine: content.line.isEmpty ? nil : content.line, briefRowFacts: facts(content),
            briefRowTakes: shown.ownTakes > 0 ? say("practice.own_takes", count: shown.ownTakes) : nil)
    }

    /// Stage, objection, persona, and how long it is meant to be.
    func facts(_ content: BriefContent) -> [PracticeFact] {
        (situation(content) + [Self.target(content)].compactMap { $0 }).map(PracticeFact.init)
    }

    func situation(_ content: BriefContent) -> [String] {
        [content.stage, content.objection, content.persona].compactMap { taxonomy.term($0)?.label }
    }

    static func target(_ content: BriefContent) -> String? {
        content.targetSeconds.map { say("practice.about_seconds", count: $0) }
    }

    static func dialogue(_ content: BriefContent) -> [BriefTurnRow] {
        content.dialogue.map { BriefTurnRow(turnWho: say("practice.who.\($0.who.rawValue)"), turnText: $0.text) }
    }

    static func audience(_ audience: TakeAudience) -> String { say("practice.seen_by.\(audience.rawValue)") }

    static func answers(_ content: BriefContent) -> String {
        content.answers.map { say("practice.answer.\($0.rawValue)") }.joined(separator: ", ")
    }

    /// - Parameter naming: the brief, where takes of several stand together; else whose it is.
    func row(_ shown: TakeShown, namingBrief naming: Bool) -> TakeRow {
        TakeRow(
            takeRowAddress: "/takes/\(shown.take.id)",
            takeRowTitle: naming ? shown.brief.content.title : Self.title(shown), takeRowBadge: Self.badge(shown),
            takeRowFacts: facts(shown))
    }

    static func title(_ shown: TakeShown) -> String {
        shown.isMine ? say("practice.your_take") : say("practice.take_of", ["name": shown.personName])
    }

    static func badge(_ shown: TakeShown) -> StateBadge {
        if shown.clip.state == .rejected { return StateBadge(badgeLabel: say("practice.refused"), badgeTone: "bad") }
        if shown.take.submittedAt != nil { return StateBadge(badgeLabel: say("practice.submitted"), badgeTone: "good") }
        return StateBadge(badgeLabel: say("practice.only_you"), badgeTone: "calm")
    }

    /// Who, when and how long.
    func facts(_ shown: TakeShown) -> [PracticeFact] {
        let when =
            shown.take.submittedAt.map { say("practice.submitted_when", ["when": Wording.ago($0, now: now)]) }
            ?? say("practice.recorded_when", ["when": Wording.ago(shown.take.createdAt, now: now)])
        let length = shown.clip.media.durationMilliseconds.map { Wording.clock(milliseconds: $0) }
        return [when, length].compactMap { $0 }.map(PracticeFact.init)
    }

    static func review(_ review: SelfReview) -> [ReviewRow] {
        [
            ("worked", review.worked), ("otherwise", review.otherwise), ("question", review.question),
            ("confidence", review.confidence.map { say("practice.confidence.\($0)") } ?? ""),
        ].filter { !$0.1.isEmpty }.map { ReviewRow(reviewName: say("practice.review.\($0.0)"), reviewText: $0.1) }
    }

    func version(_ version: BriefVersionShown, current: Int) -> BriefVersionRow {
        let content = version.content
        return BriefVersionRow(
            versionNumber: version.number,
            versionName: say(
                "practice.version",
                ["n": "\(version.number)", "name": version.name, "when": Wording.ago(version.at, now: now)]),
            versionText: [content.title, content.line, content.situation, content.points.joined(separator: " · ")]
                .filter { !$0.isEmpty }.joined(separator: "\n"), versionIsOld: version.number != current)
    }
}
