import Domain
import Lookup
import Services

/// Fills a storage with made-up clips: the demo team, and as many published clips as asked for, without recordings. For
/// measuring; it works on the database directly, so no server may run.
struct SyntheticLoader {
    let services: Services
    let world: World
    /// Makes the vectors of a clip; without it the server makes them later, which takes long for many clips.
    var meaning: (@Sendable (IndexedClip) -> ClipMeaning)?

    /// How many clips go into one transaction.
    private static let batch = 250
    /// Clips are this far apart in time, so that ten thousand of them are some two years of work.
    private static let minutesApart: Int64 = 105

    /// Adds `count` clips to those that are there.
    func load(_ count: Int, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }) async throws {
        let machine = try await services.sessions.operatorActor(as: nil)
        try await services.settings.markAsDemo(by: machine)
        let people = try await people(machine)
        let corpus = SyntheticCorpus(scripts: DemoScript.clips, taxonomy: try await services.taxonomy.taxonomy())
        let present = try await services.clips.counts(by: machine).states.values.reduce(0, +)
        for start in stride(from: 0, to: count, by: Self.batch) {
            let numbers = start..<min(start + Self.batch, count)
            let clips = numbers.map { number in
                whole(corpus.clip(present + number), minutesAgo: Int64(count - number) * Self.minutesApart, people)
            }
            try await services.clips.addWhole(clips, by: machine)
            progress(numbers.upperBound, count)
        }
    }

    private struct Owner {
        let id: ID<Person>
        let team: ID<Team>
    }

    /// The demo team, in its order; whoever is missing gets an account.
    private func people(_ machine: Actor) async throws -> [Owner] {
        var known = try await services.people.list(by: machine)
        for person in DemoPerson.allCases where !known.contains(where: { $0.email == person.email }) {
            try await services.people.add(
                NewPerson(
                    name: person.name, email: person.email, role: person.role.rawValue,
                    teamNames: [person.team.rawValue], password: DemoPerson.password), by: machine)
        }
        known = try await services.people.list(by: machine)
        let teams = try await services.teams.list(by: machine)
        return try DemoPerson.allCases.map { person in
            guard let account = known.first(where: { $0.email == person.email }),
                let team = teams.first(where: { $0.members.contains { $0.id == account.id } })
            else { throw CommandFailed("\(person.email) has no team.") }
            return Owner(id: account.id, team: team.team.id)
        }
    }

    private func whole(_ made: SyntheticClip, minutesAgo: Int64, _ people: [Owner]) -> ClipService.WholeClip {
        let now = world.now()
        let time = now.advanced(bySeconds: -60 * minutesAgo)
        let owner = people[made.owner]
        var details = made.details
        details.verifyBy = made.verifyAfterDays.map { now.day.advanced(byDays: $0) }
        details.recordedOn = time.day
        let clip = Clip(
            id: world.id(), team: owner.team, owner: owner.id, state: .published, visibility: made.visibility,
            details: details,
            media: ClipMedia(
                originalName: "made-up", durationMilliseconds: made.durationMilliseconds, hasVideo: made.hasVideo,
                transcript: .machine),
            version: 1, createdAt: time, updatedAt: time, publishedAt: time,
            notice: Notice(
                whoIsHeard: "Nobody: these words were never spoken.", howTold: DemoScript.noticeHowTold,
                allows: .library, allowsExternal: true, recordedBy: owner.id, recordedAt: time))
        let moments = made.moments.map {
            Moment(
                id: world.id(), startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds,
                title: $0.title)
        }
        let indexed = IndexedClip(clip, lines: made.lines.map(TimedLine.init), moments: moments)
        return ClipService.WholeClip(
            clip: clip, transcript: Transcript(revision: 1, source: .machine, lines: made.lines, savedAt: time),
            moments: moments, meaning: indexed.flatMap { clip in meaning?(clip) })
    }
}
