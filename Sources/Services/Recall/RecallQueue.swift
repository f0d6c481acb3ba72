import Domain
import Recall

/// What somebody is asked on one day, and in which order: worked out from their schedule alone.
struct RecallQueue: Sendable {
    /// A cue in the schedule.
    struct Entry: Sendable {
        let memory: Memory
        let objection: ID<Term>?
    }

    struct Item: Sendable {
        let entry: Entry
        let occasion: RecallOccasion
    }

    /// What of the day is over.
    struct Done: Sendable {
        var cues: Set<ID<Cue>> = []
        /// Answers that count against the cap.
        var count = 0
        var seconds = 0.0
        var hasProbe = false
        var lastObjection: ID<Term>?
    }

    let person: ID<Person>
    let entries: [Entry]
    let habit: RecallHabit
    let day: Day
    let model: MemoryModel
    let done: Done
    /// How long one cue takes this person.
    let secondsPerCue: Double
    /// Answers of the last four weeks: how often a probe is fair.
    let answersInFourWeeks: Int

    /// 3 to 5 % of all answers are probes.
    static let probeShare = 0.04
    /// Fewer cues than this are not drawn from: everyone would know what comes.
    static let fewestForProbes = 5
    /// New cues wait while the next two weeks are this full.
    static let fullest = 0.8

    /// How many more may be asked today.
    var room: Int {
        guard habit.isWorkday(day) else { return 0 }
        let minutes = Int((Double(habit.minutesPerDay) * 60 - done.seconds) / secondsPerCue)
        return max(0, min(habit.cuesPerDay - done.count, minutes))
    }

    /// What is due and not answered today: by what asking now gains, not by what is most forgotten.
    var due: [Entry] {
        entries.filter { isOpen($0) && $0.memory.dueOn <= day && $0.memory.known != nil }
            .map { ($0, gain($0)) }.sorted { ($1.1, $0.0.memory.cue.text) < ($0.1, $1.0.memory.cue.text) }.map(\.0)
    }

    /// What was never asked.
    var new: [Entry] {
        entries.filter { isOpen($0) && $0.memory.known == nil && $0.memory.dueOn <= day }
    }

    /// Today's cues, no objection twice in a row as far as that can be.
    var items: [Item] {
        var chosen = due.prefix(room).map { Item(entry: $0, occasion: .scheduled) }
        let space = hasRoomForNew ? room - chosen.count : 0
        chosen += new.prefix(max(0, space)).map { Item(entry: $0, occasion: .scheduled) }
        if let probe {
            if chosen.count >= room { chosen.removeLast(min(1, chosen.count)) }
            if chosen.count < room { chosen.append(Item(entry: probe, occasion: .probe)) }
        }
        return Self.mixed(chosen, after: done.lastObjection)
    }

    /// What was forgotten today can be tried once more, when it is asked for.
    func retries(forgotten: Set<ID<Cue>>, retried: Set<ID<Cue>>) -> [Item] {
        entries.filter { forgotten.contains($0.memory.cue) && !retried.contains($0.memory.cue) }
            .map { Item(entry: $0, occasion: .retry) }
    }

    /// Before a call: what is least likely to be recalled, of these objections, as far as the minutes reach.
    func cram(_ objections: Set<ID<Term>>, minutes: Int) -> [Item] {
        let fits = max(1, Int(Double(minutes) * 60 / secondsPerCue))
        let chosen = entries.filter { isOpen($0) && $0.objection.map(objections.contains) ?? false }
            .map { ($0, model.chance(of: $0.memory.known, on: day) ?? 0) }
            .sorted { ($0.1, $0.0.memory.cue.text) < ($1.1, $1.0.memory.cue.text) }
            .prefix(fits).map { Item(entry: $0.0, occasion: .cram) }
        return chosen
    }

    /// One cue by itself, once a day. What would come today anyway comes as scheduled; anything else is on top, and says so.
    func items(of cue: ID<Cue>) -> [Item] {
        guard let entry = entries.first(where: { $0.memory.cue == cue }), isOpen(entry) else { return [] }
        return [items.first { $0.entry.memory.cue == cue } ?? Item(entry: entry, occasion: .cram)]
    }

    private func isOpen(_ entry: Entry) -> Bool { !done.cues.contains(entry.memory.cue) }

    private func gain(_ entry: Entry) -> Double {
        guard let known = entry.memory.known else { return 0 }
        return model.expectedGain(known.state, afterDays: max(0, day - known.lastDay))
    }

    /// New cues come only while what they will cost can be borne.
    private var hasRoomForNew: Bool {
        let end = day.advanced(byDays: 14)
        let forecast = entries.count { $0.memory.known != nil && $0.memory.dueOn < end }
        let workdays = (0..<14).count { habit.isWorkday(day.advanced(byDays: Int64($0))) }
        return Double(forecast) < Self.fullest * Double(workdays * habit.cuesPerDay)
    }

    /// By chance, but the same chance all day: whether there is a probe today, and which cue it is.
    private var probe: Entry? {
        guard room > 0, !done.hasProbe else { return nil }
        let candidates = entries.filter { entry in
            isOpen(entry) && entry.memory.dueOn > day && entry.memory.known.map { $0.lastDay < day } ?? false
        }
        guard candidates.count >= Self.fewestForProbes else { return nil }
        let number = Int(day.daysSince1970)
        let perDay = Self.probeShare * Double(answersInFourWeeks) / 20
        guard Fuzz.draw(person: person.text, cue: "probe", review: number) < perDay else { return nil }
        let draw = Fuzz.draw(person: person.text, cue: "which", review: number)
        return candidates.sorted { $0.memory.cue.text < $1.memory.cue.text }[Int(draw * Double(candidates.count))]
    }

    /// The objection with the most left comes first whenever it is not the one just asked: that keeps equal ones apart as long
    /// as anything else is left.
    static func mixed(_ items: [Item], after last: ID<Term>?) -> [Item] {
        var rest = items
        var last = last
        var mixed: [Item] = []
        while !rest.isEmpty {
            let counts = rest.reduce(into: [ID<Term>?: Int]()) { $0[$1.entry.objection, default: 0] += 1 }
            let free = rest.indices.filter { rest[$0].entry.objection == nil || rest[$0].entry.objection != last }
            let next = (free.isEmpty ? Array(rest.indices) : free).max {
                (counts[rest[$0].entry.objection] ?? 0, $1) < (counts[rest[$1].entry.objection] ?? 0, $0)
            }
            guard let next else { break }
            mixed.append(rest.remove(at: next))
            last = mixed.last?.entry.objection
        }
        return mixed
    }
}
