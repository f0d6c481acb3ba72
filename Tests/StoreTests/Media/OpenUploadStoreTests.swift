import Domain
import Rehearsal
import Store
import Testing

/// Recordings whose length is said at their end, and what is to be kept of them.
struct OpenUploadStoreTests {
    private static func open(_ stage: Stage, of person: Person, most: Int64 = 100) throws -> Upload {
        let upload = Upload(
            id: stage.world.id(), person: person.id, team: try stage.team().id, fileName: "take.webm", length: most,
            isOpen: true, offset: 0, createdAt: stage.now, updatedAt: stage.now)
        try stage.uploads.insert(upload)
        return upload
    }

    @Test(arguments: Engine.available)
    func itsLengthIsSaidOnceAndNotBelowWhatIsHere(engine: Engine) async throws {
        try await engine.onStage { stage in
            let upload = try Self.open(stage, of: stage.person())
            #expect(try stage.uploads.find(upload.id) == upload)
            #expect(try stage.uploads.advance(upload.id, from: 0, to: 40, at: stage.now))
            #expect(try !stage.uploads.close(upload.id, length: 39, cut: nil, at: stage.now))
            let cut = RecordingCut(keep: 500..<4000, poster: 900)
            #expect(try stage.uploads.close(upload.id, length: 40, cut: cut, at: stage.now))
            #expect(try !stage.uploads.close(upload.id, length: 60, cut: nil, at: stage.now))
            let found = try stage.uploads.find(upload.id)
            #expect(found?.length == 40 && found?.isWhole == true && found?.cut == cut)
        }
    }

    @Test(arguments: Engine.available)
    func itIsUnfinishedHoweverMuchIsHere(engine: Engine) async throws {
        try await engine.onStage { stage in
            let person = try stage.person()
            let upload = try Self.open(stage, of: person)
            #expect(try stage.uploads.advance(upload.id, from: 0, to: 100, at: stage.now))
            #expect(try stage.uploads.countUnfinished(of: person.id) == 1)
            #expect(try stage.uploads.list(unfinishedOf: person.id).map(\.id) == [upload.id])
            #expect(try stage.uploads.wholeWithoutClip().isEmpty)
            stage.world.advance(seconds: 1)
            #expect(try stage.uploads.list(unfinishedBefore: stage.now).map(\.id) == [upload.id])
            #expect(try stage.uploads.close(upload.id, length: 100, cut: nil, at: stage.now))
            #expect(try stage.uploads.countUnfinished(of: person.id) == 0)
            #expect(try stage.uploads.wholeWithoutClip().map(\.id) == [upload.id])
        }
    }

    @Test(arguments: Engine.available)
    func whatIsToBeKeptOfAClipIsReplacedAndTakenAway(engine: Engine) async throws {
        try await engine.onStage { stage in
            let clip = try stage.clip(owner: stage.person(), team: stage.team())
            let cuts = ClipCutStore(stage.connection)
            for cut in [
                RecordingCut(keep: 0..<900, poster: nil), RecordingCut(keep: 10..<900, poster: 20),
                RecordingCut(keep: nil, poster: 10), nil,
            ] {
                try cuts.set(cut, of: clip.id)
                #expect(try cuts.find(clip.id) == cut)
            }
        }
    }
}
