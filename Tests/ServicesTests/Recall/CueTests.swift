import Database
import Domain
import Rehearsal
import Testing

@testable import Services

struct CueTests {
    private static func input(_ line: String = "Too dear", points: [CueInput.Point]? = nil) throws -> CueInput {
        try CueInput(
            lines: [line],
            points: points ?? [
                CueInput.Point(text: "Ask compared to what", isMust: true),
                CueInput.Point(text: "Say what it saves", isMust: true),
            ])
    }

    @Test func aPublishedClipSuggestsACueToThoseWhoMayMakeOne() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("Twice the price", of: cast.owner) {
                $0.details.rules = [Rule(when: "they compare", action: "ask compared to what", because: "it tells why")]
            }
            let forPerformer = try await stage.services.cues.ofClip(clip, by: cast.performer)
            #expect(forPerformer.suggestion?.lines == ["Twice the price", "You are too expensive"])
            #expect(forPerformer.suggestion?.points.count == 2)
            #expect(try await stage.services.cues.ofClip(clip, by: cast.peer).suggestion == nil)
            #expect(try await stage.services.cues.ofClip(clip, by: cast.owner).suggestion != nil)
            let refused = try await refusedCode {
                try await stage.services.cues.make(
                    Self.input(), from: clip, startMilliseconds: 0, endMilliseconds: nil, by: cast.peer)
            }
            #expect(refused == "forbidden")
        }
    }

    @Test func aCueOfATeamsClipIsItsTeamsAndOneOfTheLibraryIsEveryones() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let ofTeam = try await stage.cue(of: cast.owner)
            let ofAll = try await stage.cue("Not now", of: cast.owner, visibility: .library)
            #expect(
                try await refusedCode { try await stage.services.cues.show(ofTeam.id, by: cast.outsider) }
                    == "not_found")
            #expect(try await stage.services.cues.list(by: cast.outsider).map(\.cue.id) == [ofAll.id])
            #expect(try await stage.services.cues.remember(ofAll.id, by: cast.outsider).memory != nil)
        }
    }

    @Test func rememberThisEntersItTodayAndLettingGoKeepsWhatWasAnswered() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            let entered = try await stage.services.cues.remember(cue.id, by: cast.peer)
            #expect(entered.memory?.dueOn == stage.world.now.day)
            #expect(try await stage.services.recall.today(by: cast.peer).waiting == 1)
            _ = try await stage.answerAll(by: cast.peer)
            try await stage.services.cues.letGo(cue.id, by: cast.peer)
            #expect(try await stage.services.recall.today(by: cast.peer).scheduled == 0)
            #expect(try await stage.history(cue.id, of: cast.peer).count == 1)
            #expect(try await refusedCode { try await stage.services.cues.letGo(cue.id, by: cast.peer) } == "not_found")
            #expect(try await stage.services.cues.remember(cue.id, by: cast.peer).memory?.known?.answers == 1)
            let events = try await stage.events()
            #expect(events.count { $0 == "memory.entered" } == 2)
            #expect(events.contains("memory.left"))
        }
    }

    @Test func otherKeyPointsCapWhatIsKnownAndAskSoon() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            for _ in 0..<4 {
                _ = try await stage.answerAll(by: cast.peer)
                let due = try await stage.memory(cue.id, of: cast.peer).dueOn
                stage.world.advance(days: Int64(due - stage.world.now.day) + 2)
            }
            _ = try await stage.answerAll(by: cast.peer)
            let before = try await stage.memory(cue.id, of: cast.peer)
            #expect((before.known?.stability ?? 0) > 7)
            let wording = try await stage.services.cues.change(
                cue.id, Self.input("Other words"), isWordingOnly: true, version: 1, by: cast.performer)
            #expect(try await stage.memory(cue.id, of: cast.peer) == before)
            _ = try await stage.services.cues.change(
                cue.id,
                Self.input(points: [
                    CueInput.Point(text: "The price went down", isMust: true),
                    CueInput.Point(text: "Say since when", isMust: true),
                ]), isWordingOnly: false, version: wording.cue.version, by: cast.performer)
            let after = try await stage.memory(cue.id, of: cast.peer)
            #expect(after.known?.stability == 7)
            #expect(after.dueOn <= stage.world.now.day.advanced(byDays: 1))
        }
    }

    @Test func anotherRetentionMovesDuesAndNothingElse() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            _ = try await stage.answerAll(by: cast.peer)
            stage.world.advance(days: 4)
            _ = try await stage.answerAll(by: cast.peer)
            let before = try await stage.memory(cue.id, of: cast.peer)
            let points = cue.content.points.map { CueInput.Point(id: $0.id, text: $0.text, isMust: $0.isMust) }
            let surer = try CueInput(
                lines: cue.content.lines, points: points, objection: cue.objection, retention: 0.97)
            _ = try await stage.services.cues.change(
                cue.id, surer, isWordingOnly: false, version: 1, by: cast.manager)
            let after = try await stage.memory(cue.id, of: cast.peer)
            #expect(after.known == before.known)
            #expect(after.dueOn < before.dueOn)
        }
    }

    @Test func aReviewSetMayWantItKnownMoreSurely() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            let (peer, now) = (cast.peer.person.id, stage.world.now)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            _ = try await stage.answerAll(by: cast.peer)
            stage.world.advance(days: 4)
            _ = try await stage.answerAll(by: cast.peer)
            let before = try await stage.memory(cue.id, of: cast.peer)
            try await stage.database.write { connection in
                try CueService.enter(cue, for: peer, source: .assigned, retention: 0.97, at: now, connection)
            }
            let after = try await stage.memory(cue.id, of: cast.peer)
            #expect(after.dueOn < before.dueOn)
            #expect(after.known == before.known)
            let report = try await stage.services.memory.replay(repairs: false, by: stage.machine)
            #expect(report.differences == [])
        }
    }

    @Test func savingOverSomebodyElseIsRefused() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            _ = try await stage.services.cues.change(
                cue.id, Self.input(), isWordingOnly: true, version: 1, by: cast.performer)
            let code = try await refusedCode {
                try await stage.services.cues.change(
                    cue.id, Self.input("Mine"), isWordingOnly: true, version: 1, by: cast.manager)
            }
            #expect(code == "edited_meanwhile")
        }
    }

    @Test func aRetiredCueIsNotAskedAndComesBackWithItsMemory() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            _ = try await stage.services.cues.remember(cue.id, by: cast.peer)
            _ = try await stage.answerAll(by: cast.peer)
            _ = try await stage.services.cues.setState(.retired, of: cue.id, by: cast.performer)
            stage.world.advance(days: 30)
            #expect(try await stage.services.recall.today(by: cast.peer).scheduled == 0)
            #expect(
                try await refusedCode { try await stage.services.cues.remember(cue.id, by: cast.owner) }
                    == "cue_retired")
            _ = try await stage.services.cues.setState(.active, of: cue.id, by: cast.performer)
            #expect(try await stage.services.recall.today(by: cast.peer).waiting == 1)
        }
    }

    @Test func aClipOfAnotherSpeakerAnswersTheSameCue() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let cue = try await stage.cue(of: cast.owner)
            let other = try await stage.clip("Another way", of: cast.performer) {
                $0.details.speakers = [ClipSpeaker(name: "Pat Okoye")]
            }
            #expect(try await stage.services.cues.ofClip(other, by: cast.performer).others.map(\.id) == [cue.id])
            let shown = try await stage.services.cues.addMoment(
                cue.id, clip: other, startMilliseconds: 0, endMilliseconds: 5000, by: cast.performer)
            #expect(shown.places.count == 2)
            let code = try await refusedCode {
                try await stage.services.cues.addMoment(
                    cue.id, clip: other, startMilliseconds: 90_000, endMilliseconds: nil, by: cast.performer)
            }
            #expect(code == "invalid")
        }
    }
}
