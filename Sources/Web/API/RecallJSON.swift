import Domain
import Services

/// What waits for somebody today.
struct RecallTodayJSON: Encodable {
    let day: Day
    let waiting: Int
    let due: Int
    let new: Int
    let done: Int
    let canRetry: Int
    let scheduled: Int
    let minutes: Int
    let open: ID<Showing>?
    let nextDue: Day?
    let isQuiet: Bool
    let isHeld: Bool

    init(_ today: RecallToday) {
        day = today.day
        waiting = today.waiting
        due = today.due
        new = today.new
        done = today.done
        canRetry = today.canRetry
        scheduled = today.scheduled
        minutes = today.minutes
        open = today.open
        nextDue = today.nextDue
        isQuiet = today.isQuiet
        isHeld = today.isHeld
    }

    static let schema = Schema.object(
        "RecallToday",
        [
            .init("day", .day), .init("waiting", .integer), .init("due", .integer), .init("new", .integer),
            .init("done", .integer), .init("can_retry", .integer), .init("scheduled", .integer),
            .init("minutes", .integer), .optional("open", .id), .optional("next_due", .day),
            .init("is_quiet", .boolean), .init("is_held", .boolean),
        ])
}

/// A cue that is put before somebody; the answer to it only once they gave theirs.
struct ShowingJSON: Encodable {
    struct Reveal: Encodable {
        let points: [CueJSON.Point]
        let moment: CueJSON.Place?
        let result: Result?

        static let schema = Schema.object(
            "Reveal",
            [
                .init("points", .list(CueJSON.Point.schema)), .optional("moment", CueJSON.Place.schema),
                .optional("result", Result.schema),
            ])
    }

    struct Result: Encodable {
        let recall: ID<RecallRecord>
        let grade: RecallGrade?
        let ticked: [Int]
        let dueOn: Day?

        init(_ result: ShowingShown.Result) {
            recall = result.recall
            grade = result.grade
            ticked = result.ticked.sorted()
            dueOn = result.dueOn
        }

        static let schema = Schema.object(
            "RecallResult",
            [
                .init("recall", .id), .optional("grade", .choice(RecallGrade.self)),
                .init("ticked", .list(.integer)), .optional("due_on", .day),
            ])
    }

    /// The buyer's own voice, in a clip.
    struct Voice: Encodable {
        let clip: ID<Clip>
        let startMs: Int
        let endMs: Int

        static let schema = Schema.object(
            "ShowingVoice", [.init("clip", .id), .init("start_ms", .integer), .init("end_ms", .integer)])
    }

    let id: ID<Showing>
    let cue: ID<Cue>
    let line: String
    let voice: Voice?
    let occasion: RecallOccasion
    let objection: LabelJSON?
    let shownAt: Instant
    let answer: String?
    let gaveUp: Bool?
    let reveal: Reveal?

    init(_ shown: ShowingShown, _ taxonomy: Taxonomy) {
        let showing = shown.showing
        id = showing.id
        cue = showing.cue
        line = showing.line
        voice = shown.voice.map {
            Voice(clip: $0.clip, startMs: $0.range.lowerBound, endMs: $0.range.upperBound)
        }
        occasion = showing.occasion
        objection = LabelJSON(shown.objection, taxonomy)
        shownAt = showing.shownAt
        answer = showing.answer?.text
        gaveUp = showing.answer?.gaveUp
        reveal = shown.reveal.map { reveal in
            Reveal(
                points: reveal.points.map { CueJSON.Point($0) },
                moment: reveal.peer.map { CueJSON.Place($0.moment, $0.clip) },
                result: reveal.result.map { Result($0) })
        }
    }

    static let schema = Schema.object(
        "Showing",
        [
            .init("id", .id), .init("cue", .id), .init("line", .text), .optional("voice", Voice.schema),
            .init("occasion", .choice(RecallOccasion.self)), .optional("objection", LabelJSON.schema),
            .init("shown_at", .time), .optional("answer", .text), .optional("gave_up", .boolean),
            .optional("reveal", Reveal.schema),
        ])
}

/// When and how much somebody wants to be asked.
struct RecallHabitJSON: Encodable {
    let timeZone: String
    let cuesPerDay: Int
    let minutesPerDay: Int
    let quietDays: [Weekday]
    let holdFrom: Day?
    let holdUntil: Day?
    let fourGrades: Bool
    let entersWatched: Bool

