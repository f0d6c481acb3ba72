import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// Judging what one's own lookups find.
struct JudgingTests {
    @Test func whatIsJudgedIsMeasured() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner, visibility: .library)
            let judging = stage.services.judging
            let lookup = try await judging.add("  you are too expensive ", stage: nil, by: cast.admin)
            #expect(lookup.text == "you are too expensive")
            #expect(try await refusal { try await judging.measure(by: cast.admin) }?.code == "nothing_judged")
            let sheet = try await judging.sheet(lookup.id, by: cast.admin)
            let row = try #require(sheet.rows.first)
            #expect(row.grade == nil)
            let judgement = Judgement(
                clip: row.row.clip.id, startMilliseconds: row.row.hit.startMilliseconds, grade: .best)
            try await judging.judge(lookup.id, [judgement], by: cast.admin)
            #expect(try await judging.sheet(lookup.id, by: cast.admin).rows.first?.grade == .best)
            let quality = try await judging.measure(by: cast.admin)
            #expect(quality.lookups == 1)
            #expect(quality.ndcg10 == 1)
            #expect(quality.moment1 == 1)
            #expect(try await judging.qualities(by: cast.admin) == [quality])
        }
    }

    @Test func lookupWithoutAnyGoodAnswerCountsAsUnanswerable() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, visibility: .library)
            let judging = stage.services.judging
            let lookup = try await judging.add("zeppelin insurance", stage: nil, by: cast.admin)
            try await judging.judge(
                lookup.id, [Judgement(clip: clip, startMilliseconds: 0, grade: .wrong)], by: cast.admin)
            let quality = try await judging.measure(by: cast.admin)
            #expect(quality.lookups == 0)
            #expect(quality.unanswerable == 1)
            #expect(quality.missesRightly == 1)
        }
    }

    @Test func sameMomentIsJudgedOnceEvenWhenItBeginsALittleElsewhere() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, visibility: .library)
            let judging = stage.services.judging
            let lookup = try await judging.add("price", stage: nil, by: cast.admin)
            for (start, grade) in [(0, AnswerGrade.near), (1500, .good)] {
                try await judging.judge(
                    lookup.id, [Judgement(clip: clip, startMilliseconds: start, grade: grade)], by: cast.admin)
            }
            let kept = try await stage.database.read { try JudgingStore($0).judgements(of: lookup.id) }
            #expect(kept == [Judgement(clip: clip, startMilliseconds: 1500, grade: .good)])
        }
    }

    @Test func measuredOnceADayWhenSomethingIsJudged() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip(of: cast.owner, visibility: .library)
            let judging = stage.services.judging
            try await judging.measureDaily()
            #expect(try await judging.qualities(by: cast.admin).isEmpty)
            let lookup = try await judging.add("price", stage: nil, by: cast.admin)
            try await judging.judge(
                lookup.id, [Judgement(clip: clip, startMilliseconds: 0, grade: .good)], by: cast.admin)
            try await judging.measureDaily()
            try await judging.measureDaily()
            #expect(try await judging.qualities(by: cast.admin).count == 1)
            stage.world.advance(seconds: 86_400)
            try await judging.measureDaily()
            #expect(try await judging.qualities(by: cast.admin).count == 2)
        }
    }

    @Test func whatNotEverybodySeesIsNotJudged() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            try await stage.clip(of: cast.owner, visibility: .team)
            let lookup = try await stage.services.judging.add("too expensive", stage: nil, by: cast.admin)
            #expect(try await stage.services.judging.sheet(lookup.id, by: cast.admin).rows.isEmpty)
        }
    }

    @Test func onlyAdminsJudgeAndWhatIsWrongIsRefused() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let judging = stage.services.judging
            #expect(try await refusal { try await judging.list(by: cast.manager) }?.status == 403)
            #expect(try await refusal { try await judging.add(" ", stage: nil, by: cast.admin) }?.status == 422)
            let lookup = try await judging.add("price", stage: nil, by: cast.admin)
            #expect(
                try await refusal { try await judging.add("PRICE", stage: nil, by: cast.admin) }?.code == "lookup_taken"
            )
            try await judging.remove(lookup.id, by: cast.admin)
            #expect(try await refusal { try await judging.sheet(lookup.id, by: cast.admin) } == .notFound)
        }
    }
}
