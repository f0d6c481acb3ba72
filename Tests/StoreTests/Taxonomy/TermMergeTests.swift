import Domain
import Rehearsal
import Store
import Testing

struct TermMergeTests {
    @Test(arguments: Engine.available, [TermKind.stage, .objection, .persona, .industry, .clipType])
    func clipsOfTheOldEntryShowTheNewOne(engine: Engine, kind: TermKind) async throws {
        try await engine.onStage { stage in
            let old = try stage.term(kind, "Old")
            let new = try stage.term(kind, "New", position: 1)
            let clip = try stage.clip(owner: stage.person(), team: stage.team()) { clip in
                switch kind {
                case .stage: clip.details.stage = old.id
                case .objection: clip.details.objection = old.id
                case .persona: clip.details.persona = old.id
                case .industry: clip.details.industry = old.id
                case .clipType: clip.details.clipType = old.id
                case .product, .competitor, .glossary: break
                }
            }
            try stage.terms.merge(old.id, into: new.id, at: stage.now)
            let details = try #require(try stage.clips.find(clip.id)).details
            let ids = [details.stage, details.objection, details.persona, details.industry, details.clipType]
            #expect(ids.compactMap { $0 } == [new.id])
        }
    }

    @Test(arguments: Engine.available)
    func labelAndAliasesOfTheOldEntryKeepWorking(engine: Engine) async throws {
        try await engine.onStage { stage in
            let old = Term(
                id: stage.world.id(), kind: .objection, label: "Too dear", aliases: ["cost", "budget"], position: 0)
            let new = Term(id: stage.world.id(), kind: .objection, label: "Price", aliases: ["cost"], position: 1)
            try stage.terms.insert(old)
            try stage.terms.insert(new)
            try stage.terms.merge(old.id, into: new.id, at: stage.now)
            #expect(try stage.terms.find(new.id)?.aliases == ["cost", "Too dear", "budget"])
            let merged = try #require(try stage.terms.find(old.id))
            #expect(merged.mergedInto == new.id)
            #expect(merged.retiredAt == stage.now)
            #expect(try stage.terms.taxonomy().active(.objection).map(\.id) == [new.id])
        }
    }

    @Test(arguments: Engine.available)
    func phrasingsMoveUnlessTheNewEntryHasThemAlready(engine: Engine) async throws {
        try await engine.onStage { stage in
            let old = try stage.term(.objection, "Too dear")
            let new = try stage.term(.objection, "Price")
            for (objection, text) in [(old, "It costs"), (old, "Twice"), (new, "Twice")] {
                try stage.phrasings.insert(
                    Phrasing(id: stage.world.id(), objection: objection.id, text: text, position: 0))
            }
            try stage.terms.merge(old.id, into: new.id, at: stage.now)
            let texts = try stage.phrasings.list().filter { $0.objection == new.id }.map(\.text)
            #expect(texts.sorted() == ["It costs", "Twice"])
        }
    }

    @Test(arguments: Engine.available)
    func entriesMergedEarlierFollow(engine: Engine) async throws {
        try await engine.onStage { stage in
            let terms = try ["A", "B", "C"].map { try stage.term(.persona, $0) }
            try stage.terms.merge(terms[0].id, into: terms[1].id, at: stage.now)
            try stage.terms.merge(terms[1].id, into: terms[2].id, at: stage.now)
            #expect(try stage.terms.find(terms[0].id)?.mergedInto == terms[2].id)
            #expect(try stage.terms.taxonomy().current(terms[0].id) == terms[2].id)
        }
    }

    @Test(arguments: Engine.available)
    func mergingWhatIsMissingIsNotFound(engine: Engine) async throws {
        try await engine.onStage { stage in
            let term = try stage.term(.persona, "A")
            let none = ID<Term>("term_none")
            #expect(stage.problemCode { try stage.terms.merge(none, into: term.id, at: stage.now) } == "not_found")
            #expect(stage.problemCode { try stage.terms.merge(term.id, into: none, at: stage.now) } == "not_found")
        }
    }
}
