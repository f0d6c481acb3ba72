import Domain
import Rehearsal
import Services
import Testing

/// A question's way from asked to settled.
struct RequestTests {
    @Test func askingWritesDownWhoAsksAndTellsOnlyThoseItConcerns() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let shown = try await stage.ask(note: "A lunar base", by: cast.peer)
            #expect(shown.request.state == .open)
            #expect(shown.askerCount == 1)
            #expect(shown.askers.map(\.name) == ["Peer"])
            let asOwner = try await stage.services.requests.show(shown.request.id, by: cast.owner)
            #expect(asOwner.askerCount == 1)
            #expect(asOwner.askers.isEmpty)
            #expect(asOwner.steps.allSatisfy { $0.name == nil })
            let asManager = try await stage.services.requests.show(shown.request.id, by: cast.manager)
            #expect(asManager.askers.map(\.asker.note) == ["A lunar base"])
            let problem = try await refusal {
                try await stage.services.requests.show(shown.request.id, by: cast.outsider)
            }
            #expect(problem == .notFound)
            #expect(try await stage.events().contains("request.asked"))
        }
    }

    @Test(arguments: ["do you WORK on the moon", "On the moon, do you work?"])
    func sameQuestionIsJoinedInsteadOfAskedTwice(text: String) async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let first = try await stage.ask("Do you work on the moon?", by: cast.peer)
            let (second, isJoined) = try await stage.services.requests.ask(NewRequest(text: text), by: cast.owner)
            #expect(isJoined)
            #expect(second.request.id == first.request.id)
            #expect(second.askerCount == 2)
            let again = try await stage.ask(text, by: cast.owner)
            #expect(again.askerCount == 2)
        }
    }

    @Test func likeQuestionsAreShownAndOthersStayApart() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let first = try await stage.ask("Do you work on the moon?", by: cast.peer)
            let near = try await stage.services.requests.near(
                "does it work on the moon base", objection: nil, by: cast.owner)
            #expect(near.map(\.request.id) == [first.request.id])
            #expect(
                try await stage.services.requests.near("zeppelin insurance", objection: nil, by: cast.owner).isEmpty)
            #expect(
                try await stage.services.requests.near("work on the moon", objection: nil, by: cast.outsider).isEmpty)
            let (_, isJoined) = try await stage.services.requests.ask(
                NewRequest(text: "Do you work on the moon?"), by: cast.outsider)
            // Another team's question is not theirs to see, so theirs is a question of its own.
            #expect(!isJoined)
        }
    }

    @Test func answeringTellsEveryoneWhoAsks() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(by: cast.peer).request.id
            _ = try await requests.join(id, note: "", by: cast.owner)
            let clip = try await stage.clip("We do", of: cast.performer, visibility: .team)
            let stream = await stage.services.live.subscribe(cast.peer)
            let answered = try await requests.answer(id, with: clip, by: cast.performer)
            #expect(answered.request.state == .answered)
            #expect(try await requests.news(of: cast.peer).answered.map(\.id) == [id])
            #expect(try await requests.news(of: cast.owner).answered.map(\.id) == [id])
            #expect(try await requests.news(of: cast.manager).answered.isEmpty)
            await stage.services.live.finish()
            let heard = await stream.reduce(into: [String]()) { $0.append("\($1.name).\($1.what)") }
            #expect(heard == ["request.answered"])
        }
    }

    @Test func answerHasToBeVisibleToEveryoneWhoAsks() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(by: cast.peer).request.id
            let own = try await stage.clip("Mine alone", of: cast.performer, visibility: .private)
            let draft = try await stage.clip("Not ready", of: cast.performer, state: .draft)
            for clip in [own, draft] {
                let problem = try await refusal { try await requests.answer(id, with: clip, by: cast.performer) }
                #expect(problem?.errors.first?.field == "clip")
            }
            #expect(try await requests.show(id, by: cast.peer).request.state == .open)
        }
    }

    @Test func settledOnlyWhenEveryoneWhoAsksSaysSo() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(by: cast.peer).request.id
            _ = try await requests.join(id, note: "", by: cast.owner)
            let clip = try await stage.clip("We do", of: cast.performer)
            _ = try await requests.answer(id, with: clip, by: cast.performer)
            #expect(try await requests.judge(id, .thatIsIt, note: "", by: cast.peer).request.state == .answered)
            #expect(try await requests.news(of: cast.peer).answered.isEmpty)
            #expect(try await requests.judge(id, .thatIsIt, note: "", by: cast.owner).request.state == .settled)
        }
    }

    @Test func notQuiteOpensItAgainForWhoeverAnswered() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            // The performer is found by routing, as the team's performer.
            let id = try await stage.ask(by: cast.peer).request.id
            #expect(try await requests.news(of: cast.performer).waiting.map(\.id) == [id])
            let clip = try await stage.clip("We do", of: cast.performer)
            _ = try await requests.answer(id, with: clip, by: cast.performer)
            #expect(try await requests.news(of: cast.performer).waiting.isEmpty)
            let reopened = try await requests.judge(id, .notQuite, note: "In a vacuum", by: cast.peer)
            #expect(reopened.request.state == .open)
            #expect(reopened.answers.count == 1)
            #expect(reopened.steps.last { $0.step.kind == .reopened }?.step.note == "In a vacuum")
            #expect(try await requests.news(of: cast.performer).waiting.map(\.id) == [id])
        }
    }

    @Test func clipRecordedForAQuestionAnswersItWhenItIsPublished() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(objection: "ob.later", by: cast.peer).request.id
            let clip = try await stage.clip("", of: cast.performer, state: .draft) { $0.details.objection = nil }
            _ = try await requests.promise(clip, for: id, by: cast.performer)
            let named = try await stage.stored(clip).details
            #expect(named.title == "Do you work on the moon?")
            #expect(named.objection == ID("ob.later"))
            #expect(try await requests.show(id, by: cast.peer).request.state == .open)
            #expect(try await requests.show(id, by: cast.peer).answers.isEmpty)
            _ = try await stage.services.clips.publish(clip, by: cast.performer)
            let answered = try await requests.show(id, by: cast.peer)
            #expect(answered.request.state == .answered)
            #expect(answered.answers.map(\.clip?.id) == [clip])
        }
    }

    @Test func lastToLeaveClosesTheQuestion() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let requests = stage.services.requests
            let id = try await stage.ask(by: cast.peer).request.id
            _ = try await requests.join(id, note: "", by: cast.owner)
            #expect(try await refusedCode { try await requests.close(id, reason: .away, by: cast.peer) } == "forbidden")
            try await requests.leave(id, by: cast.peer)
            #expect(try await requests.show(id, by: cast.owner).request.state == .open)
            try await requests.leave(id, by: cast.owner)
            #expect(try await requests.show(id, by: cast.manager).request.state == .closed)
            #expect(try await requests.list(.open, by: cast.manager).isEmpty)
        }
    }
}

extension RequestReason {
    /// A reason like any other.
    static var away: RequestReason {
        get throws { try RequestReason("I am away.") }
    }
}

extension Stage {
    /// Asks for an answer.
    @discardableResult
    func ask(
        _ text: String = "Do you work on the moon?", stage: String? = nil, objection: String? = nil, note: String = "",
        by actor: Actor
    ) async throws -> RequestShown {
        let new = try NewRequest(
            text: text, stage: stage.map { ID($0) }, objection: objection.map { ID($0) }, note: note)
        return try await services.requests.ask(new, by: actor).shown
    }
}
