import Database
import Domain
import Foundation
import HTTPTypes
import Rehearsal
import Testing

@testable import Web

/// Recalls over HTTP, and what is wrong with them: told clearly, and nothing is changed by it.
struct RecallAPITests {
    private static let answers = "/api/v1/cues/{cue}/recalls"
    private static let grades = "/api/v1/recall/showings/{showing}/grade"

    private static func answer(_ fields: String = #""answer":"Compared to what?""#) -> String {
        #"{"showing":"{showing}",\#(fields)}"#
    }

    private func log(_ stage: Stage) async throws -> Int {
        try await stage.database.read { try $0.count("SELECT COUNT(*) FROM recall") }
    }

    @Test func gradeWithoutAnAttemptIsRefused() async throws {
        try await Stage.open { stage in
            let early = try await stage.ask(.owner, .post, Self.grades, json: #"{"points":[1,2]}"#)
            #expect(early.status == 409)
            #expect(early.code == "not_answered")
            #expect(try await log(stage) == 0)
        }
    }

    @Test func secondAnswerToOneShowingIsRefusedAndTheFirstCounts() async throws {
        try await Stage.open { stage in
            stage.world.advance(seconds: 9)
            try await stage.expect(200, .owner, .post, Self.answers, json: Self.answer())
            let again = try await stage.ask(.owner, .post, Self.answers, json: Self.answer(#""dont_know":true"#))
            #expect(again.status == 409)
            #expect(again.code == "already_answered")
            #expect(try await log(stage) == 0)
            try await stage.expect(200, .owner, .post, Self.grades, json: #"{"points":[1,2]}"#)
            let twice = try await stage.ask(.owner, .post, Self.grades, json: #"{"points":[]}"#)
            #expect(twice.status == 409)
            #expect(twice.code == "already_graded")
            #expect(try await log(stage) == 1)
        }
    }

    @Test(arguments: [
        #"{"showing":"{showing}"}"#, #"{"answer":"To nothing"}"#,
        #"{"showing":"{showing}","answer":"x","grade":"easy"}"#,
        #"{"showing":"{showing}","answer":"x","milliseconds":"soon"}"#, #"{"showing":"{showing}","answer":"\u0000"}"#,
    ])
    func answersThatAreNoneAreRefusedAndTheCueStaysOpen(json: String) async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .post, Self.answers, json: json)
            #expect((400..<500).contains(answer.status), "\(answer.text)")
            #expect(answer.code != nil)
            stage.world.advance(seconds: 9)
            try await stage.expect(200, .owner, .post, Self.answers, json: Self.answer())
        }
    }

    @Test(arguments: [#"{"points":[99]}"#, #"{"points":[1,-4]}"#, #"{"points":"all"}"#, "{}", #"{"points":[1.5]}"#])
    func pointsOfNoCueAreRefused(json: String) async throws {
        try await Stage.open { stage in
            stage.world.advance(seconds: 9)
            try await stage.expect(200, .owner, .post, Self.answers, json: Self.answer())
            let wrong = try await stage.ask(.owner, .post, Self.grades, json: json)
            #expect(wrong.status == 422, "\(wrong.text)")
            #expect(try await log(stage) == 0)
            try await stage.expect(200, .owner, .post, Self.grades, json: #"{"points":[1]}"#)
        }
    }

    @Test(arguments: [
        #"{"ask":"cram"}"#, #"{"ask":"cram","objections":["ob.price"],"minutes":0}"#, #"{"ask":"cue"}"#,
        #"{"ask":"everything"}"#, #"{"time_zone":"Mars/Olympus"}"#,
    ])
    func questionsForNothingAreRefused(json: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(422, .mate, .post, "/api/v1/recall/showings", json: json)
        }
    }

    @Test func oneCueCanBeAskedForByName() async throws {
        try await Stage.open { stage in
            let asked = try await stage.ask(
                .mate, .post, "/api/v1/recall/showings", json: #"{"ask":"cue","cue":"{cue}"}"#)
            #expect(asked.status == 200)
            #expect(asked.text.contains(stage.ids["cue"] ?? "none"))
            #expect(!asked.text.contains("points"), "nothing of the answer before there is one")
            try await stage.expect(
                404, .mate, .post, "/api/v1/recall/showings", json: #"{"ask":"cue","cue":"cue_none"}"#)
        }
    }

    @Test(arguments: [
        #"{"start_ms":-1,"end_ms":500}"#, #"{"start_ms":900,"end_ms":100}"#, #"{"start_ms":0,"end_ms":30000}"#,
        #"{"start_ms":59000,"end_ms":61000}"#, #"{"start_ms":0}"#, #"{"start_ms":1e300,"end_ms":2}"#,
    ])
    func placesWhereNobodyIsHeardAreRefused(json: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(
                422, .performer, .put, "/api/v1/cues/{cue}/moments/{cue_moment}/voice", json: json)
        }
    }
}
