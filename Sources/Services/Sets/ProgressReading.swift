import Database
import Domain
import Store

/// Works out how far people are with items, out of what players, recall, practice and calls have written down.
struct ProgressReading {
    let connection: any Connection
    /// Percent from which on something counts as watched.
    let threshold: Int
    /// What happened before does not count; nil for ever.
    let since: Instant?

    /// What an item means: which clip, which stretch of it, how long it is.
    struct Subject {
        let item: SetItem
        /// Of the clip, in milliseconds; 0 for what is not played.
        let length: Int
        /// Nil for the whole clip.
        let range: Range<Int>?
    }

    func progress(
        of subjects: [Subject], by people: [ID<Person>]
    ) throws -> [ID<Person>: [ID<SetItem>: ItemProgress]] {
        let clips = subjects.compactMap(\.item.clip)
        let totals = try WatchStore(connection).totals(of: clips, by: people)
        let ladders = try RungStore(connection).ladders(
            of: subjects.map(\.item.subject), by: people, since: since ?? Instant(milliseconds: 0))
        var found: [ID<Person>: [ID<SetItem>: ItemProgress]] = [:]
        for person in people {
            for subject in subjects {
                var progress = ItemProgress(ladder: ladders[person]?[subject.item.subject] ?? Ladder())
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

extension ReviewSet {
    /// The items as `ProgressReading` wants them, those that `clips` lacks left out.
    func subjects(
        _ clips: [ID<Clip>: Clip], _ moments: [ID<Clip>: [Moment]]
    ) -> [ProgressReading.Subject] {
        content.items.compactMap { item in
            guard let id = item.clip else { return ProgressReading.Subject(item: item, length: 0, range: nil) }
            guard let clip = clips[id] else { return nil }
            let length = clip.media.durationMilliseconds ?? 0
            let moment = moments[id]?.first { $0.id == item.moment }
            let range = moment.map { $0.startMilliseconds..<$0.endMilliseconds } ?? item.range
            return ProgressReading.Subject(item: item, length: length, range: range?.clamped(to: 0..<max(0, length)))
        }
    }
}
