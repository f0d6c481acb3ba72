import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// A set of one clip, given and gone through, with the clock in the test's hands.
struct AssignmentTests {
    private struct Scene {
        let stage: Stage
        let cast: Stage.Cast
        let clip: ID<Clip>
        let set: ID<ReviewSet>

        var today: Day { stage.world.now.day }
        var assignments: AssignmentService { stage.services.assignments }

        init(_ stage: Stage) async throws {
            self.stage = stage
            cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            self.clip = clip
            set = try await stage.services.sets.create(
                try SetHead(title: "Price"), items: [try NewSetItem(kind: .clip, subject: clip.text)],
                by: cast.performer
            ).set.id
        }

        func give(
            _ audience: Assignment.Audience = .team, people: [ID<Person>] = [], role: Role? = nil,
            joiners: Bool = false, days: Int64? = 7, months: Int? = nil
        ) async throws -> AssignmentShown {
            let new = try NewAssignment(
                set: set, audience: audience, people: people, role: role, enrolsJoiners: joiners,
                dueOn: days.map { today.advanced(byDays: $0) }, repeatMonths: months, today: today)
            return try await assignments.assign(new, by: cast.manager)
        }

        func watch(by actor: Actor, number: Int = 1) async throws {
            let report = try PlayReport(
                player: ID("player_a"), number: number,
                intervals: [PlayedInterval(start: 0, end: 60_000, at: 0, wall: 60_000)])
            try await stage.services.watches.report(report, of: clip, by: actor)
        }

        func states(_ id: ID<Assignment>) async throws -> [String: AssignmentState] {
            let shown = try await assignments.show(id, by: cast.manager)
            return Dictionary(shown.turns.map { ($0.name, $0.state) }, uniquingKeysWith: { $1 })
        }
    }

