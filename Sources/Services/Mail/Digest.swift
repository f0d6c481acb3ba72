import Database
package import Domain
import Store

/// What is to be told to one person, all at once.
package struct Digest: Sendable {
    /// A review set that is to be done.
    package struct Line: Sendable {
        package let title: String
        package let due: Day?
        package let state: AssignmentState
        /// Who reminds of it; nil when the calendar does.
        package let sender: String?
        package let address: String
    }

    package let person: Person
    /// Theirs.
    package let day: Day
    package let lines: [Line]
    package let news: [NewsService.Shown]
    /// Clips that wait for their feedback.
    package let waiting: Int
    /// Cues that wait for them today, and the minutes those take.
    package let cues: Int
    package let minutes: Int

    /// How much there is to tell.
    package var count: Int { lines.count + news.count + (cues > 0 ? 1 : 0) }

    package init(
        person: Person, day: Day, lines: [Line] = [], news: [NewsService.Shown] = [], waiting: Int = 0, cues: Int = 0,
        minutes: Int = 0
    ) {
        self.person = person
        self.day = day
        self.lines = lines
        self.news = news
        self.waiting = waiting
        self.cues = cues
        self.minutes = minutes
    }
}

/// Finds out whether there is something new to tell somebody, and then all of it.
struct DigestReading {
    let connection: any Connection
    let now: Instant

    /// From this minute of the person's own day on.
    static let morning = 7 * 60
    /// Cues wait every day: by themselves they are told of so seldom.
    private static let daysBetweenCues: Int64 = 7

    /// Nil for whoever wants none, had one today, is still asleep or has a quiet day, and when nothing is new.
    func digest(for id: ID<Person>) throws -> Digest? {
        let choice = try NewsStore(connection).choices(of: [id])[id] ?? .usual
        let zone = try ZoneStore(connection).zone(of: id)
        let today = zone.day(of: now)
        guard choice.wantsDigest, zone.minute(of: now) >= Self.morning, !choice.isQuiet(at: now, in: zone),
            try RecallHabitStore(connection).habit(of: id).isWorkday(today),
            let person = try PersonStore(connection).find(id), person.isActive
        else { return nil }
        let last = try DigestStore(connection).last(to: id)
        if let last, zone.day(of: last) >= today { return nil }
        let actor = Actor(person: person, teams: try TeamStore(connection).teams(of: id))
        let sets = try sets(of: actor, since: last, zone)
        let news = try NewsService.shown(
            try NewsStore(connection).list(of: id, onlyUnread: true, since: last, limit: 50), to: actor, connection)
        let isLongAgo = last.map { zone.day(of: $0).advanced(byDays: Self.daysBetweenCues) <= today } ?? true
        guard sets.isNew || !news.isEmpty || isLongAgo else { return nil }
        let queue = try RecallDesk(id, at: now, connection).queue
        let cues = queue.items.count
        guard sets.isNew || !news.isEmpty || cues > 0 else { return nil }
        return Digest(
            person: person, day: today, lines: sets.lines, news: news,
            waiting: try FeedbackAskStore(connection).waiting(for: id, limit: 100).count, cues: cues,
            minutes: max(1, Int((Double(cues) * queue.secondsPerCue / 60).rounded(.up))))
    }

    /// What is open, and whether anything about it is new: given since the last mail, due today or in two days, overdue for a
    /// day (and each week again), or a manager asks.
    private func sets(
        of actor: Actor, since last: Instant?, _ zone: PersonZone
    ) throws -> (lines: [Digest.Line], isNew: Bool) {
        let id = actor.person.id
        let today = zone.day(of: now)
        let senders = try ReminderStore(connection).reminders(of: id, since: last ?? Instant(milliseconds: 0))
        let names = senders.isEmpty ? [:] : try SetService.names(connection)
        var isNews = false
        var lines: [Digest.Line] = []
        for shown in try AssignmentReading(connection: connection, actor: actor, now: now).given(to: id) {
            guard let turn = shown.turns.last, turn.state.isOpen, shown.given.closedAt == nil else { continue }
            let sender = senders[shown.given.id]
            let isNew = last.map { turn.turn.startsOn > zone.day(of: $0) } ?? true
            isNews = isNews || isNew || sender != nil || Self.isDueSoon(turn.turn.due, today)
            lines.append(
                Digest.Line(
                    title: shown.set.content.title, due: turn.turn.due, state: turn.state,
                    sender: sender.flatMap { names[$0] }, address: "/sets/\(shown.set.id)"))
        }
        return (lines, isNews)
    }

    private static func isDueSoon(_ due: Day?, _ today: Day) -> Bool {
        guard let due else { return false }
        let left = due.daysSince1970 - today.daysSince1970
        return left == 0 || left == 2 || (left < 0 && (-left) % 7 == 1)
    }
}
