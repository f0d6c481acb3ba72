import Database
import Domain
import Store

/// Works out how far people are with items, out of what players, recall, practice and calls have written down.
struct ProgressReading {
    let connection: any Connection
    /// Percent from which on something counts as watched.
    let threshold: Int
    /// The rung that counts as done.
    let rule: Rung
    /// What happened before does not count; nil for ever.
    let since: Instant?

    /// What an item means: which clip, which stretch of it, how long it is.
    struct Subject: Hashable {
        let item: SetItem
        /// Of the clip, in milliseconds; 0 for what is not played.
        let length: Int
        /// Nil for the whole clip.
        let range: Range<Int>?
        /// The cues that have to be recalled for it to be recalled.
        let cues: [ID<Cue>]
    }

    func progress(
        of subjects: [Subject], by people: [ID<Person>]
    ) throws -> [ID<Person>: [ID<SetItem>: ItemProgress]] {
        let clips = subjects.compactMap(\.item.clip)
        let totals = try WatchStore(connection).totals(of: clips, by: people)
        let start = since ?? Instant(milliseconds: 0)
        let ladders = try RungStore(connection).ladders(of: subjects.map(\.item.subject), by: people, since: start)
        let recalls = try RungStore(connection).recalls(of: subjects.flatMap(\.cues), by: people, since: start)
        var found: [ID<Person>: [ID<SetItem>: ItemProgress]] = [:]
        for person in people {
            for subject in subjects {
                var progress = ItemProgress(
                    ladder: ladders[person]?[subject.item.subject] ?? Ladder(),
                    goal: subject.item.goal(in: rule, hasCues: !subject.cues.isEmpty))
                let times = subject.cues.compactMap { recalls[person]?[$0] }
                if times.count == subject.cues.count { progress.ladder.reach(.recalled, at: times.max()) }
                if let clip = subject.item.clip {
                    try play(totals[person]?[clip], of: clip, subject, by: person, into: &progress)
                }
                found[person, default: [:]][subject.item.id] = progress
            }
        }
        return found
    }

    private func play(
        _ total: WatchTotal?, of clip: ID<Clip>, _ subject: Subject, by person: ID<Person>,
        into progress: inout ItemProgress
    ) throws {
        progress.percent = 0
        guard var total, total.reportedAt >= since ?? total.reportedAt else { return }
        let store = WatchStore(connection)
        if let since {
            guard
                let again = try store.total(of: clip, by: person, since: since, length: subject.length)
            else { return }
            total = again
        }
        let range = subject.range ?? 0..<subject.length
        progress.ladder.reach(.opened, at: total.openedAt)
        progress.percent = total.percent(of: range)
        guard total.percent(of: range) >= threshold else { return }
        // For whole clips the time was written down; for a stretch the reports tell it.
        let time =
            subject.range == nil
            ? total.watchedAt(threshold)
            : try store.reachedAt(threshold, of: range, in: clip, by: person, since: since)
        progress.ladder.reach(.watched, at: time ?? total.reportedAt)
    }
}

/// What the items of sets mean, read once for many.
struct SetGround {
    let clips: [ID<Clip>: Clip]
    let moments: [ID<Clip>: [Moment]]
    let cues: [ID<Cue>: Cue]
    let briefs: [ID<Brief>: Brief]
    private let cuesOfClips: [ID<Clip>: [ID<Cue>]]

    init(_ sets: [ReviewSet], _ connection: any Connection) throws {
        let items = sets.flatMap(\.content.items)
        let ids = Array(Set(items.compactMap(\.clip)))
        clips = Dictionary(
            try ClipStore(connection).find(ids: ids).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        moments = try MomentStore(connection).list(of: ids)
        cuesOfClips = try RungStore(connection).cues(of: ids)
        let named: [ID<Cue>] = items.filter { $0.kind == .cue }.map { ID($0.subject) }
        cues = try CueStore(connection).find(ids: named + cuesOfClips.values.flatMap { $0 })
        briefs = try BriefStore(connection).find(ids: items.compactMap(\.brief))
    }

    /// Whether this person may see what an item means, now; a brief counts while they may record for it.
    func shows(_ item: SetItem, to actor: Actor) -> Bool {
        switch item.kind {
        case .clip, .moment:
            item.clip.flatMap { clips[$0] }.map { Permission.allows(.see, for: actor, on: $0.access) } ?? false
        case .cue: cues[ID(item.subject)].map { isAsked($0, of: actor) } ?? false
        case .brief:
            item.brief.flatMap { briefs[$0] }.map { Permission.allows(.record, for: actor, on: $0.access) } ?? false
        }
    }

    /// Those of a set that this person may see, as `ProgressReading` wants them.
    func subjects(of set: ReviewSet, for actor: Actor) -> [ProgressReading.Subject] {
        set.content.items.filter { shows($0, to: actor) }.map { item in
            let length = item.clip.flatMap { clips[$0]?.media.durationMilliseconds } ?? 0
            let range = moment(of: item).map { $0.startMilliseconds..<$0.endMilliseconds } ?? item.range
            return ProgressReading.Subject(
                item: item, length: length, range: range?.clamped(to: 0..<max(0, length)),
                cues: asked(item, of: actor).map(\.id))
        }
    }

    func moment(of item: SetItem) -> Moment? {
        item.clip.flatMap { moments[$0] }?.first { $0.id == item.moment }
    }

    /// The cues an item puts into somebody's schedule: itself, or those its clip answers.
    func asked(_ item: SetItem, of actor: Actor) -> [Cue] {
        let ids = item.kind == .cue ? [ID(item.subject)] : item.clip.flatMap { cuesOfClips[$0] } ?? []
        return ids.compactMap { cues[$0] }.filter { isAsked($0, of: actor) }
    }

    private func isAsked(_ cue: Cue, of actor: Actor) -> Bool {
        cue.state == .active && Permission.allows(.see, for: actor, on: cue.access)
    }
}