    @Test func teamIsItsRepsAndPerformersAndWatchingMakesItDone() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let given = try await scene.give()
            #expect(Set(given.turns.map(\.name)) == ["Owner", "Peer", "Performer"])
            #expect(given.totals == [.waiting: 3])
            try await scene.watch(by: scene.cast.peer)
            #expect(try await scene.states(given.given.id)["Peer"] == .done)
            stage.world.advance(days: 9)
            #expect(try await scene.states(given.given.id)["Owner"] == .overdue)
            try await scene.watch(by: scene.cast.owner)
            #expect(try await scene.states(given.given.id)["Owner"] == .late)
            #expect(try await scene.states(given.given.id)["Peer"] == .done)
        }
    }

    @Test func onlyManagersOfTheTeamGiveAndOthersSeeTheirOwn() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let new = try NewAssignment(set: scene.set, audience: .team, today: scene.today)
            for actor in [scene.cast.peer, scene.cast.performer, scene.cast.otherManager] {
                #expect(try await refusal { try await scene.assignments.assign(new, by: actor) }?.status == 403)
            }
            let id = try await scene.give(.people, people: [scene.cast.peer.person.id]).given.id
            let own = try await scene.assignments.show(id, by: scene.cast.peer)
            #expect(own.turns.map(\.isMe) == [true])
            #expect(own.totals.isEmpty)
            #expect(try await refusal { try await scene.assignments.show(id, by: scene.cast.owner) }?.status == 404)
            let seen = try await scene.assignments.show(id, by: scene.cast.performer)
            #expect(seen.turns.isEmpty)
            #expect(
                try await refusal { try await scene.assignments.remind(id, by: scene.cast.performer) }?.status == 403)
        }
    }

    @Test func setGivenToSomebodyElsewhereCanBePlayedByThem() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            _ = try await scene.give(.people, people: [scene.cast.peer.person.id])
            let machine = try await stage.machine
            let teams = try await stage.services.teams.list(by: machine)
            let team = try #require(teams.first { $0.team.name == "A" })
            let rest = team.members.map(\.id).filter { $0 != scene.cast.peer.person.id }
            _ = try await stage.services.teams.setMembers(rest, of: team.team.id, by: machine)
            let moved = try await stage.actor(scene.cast.peer.person.id)
            // The set stays theirs; the clip is the team's, so it is not theirs to see and counts no more.
            let shown = try await stage.services.sets.show(scene.set, by: moved)
            #expect(shown.items.map(\.counts) == [false])
        }
    }

    @Test func joinersGetAsManyDaysAsEverybodyHad() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let id = try await scene.give(.team, joiners: true).given.id
            stage.world.advance(days: 20)
            _ = try await stage.person("Newcomer", in: "A")
            try await scene.assignments.tend()
            try await scene.assignments.tend()
            let turns = try await scene.assignments.show(id, by: scene.cast.manager).turns
            let turn = try #require(turns.first { $0.name == "Newcomer" })
            #expect(turn.turn.startsOn == scene.today)
            #expect(turn.turn.due == scene.today.advanced(byDays: 7))
            #expect(turns.count == 4)
        }
    }

    @Test func everyoneNewInARoleGetsItAndThoseWhoHadTheRoleDoNot() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let id = try await scene.give(.role, role: .performer).given.id
            #expect(try await scene.assignments.show(id, by: scene.cast.manager).turns.isEmpty)
            _ = try await stage.services.people.changeRole(
                of: scene.cast.peer.person.id, to: .performer, by: try await stage.machine)
            try await scene.assignments.tend()
            #expect(try await scene.assignments.show(id, by: scene.cast.manager).turns.map(\.name) == ["Peer"])
        }
    }

    @Test func againMeansAgain() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let id = try await scene.give(.people, people: [scene.cast.peer.person.id], months: 6).given.id
            try await scene.watch(by: scene.cast.peer)
            stage.world.advance(days: 182)
            try await scene.assignments.tend()
            let turns = try await scene.assignments.show(id, by: scene.cast.manager).turns
            #expect(turns.map(\.turn.round) == [1, 2])
            #expect(turns.map(\.state) == [.done, .waiting])
            try await scene.watch(by: scene.cast.peer, number: 2)
            #expect(try await scene.assignments.show(id, by: scene.cast.manager).turns.map(\.state) == [.done, .done])
        }
    }

    @Test func dueDateIsTheEndOfTheDayWhereThePersonIs() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            try await stage.services.calendars.setZone("America/Los_Angeles", by: scene.cast.peer)
            try await stage.services.calendars.setZone("Pacific/Auckland", by: scene.cast.owner)
            let id = try await scene.give(days: 1).given.id
            // Six in the morning in London, the day after: still the evening before in California, and late in Auckland.
            let after = scene.today.advanced(byDays: 2).daysSince1970 * 86_400 + 6 * 3600
            stage.world.advance(seconds: after - stage.world.now.milliseconds / 1000)
            let states = try await scene.states(id)
            #expect(states["Peer"] == .waiting)
            #expect(states["Owner"] == .overdue)
        }
    }

    @Test func extensionAndExcuseHaveAReasonAndAreWrittenDown() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let id = try await scene.give().given.id
            let peer = scene.cast.peer.person.id
            let reason = try RequestReason("On holiday")
            let later = scene.today.advanced(byDays: 30)
            _ = try await scene.assignments.extend(id, for: peer, to: later, reason: reason, by: scene.cast.manager)
            let early = try await refusal {
                try await scene.assignments.extend(
                    id, for: peer, to: scene.today.advanced(byDays: 2), reason: reason, by: scene.cast.manager)
            }
            #expect(early?.status == 422)
            stage.world.advance(days: 20)
            #expect(try await scene.states(id)["Peer"] == .waiting)
            _ = try await scene.assignments.excuse(id, peer, reason: reason, by: scene.cast.manager)
            #expect(try await scene.states(id)["Peer"] == .excused)
            #expect(try await scene.assignments.remind(id, people: [peer], by: scene.cast.manager) == 0)
            _ = try await scene.assignments.include(id, peer, by: scene.cast.manager)
            #expect(try await scene.states(id)["Peer"] == .waiting)
            let events = try await stage.events()
            #expect(events.suffix(4).filter { $0.hasPrefix("assignment.e") }.count == 2)
        }
    }

    @Test func mailSaysSomethingNewAndComesInTheMorning() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let id = try await scene.give(.people, people: [scene.cast.peer.person.id], days: 5).given.id
            let pigeon = Pigeon()
            func at(_ days: Int64, hour: Int64) async throws -> Mail? {
                let before = pigeon.count
                stage.go(days: days, hour: hour)
                try await stage.digests(pigeon).send()
                return pigeon.count == before ? nil : pigeon.last
            }
            #expect(try await at(1, hour: 6) == nil)
            let first = try #require(try await at(0, hour: 7))
            #expect(first.to == "peer@example.com")
            #expect(first.text == "Price ")
            #expect(try await at(0, hour: 9) == nil)
            #expect(try await at(1, hour: 9) == nil)
            #expect(try await scene.assignments.remind(id, by: scene.cast.manager) == 1)
            #expect(try await scene.assignments.remind(id, by: scene.cast.manager) == 0)
            #expect(try await at(1, hour: 9)?.text == "Price Manager")
            try await scene.watch(by: scene.cast.peer)
            for day in 1...3 { #expect(try await at(1, hour: 9) == nil, "day \(day)") }
        }
    }

    @Test func whoLooksIsSeenAndSeesTheSame() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            _ = try await scene.give()
            try await scene.watch(by: scene.cast.peer)
            let peer = scene.cast.peer.person.id
            let seen = try await scene.assignments.activity(of: peer, by: scene.cast.manager)
            let own = try await scene.assignments.activity(of: peer, by: scene.cast.peer)
            #expect(own.looks.map(\.name) == ["Manager"])
            #expect(seen.assignments.map(\.given.id) == own.assignments.map(\.given.id))
            #expect(seen.assignments.map { $0.turns.map(\.state) } == own.assignments.map { $0.turns.map(\.state) })
            #expect(seen.watched.map(\.clip.id) == own.watched.map(\.clip.id))
            for (actor, status) in [(scene.cast.owner, 404), (scene.cast.performer, 403), (scene.cast.outsider, 404)] {
                #expect(
                    try await refusal { try await scene.assignments.activity(of: peer, by: actor) }?.status == status)
            }
        }
    }

    @Test func feedShowsOpenDueDatesUntilItsAddressIsReplaced() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            _ = try await scene.give()
            let calendars = stage.services.calendars
            let first = try await calendars.makeFeed(by: scene.cast.peer)
            #expect(try await calendars.entries(feed: first).map(\.title) == ["Price"])
            let second = try await calendars.makeFeed(by: scene.cast.peer)
            #expect(try await refusal { try await calendars.entries(feed: first) }?.status == 404)
            try await scene.watch(by: scene.cast.peer)
            #expect(try await calendars.entries(feed: second).isEmpty)
            try await calendars.endFeed(by: scene.cast.peer)
            #expect(try await refusal { try await calendars.entries(feed: second) }?.status == 404)
        }
    }

    @Test func setSaysHowSurelyItsCuesAreKnownAndTheSurestCounts() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let (first, second) = (
                try await stage.cue("One", of: cast.performer), try await stage.cue("Two", of: cast.performer)
            )
            func make(_ retention: Double?, _ cues: [Cue]) async throws -> ID<ReviewSet> {
                let set = try await stage.services.sets.create(
                    try SetHead(title: "Price", retention: retention),
                    items: try cues.map { try NewSetItem(kind: .cue, subject: $0.id.text) }, by: cast.performer
                ).set.id
                let new = try NewAssignment(
                    set: set, audience: .people, people: [cast.peer.person.id], today: stage.world.now.day)
                _ = try await stage.services.assignments.assign(new, by: cast.manager)
                return set
            }
            func wanted(_ cue: Cue) async throws -> Double? { try await stage.memory(cue.id, of: cast.peer).retention }
            let set = try await make(0.8, [first])
            #expect(try await wanted(first) == 0.8)
            _ = try await make(0.95, [first])
            #expect(try await wanted(first) == 0.95)
            try await stage.answerAll(by: cast.peer)
            let due = try await stage.memory(first.id, of: cast.peer).dueOn
            // What is put in later is asked too; another wish moves dues and nothing else.
            let item = try NewSetItem(kind: .cue, subject: second.id.text)
            _ = try await stage.services.sets.add([item], to: set, by: cast.performer)
            #expect(try await wanted(second) == 0.8)
            let before = try await stage.memory(first.id, of: cast.peer)
            _ = try await stage.services.sets.edit(
                set, try SetHead(title: "Price", retention: 0.97), by: cast.performer)
            #expect(try await wanted(first) == 0.97)
            #expect(try await wanted(second) == 0.97)
            let after = try await stage.memory(first.id, of: cast.peer)
            #expect(after.known == before.known)
            #expect(after.dueOn <= due)
            // What was let go of does not come back by an edit.
            try await stage.services.cues.letGo(second.id, by: cast.peer)
            _ = try await stage.services.sets.edit(set, try SetHead(title: "Price", retention: nil), by: cast.performer)
            #expect(try await stage.memory(second.id, of: cast.peer).leftAt != nil)
            #expect(try await wanted(first) == 0.95)
        }
    }

    @Test func feedShowsOnWhichDaysHowManyCuesAreAsked() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            // Monday: seven cues, five a day, and nothing on Tuesday.
            try await stage.schedule(7, for: cast.peer, by: cast.performer)
            var habit = RecallHabit.usual
            habit.quietDays = [.tuesday]
            try await stage.services.recall.setHabit(habit, by: cast.peer)
            let calendars = stage.services.calendars
            let feed = try await calendars.makeFeed(by: cast.peer)
            let days = try await calendars.entries(feed: feed)
            #expect(days.map(\.cues) == [5, 2])
            #expect(days.map(\.day.weekday) == [.monday, .wednesday])
            try await stage.answerAll(by: cast.peer)
            let rest = try await calendars.entries(feed: feed).filter { $0.day.weekday == .monday }
            #expect(rest.allSatisfy { $0.day > stage.world.now.day })
        }
    }

    @Test func cuesOfAnAssignedSetAreAskedAndRecallingThemMakesItDone() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.performer)
            let plain = try await stage.clip("No cue", of: cast.owner)
            let moments = try await stage.database.read { try CueStore($0).moments(of: [cue.id]) }
            let answered = try #require(moments[cue.id]?.first?.clip)
            let set = try await stage.services.sets.create(
                try SetHead(title: "Price", goal: .recalled),
                items: [
                    try NewSetItem(kind: .cue, subject: cue.id.text),
                    try NewSetItem(kind: .clip, subject: answered.text),
                    try NewSetItem(kind: .clip, subject: plain.text),
                ], by: cast.performer
            ).set.id
            let new = try NewAssignment(
                set: set, audience: .people, people: [cast.peer.person.id], today: stage.world.now.day)
            let given = try await stage.services.assignments.assign(new, by: cast.manager).given.id
            #expect(try await stage.services.recall.today(by: cast.peer).scheduled == 1)
            try await stage.answerAll(by: cast.peer)
            let half = try await stage.services.sets.show(set, by: cast.peer)
            #expect(half.progress.done == 2)
            #expect(half.items.first?.cue?.line == "You are too expensive")
            let report = try PlayReport(
                player: ID("player_a"), number: 1,
                intervals: [PlayedInterval(start: 0, end: 60_000, at: 0, wall: 60_000)])
            try await stage.services.watches.report(report, of: plain, by: cast.peer)
            let turns = try await stage.services.assignments.show(given, by: cast.manager).turns
            #expect(turns.map(\.state) == [.done])
        }
    }

    @Test func cueThatMayNotBeSeenIsNeitherAskedNorCounted() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let foreign = try NewSetItem(kind: .cue, subject: try await stage.cue(of: cast.outsider).id.text)
            let head = try SetHead(title: "Price")
            let problem = try await refusal {
                try await stage.services.sets.create(head, items: [foreign], by: cast.performer)
            }
            #expect(problem?.errors.map(\.field) == ["items_1"])
            let clip = try await stage.clip(of: cast.performer, visibility: .private)
            let set = try await stage.services.sets.create(
                head, items: [try NewSetItem(kind: .clip, subject: clip.text)], by: cast.performer
            ).set.id
            let new = try NewAssignment(set: set, audience: .team, today: stage.world.now.day)
            _ = try await stage.services.assignments.assign(new, by: cast.manager)
            #expect(try await stage.services.recall.today(by: cast.peer).scheduled == 0)
            #expect(try await stage.services.sets.show(set, by: cast.peer).progress.count == 0)
        }
    }

    @Test func recallCountsDaysWhereDueDatesDo() async throws {
        try await Stage.open { stage in
            let peer = try await stage.cast().peer
            try await stage.services.recall.setHabit(.usual, by: peer)
            try await stage.services.calendars.setZone("Europe/Berlin", by: peer)
            #expect(try await stage.services.recall.habit(of: peer).zone.name == "Europe/Berlin")
        }
    }
}
