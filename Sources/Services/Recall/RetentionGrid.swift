import Database
import Domain
import Recall
import Store

/// Adds up what is known of people, cell by cell. Sixty thousand memories go through here for one page: everything is a number
/// in an array.
struct RetentionGrid {
    private struct Sum {
        var scheduled = 0
        var started = 0
        var expected = 0.0
        var variance = 0.0
        var people = 0
        /// Who was added last: so that everybody is counted once.
        private var last = -1

        mutating func add(_ chance: Double?, of person: Int) {
            scheduled += 1
            guard let chance else { return }
            started += 1
            expected += chance
            variance += chance * (1 - chance)
            if last != person {
                people += 1
                last = person
            }
        }
    }

    private struct Fade {
        var people = 0
        var today = 0.0
        var later = 0.0
    }

    private let known: RetentionBoard.Known
    private let error: Double
    private let now: Instant
    private let teams: [(team: Team, members: [Person])]
    /// Team by team, one for each objection and then one for all of them.
    private var sums: [Sum]
    private var fading: [Fade]
    private var members: [RetentionReport.Member] = []
    private var width: Int { known.objections.count + 1 }

    init(
        known: RetentionBoard.Known, error: Double, now: Instant, _ teams: [(team: Team, members: [Person])],
        _ connection: any Connection
    ) throws {
        self.known = known
        self.error = error
        self.now = now
        self.teams = teams
        sums = Array(repeating: Sum(), count: (known.objections.count + 1) * teams.count)
        fading = Array(repeating: Fade(), count: known.cues.count)
        var teamsOf: [ID<Person>: [Int]] = [:]
        for (number, entry) in teams.enumerated() {
            for person in entry.members { teamsOf[person.id, default: []].append(number) }
        }
        let people = Dictionary(teams.flatMap(\.members).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            .values.sorted { ($0.name.lowercased(), $0.id.text) < ($1.name.lowercased(), $1.id.text) }
        let habits = try RecallHabitStore(connection).habits(of: people.map(\.id))
        let vectors = try VectorsInUse(connection)
        for (number, person) in people.enumerated() {
            let day = (habits[person.id] ?? .usual).zone.day(of: now)
            add(person, number, teamsOf[person.id] ?? [], day, vectors[person.id].model)
        }
    }

    private mutating func add(_ person: Person, _ number: Int, _ teams: [Int], _ day: Day, _ model: MemoryModel) {
        let day = Int32(clamping: day.daysSince1970)
        var own = Sum()
        for cell in known.people[person.id] ?? [] {
            let cue = Int(cell.cue)
            var chance: Double?
            if cell.stability > 0 {
                // Difficulty has no part in what is there today.
                let state = MemoryState(stability: Double(cell.stability), difficulty: 5)
                let days = Double(max(0, day - cell.lastDay))
                let today = model.retrievability(state, afterDays: days)
                chance = today
                fading[cue].people += 1
                fading[cue].today += today
                fading[cue].later += model.retrievability(state, afterDays: days + 7)
            }
            own.add(chance, of: number)
            for team in teams {
                sums[team * width + Int(known.objectionOf[cue])].add(chance, of: number)
                sums[team * width + width - 1].add(chance, of: number)
            }
        }
        let isShown = own.started >= RetentionReport.fewestCues
        members.append(
            RetentionReport.Member(
                person: person, scheduled: own.scheduled, started: own.started,
                expectation: isShown ? expectation(own) : nil))
    }

    func report(_ connection: any Connection) throws -> RetentionReport {
        let taxonomy = try TermStore(connection).taxonomy()
        return RetentionReport(
            day: now.day,
            columns: teams.enumerated().map { number, entry in
                RetentionReport.Column(
                    team: entry.team, people: entry.members.count,
                    all: cell(entry.team.id, nil, sums[number * width + width - 1]))
            }, cells: cells(taxonomy), members: members, fading: try lowest(connection), error: error,
            started: members.reduce(0) { $0 + $1.started }, scheduled: members.reduce(0) { $0 + $1.scheduled })
    }

    private func cell(_ team: ID<Team>, _ objection: ID<Term>?, _ sum: Sum) -> RetentionReport.Cell {
        RetentionReport.Cell(
            team: team, objection: objection, people: sum.people, scheduled: sum.scheduled,
            expectation: sum.people >= RetentionReport.fewestPeople ? expectation(sum) : nil,
            canCompare: sum.people >= RetentionReport.fewestToCompare)
    }

    private func expectation(_ sum: Sum) -> Expectation? {
        Expectation(count: sum.started, expected: sum.expected, variance: sum.variance, error: error)
    }

    /// Objections in the order of their list, those that are there in any team's schedules.
    private func cells(_ taxonomy: Taxonomy) -> [RetentionReport.Cell] {
        let order = Dictionary(
            taxonomy.active(.objection).enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let used = known.objections.indices.filter { place in
            teams.indices.contains { sums[$0 * width + place].scheduled > 0 }
        }
        func rank(_ place: Int) -> (Int, String) {
            let objection = known.objections[place]
            return (objection.flatMap { order[$0] } ?? Int.max, objection?.text ?? "~")
        }
        return used.sorted { rank($0) < rank($1) }.flatMap { place in
            teams.enumerated().map { number, entry in
                cell(entry.team.id, known.objections[place], sums[number * width + place])
            }
        }
    }

    /// The ten cues of which least is there.
    private func lowest(_ connection: any Connection) throws -> [RetentionReport.Fading] {
        let shown = fading.indices.filter { fading[$0].people >= RetentionReport.fewestPeople }
            .map { (cue: $0, today: fading[$0].today / Double(fading[$0].people)) }
            .sorted { ($0.today, $0.cue) < ($1.today, $1.cue) }.prefix(10)
        let cues = try CueStore(connection).find(ids: shown.map { known.cues[$0.cue] })
        return shown.compactMap { number, today in
            cues[known.cues[number]].map {
                RetentionReport.Fading(
                    cue: $0, people: fading[number].people, today: today,
                    inAWeek: fading[number].later / Double(fading[number].people))
            }
        }
    }
}
