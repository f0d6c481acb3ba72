import Domain
import Services

/// Recalls and memories in words, the same on every page.
struct RecallViews {
    let taxonomy: Taxonomy
    let now: Instant

    // MARK: Today

    func summary(_ today: RecallToday) -> String {
        guard today.waiting > 0 else {
            return today.isHeld
                ? say("recall.you_are_away") : today.isQuiet ? say("recall.quiet_day") : say("recall.nothing_waits")
        }
        return say(
            "recall.cues_wait", count: today.waiting, ["minutes": Wording.count(max(1, today.minutes), "minute")])
    }

    func notes(_ today: RecallToday) -> [String] {
        var notes: [String] = []
        let later = today.due + today.new - today.waiting
        if later > 0, !today.isHeld { notes.append(say("recall.later", count: later)) }
        if today.waiting == 0, let next = today.nextDue, next > today.day {
            notes.append(say("recall.next_due", ["day": Wording.day(next)]))
        }
        return notes
    }

    func form(_ habit: RecallHabit) -> HabitForm {
        HabitForm(
            habitCues: habit.cuesPerDay, habitMinutes: habit.minutesPerDay, habitZone: habit.zone.name,
            habitDays: Weekday.allCases.map {
                HabitDay(
                    dayValue: $0.rawValue, dayLabel: say("weekday.\($0.rawValue)"),
                    dayChecked: habit.quietDays.contains($0))
            },
            habitHoldFrom: habit.holdFrom?.description, habitHoldUntil: habit.holdUntil?.description,
            habitFourGrades: habit.usesFourGrades, habitEntersWatched: habit.entersWatched)
    }

    // MARK: One cue

    func revealed(_ shown: ShowingShown, _ reveal: ShowingShown.Reveal) -> RecallRevealed {
        let answer = shown.showing.answer
        let ticked = reveal.result?.ticked ?? []
        return RecallRevealed(
            ownAnswer: answer.flatMap { $0.gaveUp || $0.text.isEmpty ? nil : $0.text },
            revealPoints: reveal.points.map {
                RevealPoint(
                    pointNumber: $0.id, pointText: $0.text, pointMust: $0.isMust, pointTicked: ticked.contains($0.id))
            },
            ticking: reveal.result == nil ? RecallTicking(ticksFour: reveal.usesFourGrades) : nil)
    }

    func outcome(_ result: ShowingShown.Result, waiting: Int, _ trail: RecallTrail) -> RecallOutcome {
        var outcome = RecallOutcome(
            outcomeTitle: say("recall.grade.\(result.grade?.rawValue ?? "none")"),
            outcomeTone: result.grade == .forgot ? "warn" : result.grade == nil ? "" : "good",
            outcomeNext: result.dueOn.map { say("recall.asked_again_on", ["day": Wording.day($0)]) })
        if trail.back != nil { return outcome }
        if let cram = trail.cram {
            outcome.outcomeMore = cram.minutes > 1 ? say("recall.next_one") : nil
            outcome.outcomeAsk = "cram"
        } else {
            outcome.outcomeMore = waiting > 0 ? say("recall.more_today", count: waiting) : nil
        }
        return outcome
    }

    // MARK: Cues

    func row(_ shown: CueShown, back: String) -> CueRow {
        let cue = shown.cue
        let speakers = Set(shown.places.flatMap { $0.clip.details.speakers.map(\.name) }).count
        let facts = [Wording.count(cue.content.points.count, "key_point"), Wording.count(speakers, "speaker")]
        return CueRow(
            rowCue: cue.id.text, rowCueLine: cue.line, rowCueAddress: "/cues/\(cue.id)",
            rowCueObjection: taxonomy.term(cue.objection)?.label, rowCueFacts: facts.joined(separator: ", "),
            rowCueDue: shown.memory.map { due($0) }, rowCueBack: back)
    }

    func due(_ memory: Memory) -> String {
        memory.dueOn <= now.day
            ? say("memory.waits") : say("recall.asked_again_on", ["day": Wording.day(memory.dueOn)])
    }

    // MARK: Memory

    func memory(_ shown: MemoryShown) -> MemoryPage {
        let started = shown.rows.count { $0.chance != nil }
        return MemoryPage(
            pageTitle: say("memory.title"),
            memoryLead: shown.isMe
                ? say("memory.you_remember") : say("memory.they_remember", ["name": shown.person.name]),
            memoryExpected: shown.expected.map(Self.expects),
            memoryScope: say(
                "memory.scope",
                [
                    "day": Wording.day(shown.day), "started": "\(started)",
                    "all": Wording.count(shown.rows.count, "cue"),
                ]),
            memoryBasis: shown.answers < 10
                ? say("memory.basis.few", count: shown.answers)
                : say("memory.basis.\(shown.basis.rawValue)", count: shown.answers),
            memoryObserved: [
                say(
                    "memory.observed_due", count: shown.due.answers,
                    ["passed": "\(shown.due.passed)"]),
                say("memory.observed_probes", count: shown.probes.answers, ["passed": "\(shown.probes.passed)"]),
            ],
            memoryRows: shown.rows.map { row($0, on: shown.day) },
            memoryLooks: shown.looks.map {
                say("memory.looked", ["name": $0.name, "when": Wording.ago($0.at, now: now)])
            }, memoryIsMine: shown.isMe)
    }

    private func row(_ row: MemoryShown.Row, on day: Day) -> MemoryRow {
        let known = row.memory.known
        let isFresh = known?.lastDay == day
        let chance = row.chance.map { isFresh ? say("memory.fresh") : say("memory.chance", ["n": Self.percent($0)]) }
        return MemoryRow(
            memoryCue: row.cue.line, memoryAddress: "/cues/\(row.cue.id)",
            memoryObjection: taxonomy.term(row.cue.objection)?.label,
            memoryChance: chance ?? say("memory.not_started"),
            memoryDepth: row.chance.map { min(4, max(1, Int(($0 - 0.5) * 10))) } ?? 0,
            memoryHolds: known.map { Self.holds(days: $0.stability) },
            memoryDue: row.memory.dueOn <= day ? say("memory.waits") : Wording.day(row.memory.dueOn))
    }

    /// "expects 41 of 48 (38-44)"
    static func expects(_ expectation: Expectation) -> String {
        say(
            "memory.expects",
            [
                "expected": "\(Int(expectation.expected.rounded()))", "all": "\(expectation.count)",
                "low": "\(Int(expectation.low.rounded(.down)))", "high": "\(Int(expectation.high.rounded(.up)))",
            ])
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))" }

    /// How long it stays at nine in ten, in words.
    static func holds(days: Double) -> String {
        switch days {
        case ..<1: say("memory.holds_day")
        case ..<14: say("memory.holds_days", count: Int(days.rounded()))
        case ..<60: say("memory.holds_weeks", count: Int((days / 7).rounded()))
        case ..<730: say("memory.holds_months", count: Int((days / 30.4).rounded()))
        default: say("memory.holds_years")
        }
    }
}
