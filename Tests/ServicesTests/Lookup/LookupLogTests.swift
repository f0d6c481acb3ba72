import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// What is written down of a lookup.
struct LookupLogTests {
    @Test func aLookupIsWrittenDownAndTypingIsNot() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let lookup = stage.services.lookup
            let typing = try await lookup.lookup(LookupInput(text: "expen", isTyping: true), by: cast.peer)
            #expect(typing.id == nil)
            #expect(typing.rows.map(\.clip.id) == [clip])
            #expect(try await lookup.lookup(LookupInput(text: ""), by: cast.peer).id == nil)
            #expect(try await lookup.lookup(LookupInput(text: "expensive"), by: stage.machine).rows.count == 1)
            #expect(try await stage.database.read { try LookupLogStore($0).count() } == 0)
            #expect(try await lookup.lookup(LookupInput(text: "expensive"), by: cast.peer).id != nil)
            #expect(try await stage.database.read { try LookupLogStore($0).count() } == 1)
        }
    }

    @Test func recentLookupsAreOnesOwnLatestFirstWithoutRepeats() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for text in ["too expensive", "not now", "too expensive"] {
                _ = try await stage.services.lookup.lookup(LookupInput(text: text), by: cast.peer)
                stage.world.advance(seconds: 5)
            }
            #expect(try await stage.services.lookup.recent(by: cast.peer) == ["too expensive", "not now"])
            #expect(try await stage.services.lookup.recent(by: cast.owner).isEmpty)
        }
    }

    @Test func whatNobodyAnsweredIsAMiss() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner)
            let lookup = stage.services.lookup
            #expect(try await lookup.lookup(LookupInput(text: "zeppelin insurance"), by: cast.peer).isMiss)
            #expect(try await !lookup.lookup(LookupInput(text: "you are too expensive"), by: cast.peer).isMiss)
            // What one may not see is no answer, and does not give away that there is one.
            let hidden = try await lookup.lookup(LookupInput(text: "you are too expensive"), by: cast.outsider)
            #expect(hidden.isMiss)
            #expect(hidden.total == 0)
        }
    }

    @Test func onlyOnesOwnLookupIsMarkedAsPlayed() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let lookup = stage.services.lookup
            let id = try #require(try await lookup.lookup(LookupInput(text: "expensive"), by: cast.peer).id)
            #expect(try await refusal { try await lookup.use(.played, id, clip: clip, by: cast.owner) } == .notFound)
            try await lookup.use(.played, id, clip: clip, by: cast.peer)
        }
    }

    @Test func aRowSaysWhenOneWatchedIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            try await stage.services.clips.setPosition(clip, milliseconds: 5000, by: cast.peer)
            let input = LookupInput(text: "expensive")
            let rows = try await stage.services.lookup.lookup(input, by: cast.peer).rows
            #expect(rows.map(\.watchedAt) == [stage.world.now])
            #expect(try await stage.services.lookup.lookup(input, by: cast.owner).rows.map(\.watchedAt) == [nil])
        }
    }

    @Test func keptAnswerStaysKeptInLaterLookupsUntilItIsTakenBack() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let lookup = stage.services.lookup
            let input = LookupInput(text: "expensive")
            let id = try #require(try await lookup.lookup(input, by: cast.peer).id)
            try await lookup.use(.kept, id, clip: clip, by: cast.peer)
            let later = try await lookup.lookup(input, by: cast.peer)
            #expect(later.rows.map(\.isKept) == [true])
            #expect(try await lookup.lookup(input, by: cast.owner).rows.map(\.isKept) == [false])
            try await lookup.use(.kept, try #require(later.id), clip: clip, isUndone: true, by: cast.peer)
            #expect(try await lookup.lookup(input, by: cast.peer).rows.map(\.isKept) == [false])
        }
    }

    @Test func hiddenClipCannotBeKept() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let hidden = try await stage.clip(of: cast.owner, visibility: .private)
            let lookup = stage.services.lookup
            let id = try #require(try await lookup.lookup(LookupInput(text: "expensive"), by: cast.peer).id)
            #expect(try await refusal { try await lookup.use(.kept, id, clip: hidden, by: cast.peer) } == .notFound)
        }
    }

    @Test func keptQuestionBecomesAPhrasingWithOneTap() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let lookup = stage.services.lookup
            let id = try #require(try await lookup.lookup(LookupInput(text: "expensive stuff"), by: cast.peer).id)
            try await lookup.use(.kept, id, clip: clip, by: cast.peer)
            let learning = stage.services.learning
            #expect(try await refusal { try await learning.keptQuestions(by: cast.manager) }?.status == 403)
            let question = try #require(try await learning.keptQuestions(by: cast.admin).first)
            #expect(question.text == "expensive stuff")
            _ = try await learning.accept(question.text, for: question.objection, by: cast.admin)
            #expect(try await learning.keptQuestions(by: cast.admin).isEmpty)
            #expect(lookup.suggest("expensive st", by: cast.peer).map(\.text) == ["expensive stuff"])
        }
    }

    @Test func namesLeaveTheLogAfterNinetyDays() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            _ = try await stage.services.lookup.lookup(LookupInput(text: "expensive"), by: cast.peer)
            stage.world.advance(days: 89)
            #expect(try await stage.services.learning.forgetNames() == 0)
            stage.world.advance(days: 2)
            #expect(try await stage.services.learning.forgetNames() == 1)
            #expect(try await stage.services.lookup.recent(by: cast.peer).isEmpty)
            #expect(try await stage.database.read { try LookupLogStore($0).count() } == 1)
        }
    }

    @Test func aMissShowsNoMoreThanThree() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            for _ in 0..<5 { try await stage.clip("Zeppelins", of: cast.owner, said: "A hangar for zeppelins.") }
            let found = try await stage.services.lookup.lookup(
                LookupInput(text: "zeppelins under water with tea and opera glasses"), by: cast.peer)
            #expect(found.isMiss)
            #expect(found.rows.count == 3)
        }
    }

    @Test func runningLogWritesTogetherAndNobodyWaitsForIt() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner)
            let log = stage.services.lookupLog
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await log.run() }
                while !log.isRunning { await Task.yield() }
                let id = try await stage.services.lookup.lookup(LookupInput(text: "expensive"), by: cast.peer).id
                // Whoever marks an answer, or asks for what was asked last, finds it written.
                try await stage.services.lookup.use(.kept, try #require(id), clip: clip, by: cast.peer)
                #expect(try await stage.services.lookup.recent(by: cast.peer) == ["expensive"])
                group.cancelAll()
            }
            #expect(!log.isRunning)
            #expect(try await stage.database.read { try LookupLogStore($0).count() } == 1)
        }
    }
}
