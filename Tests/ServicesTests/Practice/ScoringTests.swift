import Database
import Domain
import Rehearsal
import Services
import Store
import Testing

/// Filling in rubrics: who sees what, and when.
struct ScoringTests {
    /// A brief with a rubric of two criteria, and the owner's submitted take of it.
    private struct Scene {
        let cast: Stage.Cast
        let rubric: Rubric
        let brief: Brief
        let take: Take

        init(_ stage: Stage, reviewers: Int = 1) async throws {
            cast = try await stage.cast()
            rubric = try await stage.services.rubrics.write(
                try RubricInput(
                    title: "Price",
                    criteria: ["Clarified", "Evidence"].map {
                        CriterionInput(title: $0, levels: ["none", "little", "some", "much"])
                    }), by: cast.performer
            ).rubric
            let content = BriefContent(
                title: "Too expensive", stage: ID("st.negotiate"), objection: ID("ob.price"), rubric: rubric.id,
                reviewers: reviewers, releaseDays: 3)
            brief = try await stage.services.briefs.write(
                try BriefInput(content), isPublished: true, by: cast.performer
            ).brief
            let written = try await stage.services.takes.write("Compared to what?", for: brief.id, by: cast.owner)
            take = try await stage.services.takes.submit(written.take.id, .none, by: cast.owner).shown.take
        }

        func card(_ levels: Int..., note: String = "") throws -> ScorecardInput {
            try ScorecardInput(
                answers: zip(rubric.content.criteria, levels).map { ScorecardAnswer($0.id, $1) }, note: note)
        }
    }

