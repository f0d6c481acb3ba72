import Domain
import Rehearsal
import Services
import Testing

/// Asking for feedback: who is asked, why, how often, and what they can do with it.
struct AskingTests {
    @Test func whoeverIsAskedByNameFindsItWithTheReason() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            let shown = try await feedback.ask(cast.peer.person.id, about: clip, note: "The opening", by: cast.owner)
            #expect(shown.turns.map(\.name) == ["Peer"])
            let inbox = try await feedback.inbox(of: cast.peer)
            #expect(inbox.items.map(\.clip.id) == [clip])
            #expect(inbox.items.first?.turn.why == .named)
            #expect(inbox.items.first?.askerName == "Owner")
            #expect(inbox.usedThisWeek == 1)
            #expect(try await feedback.inbox(of: cast.performer).items.isEmpty)
            #expect(
                try await refusedCode {
                    try await feedback.ask(cast.peer.person.id, about: clip, note: "", by: cast.owner)
                } == "asked_already")
        }
    }

    @Test func sayingSomethingAnswersTheAskAndEndsIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            _ = try await feedback.ask(cast.peer.person.id, about: clip, note: "", by: cast.owner)
            _ = try await feedback.give(try NewFeedback(text: "You paused."), on: clip, by: cast.peer)
            #expect(try await feedback.inbox(of: cast.peer).items.isEmpty)
            #expect(try await feedback.ask(about: clip, by: cast.owner) == nil)
        }
    }

    @Test func aNoteToOneselfAnswersNobody() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            _ = try await feedback.ask(cast.peer.person.id, about: clip, note: "", by: cast.owner)
            _ = try await feedback.give(try NewFeedback(text: "Hm.", isPrivate: true), on: clip, by: cast.peer)
            #expect(try await feedback.inbox(of: cast.peer).items.count == 1)
        }
    }

    @Test func theRouterThinksOfThoseWhoOfferedFirstAndOfTheTeamThen() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            _ = try await feedback.setHelp(try FeedbackHelp(terms: [ID("ob.price")]), by: cast.peer)
            _ = try await feedback.setHelp(try FeedbackHelp(terms: [ID("ob.price")]), by: cast.outsider)
            let shown = try await feedback.ask(nil, about: clip, note: "", by: cast.owner)
            // The outsider offered too, but may not see the clip of another team.
            #expect(shown.turns.map(\.name) == ["Peer", "Performer"])
            #expect(shown.turns.map(\.turn.why) == [.subject, .rota])
        }
    }

    @Test func nobodyIsAskedMoreOftenThanTheyAllowOrWhileAway() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let feedback = stage.services.feedback
            _ = try await feedback.setHelp(try FeedbackHelp(perWeek: 1), by: cast.performer)
            let away = stage.world.now.day.advanced(byDays: 3)
            _ = try await feedback.setHelp(try FeedbackHelp(awayUntil: away), by: cast.manager)
            let first = try await feedback.ask(
                nil, about: try await stage.clip(of: cast.owner), note: "", by: cast.owner)
            #expect(first.turns.map(\.name) == ["Performer"])
            let second = try await stage.clip("Another", of: cast.owner)
            #expect(
                try await refusedCode { try await feedback.ask(nil, about: second, note: "", by: cast.owner) }
                    == "nobody_free")
            #expect(
                try await refusedCode {
                    try await feedback.ask(cast.performer.person.id, about: second, note: "", by: cast.owner)
                } == "budget_used")
            #expect(try await feedback.ask(about: second, by: cast.owner) == nil)
            stage.world.advance(seconds: 8 * 86_400)
            let later = try await feedback.ask(nil, about: second, note: "", by: cast.owner)
            #expect(Set(later.turns.map(\.name)) == ["Performer", "Manager"])
        }
    }

    @Test func whatIsHandedBackGoesToTheNextAndSaysWhy() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            _ = try await feedback.ask(cast.performer.person.id, about: clip, note: "", by: cast.owner)
            let turn = try #require(try await feedback.inbox(of: cast.performer).items.first?.turn.id)
            #expect(
                try await refusal { try await feedback.handBack(turn, reason: try .away, by: cast.peer) } == .notFound)
            try await feedback.handBack(turn, reason: try .away, by: cast.performer)
            let shown = try await feedback.ask(about: clip, by: cast.owner)
            #expect(shown?.turns.map(\.turn.state) == [.handedBack, .waiting])
            #expect(shown?.turns.map(\.turn.reason) == ["I am away.", ""])
            #expect(shown?.turns.map(\.name) == ["Performer", "Manager"])
            #expect(
                try await refusal { try await feedback.handBack(turn, reason: try .away, by: cast.performer) }
                    == .notFound)
        }
    }

    @Test func whatWasPutOffComesBack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            _ = try await feedback.ask(cast.peer.person.id, about: clip, note: "", by: cast.owner)
            let turn = try #require(try await feedback.inbox(of: cast.peer).items.first?.turn.id)
            try await feedback.snooze(turn, days: 1, by: cast.peer)
            #expect(try await feedback.inbox(of: cast.peer).items.isEmpty)
            #expect(try await feedback.inbox(of: cast.peer).snoozed.count == 1)
            stage.world.advance(seconds: 86_401)
            #expect(try await feedback.inbox(of: cast.peer).items.count == 1)
            #expect(try await refusal { try await feedback.snooze(turn, days: 31, by: cast.peer) }?.status == 422)
        }
    }

    @Test func onlyThoseResponsibleAskAndOnlyThoseWhoMaySeeAreAsked() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let feedback = stage.services.feedback
            for actor in [cast.peer, cast.performer] {
                #expect(
                    try await refusedCode { try await feedback.ask(nil, about: clip, note: "", by: actor) }
                        == "forbidden")
            }
            #expect(
                try await refusal {
                    try await feedback.ask(cast.outsider.person.id, about: clip, note: "", by: cast.owner)
                }?.errors.map(\.field) == ["to"])
            #expect(try await feedback.ask(about: clip, by: cast.peer) == nil)
            _ = try await feedback.ask(cast.peer.person.id, about: clip, note: "", by: cast.manager)
            try await feedback.withdrawAsk(about: clip, by: cast.owner)
            #expect(try await feedback.inbox(of: cast.peer).items.isEmpty)
        }
    }

    @Test func helpIsWithStagesAndObjectionsOnly() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let problem = try await refusal {
                try await stage.services.feedback.setHelp(try FeedbackHelp(terms: [ID("ct.demo")]), by: cast.peer)
            }
            #expect(problem?.errors.map(\.field) == ["terms"])
            #expect(throws: Problem.self) { try FeedbackHelp(perWeek: 21) }
            #expect(throws: Problem.self) { try FeedbackHelp(note: String(repeating: "x", count: 201)) }
        }
    }
}
