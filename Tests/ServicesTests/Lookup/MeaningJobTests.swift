import Database
import Domain
import Lookup
import Rehearsal
import Services
import Store
import Testing

/// Vectors are made in the background, kept, and made anew only where the text changed.
@Suite(.enabled(if: InstalledModel.isThere, InstalledModel.whyNot))
struct MeaningJobTests {
    private static let fee = "She said the fee was far above what they had set aside for this."

    private func workOff(_ stage: Stage) async throws {
        var turns = JobTurns()
        while try await stage.services.worker.runNext(in: .meaning, &turns) {}
    }

    private func waiting(_ stage: Stage) async throws -> [String] {
        try await stage.database.read { try JobStore($0).list(state: .waiting, limit: 50).map(\.name) }
    }

    @Test func publishedClipIsEncodedInTheBackground() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            // Found by its words at once.
            #expect(try await stage.found("fee set aside", by: cast.peer) == [clip])
            #expect(try await waiting(stage) == ["lookup.encode"])
            try await workOff(stage)
            #expect(stage.services.indexing.index.meaning == .ready)
            #expect(try await stage.found("they cannot afford it", by: cast.peer) == [clip])
        }
    }

    @Test func startTakesVectorsFromTheDatabase() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            try await stage.services.indexing.rebuild()
            #expect(try await waiting(stage).isEmpty)
            #expect(stage.services.indexing.index.clipsWithoutMeaning().isEmpty)
            #expect(try await stage.found("they cannot afford it", by: cast.peer) == [clip])
        }
    }

    @Test func startEncodesWhatIsMissing() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            try await stage.database.write { try $0.run("DELETE FROM clip_meaning") }
            try await stage.services.indexing.rebuild()
            #expect(try await waiting(stage) == ["lookup.encode"])
            try await workOff(stage)
            #expect(try await stage.found("they cannot afford it", by: cast.peer) == [clip])
        }
    }

    @Test func editedTranscriptIsEncodedAgain() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: "We had soup for lunch.")
            try await workOff(stage)
            let line = TranscriptLine(startMilliseconds: 1000, endMilliseconds: 9000, text: Self.fee)
            _ = try await stage.services.clips.saveTranscript([line], of: clip, revision: 1, by: cast.owner)
            #expect(try await waiting(stage) == ["lookup.encode"])
            try await workOff(stage)
            let result = try await stage.services.lookup.lookup(
                LookupInput(text: "they cannot afford it"), by: cast.peer)
            #expect(result.rows.first?.hit.reasons.contains(.meaning) ?? false || result.rows.map(\.clip.id) == [clip])
        }
    }

    @Test func changedPhrasingsAreLearned() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            _ = try await stage.services.taxonomy.addPhrasing(
                "That is dear.", to: ID("ob.price"), by: cast.admin)
            #expect(try await waiting(stage) == ["lookup.learn"])
        }
    }

    @Test func namesOfProductsTeachNothing() async throws {
        try await Stage.open(encoder: try InstalledModel.encoder.get()) { stage in
            let cast = try await stage.cast()
            try await stage.clip("A call", of: cast.owner, said: Self.fee)
            try await workOff(stage)
            var changes = TermChanges()
            changes.label = "Understudy Pro"
            _ = try await stage.services.taxonomy.add(kind: .product, changes, by: cast.admin)
            #expect(try await waiting(stage).isEmpty)
        }
    }

    @Test func withoutAModelNothingWaits() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let clip = try await stage.clip("A call", of: cast.owner, said: Self.fee)
            #expect(try await waiting(stage).isEmpty)
            #expect(stage.services.indexing.index.meaning == .off)
            #expect(try await stage.found("fee set aside", by: cast.peer) == [clip])
        }
    }
}