    @Test func theMakerSeesItWhenEnoughHaveFilledItIn() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage, reviewers: 2)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            let before = try await takes.scores(of: scene.take.id, by: scene.cast.owner)
            #expect(before.cards.isEmpty)
            #expect(!before.isReleased)
            #expect((before.filled, before.needed) == (1, 2))
            _ = try await takes.score(scene.take.id, try scene.card(4, 3), by: scene.cast.manager)
            let after = try await takes.scores(of: scene.take.id, by: scene.cast.owner)
            #expect(after.isReleased)
            // Both stay as they are: nothing is averaged.
            #expect(after.cards.map { $0.card.answers.map(\.level) } == [[2, 3], [4, 3]])
        }
    }

    @Test func itIsReleasedWhenTheDayHasCome() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage, reviewers: 2)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            stage.world.advance(seconds: 3 * 86_400 + 1)
            #expect(try await takes.scores(of: scene.take.id, by: scene.cast.owner).cards.count == 1)
            try await takes.releaseDue()
            let news = try await stage.services.news.list(of: scene.cast.owner)
            #expect(news.map(\.news.what).contains("scored"))
            try await takes.releaseDue()
            #expect(try await stage.services.news.list(of: scene.cast.owner).count == news.count)
        }
    }

    /// What the maker was told, of what was filled in.
    private static func told(_ scene: Scene, _ stage: Stage) async throws -> Int {
        try await stage.services.news.list(of: scene.cast.owner).filter { $0.news.what == "scored" }.count
    }

    @Test func aDayThatComesBeforeAnybodySaidSomethingTellsNothing() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage, reviewers: 2)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(3, 3), by: scene.cast.owner)
            stage.world.advance(seconds: 3 * 86_400 + 1)
            try await takes.releaseDue()
            #expect(try await takes.show(scene.take.id, by: scene.cast.owner).take.releasedAt == nil)
            #expect(try await Self.told(scene, stage) == 0)
            // Whoever comes late is heard at once, and so is everybody after them; who corrects themselves is not.
            _ = try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            #expect(try await Self.told(scene, stage) == 1)
            #expect(try await takes.show(scene.take.id, by: scene.cast.owner).take.releasedAt != nil)
            try await takes.releaseDue()
            _ = try await takes.score(scene.take.id, try scene.card(1, 3), by: scene.cast.performer)
            #expect(try await Self.told(scene, stage) == 1)
            _ = try await takes.score(scene.take.id, try scene.card(4, 4), by: scene.cast.manager)
            #expect(try await Self.told(scene, stage) == 2)
        }
    }

    @Test func whatIsInTheTrashIsNotReleased() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage, reviewers: 2)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            try await stage.services.clips.trash(scene.take.clip, by: scene.cast.owner)
            stage.world.advance(seconds: 3 * 86_400 + 1)
            try await takes.releaseDue()
            let id = scene.take.id
            #expect(try await stage.database.read { try TakeStore($0).find(id)?.releasedAt } == nil)
        }
    }

    @Test func anAnswerIsToTheWordsThatWereRead() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let takes = stage.services.takes
            let changed = try RubricInput(
                title: "Price",
                criteria: scene.rubric.content.criteria.map {
                    CriterionInput(id: $0.id, title: $0.title, levels: ["much", "some", "little", "none"])
                })
            _ = try await stage.services.rubrics.edit(scene.rubric.id, changed, version: 1, by: scene.cast.manager)
            let card = try scene.card(1, 1)
            #expect(
                try await refusedCode {
                    try await takes.score(scene.take.id, card, rubricVersion: 1, by: scene.cast.performer)
                } == "edited_meanwhile")
            #expect(try await takes.scores(of: scene.take.id, by: scene.cast.performer).mine == nil)
            let scores = try await takes.score(scene.take.id, card, rubricVersion: 2, by: scene.cast.performer)
            #expect(scores.mine?.rubricVersion == 2)
        }
    }

    @Test func nobodySaysWhatTheySeeInWhatIsNotGivenToThem() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let takes = stage.services.takes
            let draft = try await takes.write("Hm.", for: scene.brief.id, by: scene.cast.owner).take
            #expect(try await takes.scores(of: draft.id, by: scene.cast.admin).canFill == false)
            #expect(
                try await refusedCode {
                    try await takes.score(draft.id, try scene.card(1, 1), by: scene.cast.admin)
                } == "not_submitted")
            #expect(try await takes.scores(of: draft.id, by: scene.cast.owner).canFill)
            #expect(try await takes.scores(of: scene.take.id, by: scene.cast.admin).canFill)
        }
    }

    @Test func whoHasNotSaidWhatTheySawIsNotToldWhatOthersDid() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(1, 1), by: scene.cast.manager)
            #expect(try await takes.scores(of: scene.take.id, by: scene.cast.performer).cards.isEmpty)
            let scores = try await takes.score(scene.take.id, try scene.card(4, 4), by: scene.cast.performer)
            #expect(scores.cards.count == 2)
        }
    }

    @Test func anAnswerKeepsTheWordsItWasGivenOn() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let takes = stage.services.takes
            _ = try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            let kept = scene.rubric.content.criteria[0]
            let changed = try RubricInput(
                title: "Price", criteria: [CriterionInput(id: kept.id, title: "Asked", levels: ["a", "b", "c", "d"])])
            _ = try await stage.services.rubrics.edit(scene.rubric.id, changed, version: 1, by: scene.cast.manager)
            let scores = try await takes.scores(of: scene.take.id, by: scene.cast.owner)
            #expect(scores.rubric?.content.asked.map(\.title) == ["Asked"])
            #expect(scores.criteria.map(\.title) == ["Clarified", "Evidence"])
            #expect(scores.cards.first?.card.rubricVersion == 1)
            // Whoever fills it in now is asked what is asked now.
            let problem = try await refusal {
                try await takes.score(scene.take.id, try scene.card(2, 3), by: scene.cast.manager)
            }
            #expect(problem?.errors.map(\.field) == ["answers"])
        }
    }

    @Test func fillingItInIsWhatOneWasAskedFor() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let feedback = stage.services.feedback
            #expect(try await feedback.inbox(of: scene.cast.performer).items.count == 1)
            _ = try await stage.services.takes.score(
                scene.take.id, try scene.card(2, 3), by: scene.cast.performer)
            #expect(try await feedback.inbox(of: scene.cast.performer).items.isEmpty)
        }
    }

    @Test func makersFillItInForThemselves() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let takes = stage.services.takes
            let scores = try await takes.score(scene.take.id, try scene.card(3, 3), by: scene.cast.owner)
            #expect(scores.filled == 0)
            #expect(!scores.isReleased)
            #expect(scores.cards.map(\.isSelf) == [true])
            #expect(
                try await refusal {
                    try await takes.score(scene.take.id, try scene.card(1, 1), by: scene.cast.outsider)
                } == .notFound)
        }
    }

    @Test func aRubricIsItsTeamsAndItsWritersChangeIt() async throws {
        try await Stage.open { stage in
            let scene = try await Scene(stage)
            let rubrics = stage.services.rubrics
            #expect(try await rubrics.list(by: scene.cast.owner).map(\.canEdit) == [false])
            #expect(try await rubrics.list(by: scene.cast.outsider).isEmpty)
            let input = try RubricInput(
                title: "x", criteria: [CriterionInput(title: "a", levels: ["a", "b", "c", "d"])])
            #expect(
                try await refusedCode { try await rubrics.edit(scene.rubric.id, input, by: scene.cast.owner) }
                    == "forbidden")
            #expect(
                try await refusal { try await rubrics.show(scene.rubric.id, by: scene.cast.outsider) } == .notFound)
            _ = try await rubrics.setRetired(true, scene.rubric.id, by: scene.cast.manager)
            #expect(try await rubrics.list(by: scene.cast.owner).isEmpty)
            let problem = try await refusal {
                try await stage.services.briefs.write(
                    try BriefInput(BriefContent(title: "x", rubric: scene.rubric.id)), by: scene.cast.performer)
            }
            #expect(problem?.errors.map(\.field) == ["rubric"])
        }
    }
}
