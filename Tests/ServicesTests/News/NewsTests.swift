import Domain
import Rehearsal
import Services
import Synchronization
import Testing

/// What reaches whom: the bell, what pops up, and one mail a day.
struct NewsTests {
    private static func say(_ text: String = "You paused.", on clip: ID<Clip>, by actor: Actor, _ stage: Stage)
        async throws
    {
        _ = try await stage.services.feedback.give(try NewFeedback(text: text), on: clip, by: actor)
    }

    @Test func whatConcernsSomebodyIsCountedOnceAndUntilTheyLooked() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let news = stage.services.news
            // Called by name, and the clip's owner too: one line, not two.
            try await Self.say("@Owner, here", on: clip, by: cast.peer, stage)
            #expect(try await news.countUnread(of: cast.owner.person.id) == 1)
            #expect(try await news.countUnread(of: cast.peer.person.id) == 0)
            let shown = try await news.list(of: cast.owner)
            #expect(shown.map(\.news.kind) == [.mention])
            #expect(shown.first?.actorName == "Peer")
            #expect(shown.first?.text == "@Owner, here")
            try await news.markRead(about: clip, by: cast.owner)
            #expect(try await news.countUnread(of: cast.owner.person.id) == 0)
            #expect(try await news.list(of: cast.owner).count == 1)
        }
    }

    @Test func whatIsSwitchedOffIsNotEvenCounted() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            _ = try await stage.services.news.setChoice(try NewsChoice(silent: [.feedback]), by: cast.owner)
            try await Self.say(on: clip, by: cast.peer, stage)
            #expect(try await stage.services.news.list(of: cast.owner).isEmpty)
            _ = try await stage.services.feedback.thank(for: clip, "The question", by: cast.peer)
            #expect(try await stage.services.news.list(of: cast.owner).map(\.news.kind) == [.thanks])
        }
    }

    @Test func nothingPopsUpInQuietHours() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let minute = PersonZone.utc.minute(of: stage.world.now)
            let quiet = try NewsChoice(quietFrom: minute, quietUntil: (minute + 60) % 1440)
            _ = try await stage.services.news.setChoice(quiet, by: cast.owner)
            var heard = await stage.services.live.subscribe(cast.owner).makeAsyncIterator()
            try await Self.say(on: clip, by: cast.peer, stage)
            stage.world.advance(seconds: 3600)
            try await Self.say(on: clip, by: cast.peer, stage)
            var names: [String?] = []
            for _ in 0..<3 { names.append(await heard.next()?.name) }
            // Twice the page of the clip, and only the second time a word to the owner.
            #expect(names == ["feedback", "feedback", "advice"])
            #expect(try await stage.services.news.countUnread(of: cast.owner.person.id) == 2)
        }
    }

    @Test func whatOneMayNotSeeAnyMoreIsNotToldEither() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await Self.say("@Performer, look", on: clip, by: cast.peer, stage)
            #expect(try await stage.services.news.list(of: cast.performer).count == 1)
            _ = try await stage.services.clips.setVisibility(clip, to: .private, by: cast.owner)
            #expect(try await stage.services.news.list(of: cast.performer).isEmpty)
        }
    }

    // MARK: Mail

    @Test func oneMailADayHoweverMuchHappened() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let pigeon = Pigeon()
            let digests = stage.digests(pigeon)
            stage.go(days: 1, hour: 12)
            for _ in 0..<5 { try await Self.say(on: clip, by: cast.peer, stage) }
            try await digests.send()
            try await digests.send()
            #expect(pigeon.carried.withLock { $0.map(\.to) } == ["owner@example.com"])
            #expect(pigeon.carried.withLock { $0.first?.subject } == "0 0 0 5")
            stage.world.advance(seconds: 60)
            try await Self.say(on: clip, by: cast.peer, stage)
            try await digests.send()
            #expect(pigeon.count == 1)
            stage.world.advance(seconds: 86_400)
            try await digests.send()
            // The sixth is new; what was told yesterday is not told again.
            #expect(pigeon.carried.withLock { $0.last?.subject } == "0 0 0 1")
            stage.world.advance(seconds: 86_400)
            try await digests.send()
            #expect(pigeon.count == 2)
            #expect(try await stage.events().count { $0 == "digest.sent" } == 2)
        }
    }

    @Test func whoeverLookedOrWantsNoneGetsNoMail() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let other = try await stage.clip("Another", of: cast.peer)
            let pigeon = Pigeon()
            stage.go(days: 1, hour: 12)
            _ = try await stage.services.news.setChoice(try NewsChoice(wantsDigest: false), by: cast.peer)
            try await Self.say(on: other, by: cast.owner, stage)
            try await Self.say(on: clip, by: cast.peer, stage)
            try await stage.services.news.markRead(by: cast.owner)
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 0)
        }
    }

    @Test func nobodyIsMailedBeforeTheirMorning() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let pigeon = Pigeon()
            stage.go(days: 1, hour: 12)
            // Seven hours behind, it is five in the morning.
            try await stage.services.calendars.setZone("Etc/GMT+7", by: cast.owner)
            try await Self.say(on: clip, by: cast.peer, stage)
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 0)
            stage.world.advance(seconds: 3 * 3600)
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 1)
        }
    }

    @Test func aMailThatIsNotTakenOverIsTriedAgain() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let pigeon = Pigeon()
            stage.go(days: 1, hour: 12)
            try await Self.say(on: clip, by: cast.peer, stage)
            pigeon.isTired.withLock { $0 = true }
            try await stage.digests(pigeon).send()
            pigeon.isTired.withLock { $0 = false }
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 1)
        }
    }

    @Test func setsAndNewsAndCuesAreOneMail() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let cue = try await stage.cue(of: cast.performer)
            let set = try await stage.services.sets.create(
                try SetHead(title: "Price"), items: [try NewSetItem(kind: .cue, subject: cue.id.text)],
                by: cast.performer
            ).set.id
            let new = try NewAssignment(
                set: set, audience: .people, people: [cast.owner.person.id], today: stage.world.now.day)
            _ = try await stage.services.assignments.assign(new, by: cast.manager)
            try await Self.say(on: clip, by: cast.peer, stage)
            let pigeon = Pigeon()
            stage.go(days: 1, hour: 12)
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 1)
            #expect(pigeon.last?.subject == "1 1 0 1")
        }
    }

    @Test func quietDaysAreQuietInTheMailToo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let pigeon = Pigeon()
            stage.go(days: 1, hour: 12)
            try await Self.say(on: clip, by: cast.peer, stage)
            var habit = RecallHabit.usual
            habit.quietDays = [stage.world.now.day.weekday]
            habit.holdFrom = stage.world.now.day.advanced(byDays: 1)
            habit.holdUntil = habit.holdFrom
            try await stage.services.recall.setHabit(habit, by: cast.owner)
            for _ in 0..<2 {
                try await stage.digests(pigeon).send()
                #expect(pigeon.count == 0)
                stage.go(days: 1, hour: 12)
            }
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 1)
        }
    }

    @Test func cuesAloneAreTheMailOnceAWeek() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.performer)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            let pigeon = Pigeon()
            for _ in 0..<7 {
                stage.go(days: 1, hour: 12)
                try await stage.digests(pigeon).send()
                #expect(pigeon.count == 1)
            }
            stage.go(days: 1, hour: 12)
            try await stage.digests(pigeon).send()
            #expect(pigeon.count == 2)
            #expect(pigeon.last?.subject == "0 1 0 0")
        }
    }

    @Test func headersOfAMailHaveNoLineBreaks() {
        #expect(throws: Problem.self) { try Mail(to: "a@b.c\r\nBcc: x@y.z", subject: "x", text: "") }
        #expect(throws: Problem.self) { try Mail(to: "a@b.c", subject: "x\nY: z", text: "") }
    }
}
