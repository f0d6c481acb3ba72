import Domain
import Services

/// Requests in words, the same on every page.
struct RequestViews {
    let taxonomy: Taxonomy
    let now: Instant

    func row(_ shown: RequestShown) -> RequestRow {
        let request = shown.request
        return RequestRow(
            requestAddress: "/requests/\(request.id)", requestText: request.text,
            requestAskers: Self.askers(shown), requestState: Self.badge(shown),
            requestStage: taxonomy.term(request.stage)?.label,
            requestObjection: taxonomy.term(request.objection)?.label,
            requestWhen: say("requests.asked_when", ["when": Wording.ago(request.createdAt, now: now)]))
    }

    static func askers(_ shown: RequestShown) -> String {
        shown.isMine
            ? say("requests.you_ask", count: shown.askerCount - 1)
            : say("requests.people_ask", count: shown.askerCount)
    }

    static func badge(_ shown: RequestShown) -> StateBadge {
        switch shown.request.state {
        case .open where shown.waitsForMe:
            StateBadge(badgeLabel: say("requests.state.waits_for_you"), badgeTone: "busy")
        case .open: StateBadge(badgeLabel: say("requests.state.open"), badgeTone: "calm")
        case .answered: StateBadge(badgeLabel: say("requests.state.answered"), badgeTone: "good")
        case .settled: StateBadge(badgeLabel: say("requests.state.settled"), badgeTone: "good")
        case .closed: StateBadge(badgeLabel: say("requests.state.closed"), badgeTone: "calm")
        }
    }

    static func verdict(_ verdict: RequestVerdict?) -> String? {
        switch verdict {
        case .thatIsIt: say("request.you_said_it")
        case .notQuite: say("request.you_said_not")
        case nil: nil
        }
    }

    func history(_ shown: RequestShown) -> [RequestNote] {
        shown.steps.map { entry in
            RequestNote(
                noteWho: Self.sentence(entry),
                // A note is somebody's own words: only for those who know whose.
                noteText: entry.name == nil || entry.step.note.isEmpty ? nil : entry.step.note,
                noteWhen: Wording.ago(entry.step.at, now: now))
        }
    }

    func notes(_ shown: RequestShown) -> [RequestNote] {
        shown.askers.filter { !$0.asker.note.isEmpty }.map {
            RequestNote(
                noteWho: $0.isMe ? say("request.you") : $0.name, noteText: $0.asker.note,
                noteWhen: Wording.ago($0.asker.askedAt, now: now))
        }
    }

    func asked(_ shown: RequestShown) -> [RequestNote] {
        shown.turns.map {
            RequestNote(
                noteWho: say("request.turn.\($0.turn.state.rawValue)", ["name": $0.name]),
                noteText: $0.turn.reason.isEmpty ? nil : $0.turn.reason,
                noteWhen: Wording.ago($0.turn.endedAt ?? $0.turn.routedAt, now: now))
        }
    }

    private static func sentence(_ entry: RequestShown.Step) -> String {
        let kind = entry.step.kind.rawValue
        return entry.name.map { say("request.step.\(kind)", ["who": $0]) } ?? say("request.step_nameless.\(kind)")
    }
}
