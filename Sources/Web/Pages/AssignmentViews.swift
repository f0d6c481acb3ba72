import Domain
import Services

/// Assignments in words, the same on every page.
struct AssignmentViews {
    let now: Instant

    /// One's own turn, or that of the person whose page it is.
    func own(_ shown: AssignmentShown) -> AssignmentRow? {
        guard let turn = shown.turns.last else { return nil }
        return AssignmentRow(
            assignmentAddress: "/sets/\(shown.set.id)", assignmentTitle: shown.set.content.title,
            assignmentState: Self.badge(turn.state), assignmentDue: Self.due(turn.turn),
            assignmentBy: say("assignments.from", ["name": shown.giverName]),
            assignmentDone: SetViews.done(turn.progress), assignmentPercent: SetViews.percent(turn.progress),
            assignmentNote: shown.given.note.isEmpty ? nil : shown.given.note)
    }

    /// The whole of it.
    func whole(_ shown: AssignmentShown) -> AssignmentRow {
        let done = (shown.totals[.done] ?? 0) + (shown.totals[.late] ?? 0)
        let people = shown.people
        let isClosed = shown.given.closedAt != nil
        return AssignmentRow(
            assignmentAddress: "/assignments/\(shown.given.id)", assignmentTitle: shown.set.content.title,
            assignmentState: isClosed
                ? StateBadge(badgeLabel: say("assignments.closed"), badgeTone: "calm")
                : (shown.totals[.overdue] ?? 0) > 0
                    ? StateBadge(
                        badgeLabel: say("assignments.overdue_people", count: shown.totals[.overdue] ?? 0),
                        badgeTone: "warn")
                    : StateBadge(badgeLabel: say("assignments.open"), badgeTone: "busy"),
            assignmentDue: Self.due(shown.given.dueOn),
            assignmentBy: say("assignments.from", ["name": shown.giverName]),
            assignmentDone: people == 0
                ? say("assignments.nobody_yet") : say("assignments.people_done", count: people, ["done": "\(done)"]),
            assignmentPercent: people == 0 ? 0 : done * 100 / people)
    }

    static func due(_ turn: AssignmentTurn) -> String {
        turn.extendedTo.map { say("assignments.extended_to", ["day": Wording.day($0)]) } ?? due(turn.dueOn)
    }

    static func due(_ day: Day?) -> String {
        day.map { say("assignments.due", ["day": Wording.day($0)]) } ?? say("assignments.no_due_date")
    }

    static func badge(_ state: AssignmentState) -> StateBadge {
        let tone =
            switch state {
            case .done: "good"
            case .late, .overdue: "warn"
            case .begun: "busy"
            case .waiting, .excused, .planned: "calm"
            }
        return StateBadge(badgeLabel: say("assignments.state.\(state.rawValue)"), badgeTone: tone)
    }

    static func rule(_ shown: AssignmentShown) -> String {
        let given = shown.given
        let goal =
            given.goal == .watched
            ? say("sets.rule_watched", ["percent": "\(given.threshold)"]) : say("sets.rule.\(given.goal.rawValue)")
        return [
            goal, due(given.dueOn), given.repeatMonths.map { say("assignments.every_months", count: $0) },
            given.audience == .role
                ? given.role.map { say("assignments.new_in_role", ["role": $0.label]) }
                : given.enrolsJoiners ? say("assignments.with_joiners") : nil,
        ].compactMap { $0 }.joined(separator: "; ")
    }

    /// How many people have reached each rung with everything that counts for them, in their newest turn.
    static func ladder(_ shown: AssignmentShown) -> [LadderRow] {
        let newest = Dictionary(grouping: shown.turns, by: \.turn.person).values.compactMap {
            $0.max { $0.turn.round < $1.turn.round }
        }.filter { $0.state != .excused }
        let rows: [(String, Int)] = Rung.allCases.filter { $0 <= max(shown.given.goal, .watched) || $0 == .used }.map {
            rung in (say("assignments.rung.\(rung.rawValue)"), newest.count { hasReached(rung, $0.progress) })
        }
        return rows.map { label, count in
            LadderRow(
                ladderLabel: label, ladderCount: "\(count)",
                ladderPercent: newest.isEmpty ? 0 : count * 100 / newest.count)
        }
    }

    private static func hasReached(_ rung: Rung, _ progress: SetProgress) -> Bool {
        switch rung {
        case .assigned: return true
        case .opened: return progress.isBegun
        case .used: return progress.items.values.contains { $0.ladder.done(.used) != nil }
        case .watched, .recalled, .practised:
            // What is not played is not watched, and what has no cue is not recalled.
            let items = progress.items.values.filter {
                rung == .watched ? $0.percent != nil : rung != .recalled || $0.goal != .watched
            }
            return !items.isEmpty && items.allSatisfy { $0.ladder.done(rung) != nil }
        }
    }

    func rows(_ shown: AssignmentShown) -> [TurnRow] {
        let canChange = shown.allowed.contains(.change) && shown.given.closedAt == nil
        let newest = Dictionary(grouping: shown.turns, by: \.turn.person).compactMapValues {
            $0.map(\.turn.round).max()
        }
        return shown.turns.map { turn in
            let isNewest = newest[turn.turn.person] == turn.turn.round
            let reasons = [turn.turn.excuse, turn.turn.extendedTo == nil ? nil : turn.turn.extensionReason]
            return TurnRow(
                turnPerson: turn.turn.person.text, turnName: turn.name,
                turnAddress: "/people/\(turn.turn.person)/activity", turnState: Self.badge(turn.state),
                turnFacts: [
                    turn.turn.round > 1 ? say("assignments.round", ["n": "\(turn.turn.round)"]) : nil,
                    SetViews.done(turn.progress), Self.due(turn.turn),
                    turn.progress.doneAt.map { say("assignments.done_when", ["when": Wording.ago($0, now: now)]) },
                ].compactMap { $0 }.joined(separator: "; "),
                turnReason: reasons.compactMap { $0 }.first,
                turnForms: canChange && isNewest
                    ? TurnForms(
                        turnField: turn.turn.id.text,
                        extendValue: "\((turn.turn.due ?? turn.today).advanced(byDays: 7))",
                        isExcused: turn.turn.excuse != nil, canRemind: turn.state.isOpen) : nil)
        }
    }
}