    init(_ habit: RecallHabit) {
        timeZone = habit.zone.name
        cuesPerDay = habit.cuesPerDay
        minutesPerDay = habit.minutesPerDay
        quietDays = Weekday.allCases.filter(habit.quietDays.contains)
        holdFrom = habit.holdFrom
        holdUntil = habit.holdUntil
        fourGrades = habit.usesFourGrades
        entersWatched = habit.entersWatched
    }

    static let schema = Schema.object(
        "RecallHabit",
        [
            .init("time_zone", .text), .init("cues_per_day", .integer), .init("minutes_per_day", .integer),
            .init("quiet_days", .list(.choice(Weekday.self))), .optional("hold_from", .day),
            .optional("hold_until", .day), .init("four_grades", .boolean),
            .init("enters_watched", .boolean),
        ])
}

/// What is believed that somebody remembers; the same for them as for whoever may look.
struct MemoryJSON: Encodable {
    struct Row: Encodable {
        let cue: ID<Cue>
        let line: String
        let objection: LabelJSON?
        let chance: Double?
        let stabilityDays: Double?
        let answers: Int
        let lapses: Int
        let lastDay: Day?
        let dueOn: Day

        static let schema = Schema.object(
            "MemoryRow",
            [
                .init("cue", .id), .init("line", .text), .optional("objection", LabelJSON.schema),
                .optional("chance", .number), .optional("stability_days", .number), .init("answers", .integer),
                .init("lapses", .integer), .optional("last_day", .day), .init("due_on", .day),
            ])
    }

    struct Observed: Encodable {
        let answers: Int
        let passed: Int

        init(_ observed: MemoryShown.Observed) {
            answers = observed.answers
            passed = observed.passed
        }

        static let schema = Schema.object(
            "ObservedRecall", [.init("answers", .integer), .init("passed", .integer)])
    }

    struct Look: Encodable {
        let by: String
        let at: Instant

        static let schema = Schema.object("MemoryLook", [.init("by", .text), .init("at", .time)])
    }

    let person: ID<Person>
    let name: String
    let day: Day
    let basis: MemoryShown.Basis
    let answers: Int
    let scheduled: Int
    let expected: ExpectationJSON?
    let dueLast30Days: Observed
    let probesLast30Days: Observed
    let items: [Row]
    let looks: [Look]

    init(_ shown: MemoryShown, _ taxonomy: Taxonomy) {
        person = shown.person.id
        name = shown.person.name
        day = shown.day
        basis = shown.basis
        answers = shown.answers
        scheduled = shown.rows.count
        expected = shown.expected.map { ExpectationJSON($0) }
        dueLast30Days = Observed(shown.due)
        probesLast30Days = Observed(shown.probes)
        items = shown.rows.map { row in
            Row(
                cue: row.cue.id, line: row.cue.line, objection: LabelJSON(row.cue.objection, taxonomy),
                chance: row.chance, stabilityDays: row.memory.known?.stability,
                answers: row.memory.known?.answers ?? 0, lapses: row.memory.known?.lapses ?? 0,
                lastDay: row.memory.known?.lastDay, dueOn: row.memory.dueOn)
        }
        looks = shown.looks.map { Look(by: $0.name, at: $0.at) }
    }

    static let schema = Schema.object(
        "PersonMemory",
        [
            .init("person", .id), .init("name", .text), .init("day", .day),
            .init("basis", .choice(MemoryShown.Basis.self)), .init("answers", .integer),
            .init("scheduled", .integer), .optional("expected", ExpectationJSON.schema),
            .init("due_last30_days", Observed.schema), .init("probes_last30_days", Observed.schema),
            .init("items", .list(Row.schema)), .init("looks", .list(Look.schema)),
        ])
}

/// "Expects 41 of 48 (38-44)": an estimate of what would be recalled if it were asked today.
struct ExpectationJSON: Encodable {
    let started: Int
    let expected: Double
    let low: Double
    let high: Double

    init(_ expectation: Expectation) {
        started = expectation.count
        expected = expectation.expected
        low = expectation.low
        high = expectation.high
    }

    static let schema = Schema.object(
        "Expectation",
        [
            .init("started", .integer), .init("expected", .number), .init("low", .number), .init("high", .number),
        ])
}
