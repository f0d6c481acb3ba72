import Database
import Domain
import Media
import Rehearsal
import Services
import Store
import Testing

/// Recordings that are sent while they are made: nobody knows yet how long they become.
struct OpenUploadTests {
    @Test func aRecordingIsSentBeforeItsLengthIsKnown() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            let first = try await append(stage, id, "0123", at: 0, by: ana)
            #expect(first.offset == 4 && first.isOpen && first.clip == nil)
            let second = try await append(stage, id, "456", at: 4, by: ana)
            #expect(second.offset == 7 && second.clip == nil)
            let whole = try await append(stage, id, "789", at: 7, ending: .init(length: 10), by: ana)
            let clip = try await stage.stored(try #require(whole.clip))
            #expect(clip.media.originalBytes == 10)
            #expect(try await stage.keep("0123456789").text == clip.media.originalBlob)
            #expect(try await stage.jobs().map(\.name) == ["clip.probe"])
        }
    }

    @Test func theEndMayBeSaidWithoutAnotherByteAndTwice() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            _ = try await append(stage, id, "0123", at: 0, by: ana)
            let whole = try await append(stage, id, "", at: 4, ending: .init(length: 4), by: ana)
            let again = try await append(stage, id, "", at: 4, ending: .init(length: 4), by: ana)
            #expect(whole.clip != nil && again.clip == whole.clip)
        }
    }

    @Test func aLengthThatCannotBeIsRefusedAndChangesNothing() async throws {
        try await Stage.open(limits: small { $0.largestRecording = 8 }) { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            _ = try await append(stage, id, "0123", at: 0, by: ana)
            for (length, status) in [(Int64(0), 422), (3, 400), (9, 413)] {
                let problem = try await refusal {
                    try await append(stage, id, "", at: 4, ending: .init(length: length), by: ana)
                }
                #expect(problem?.status == status, "\(length)")
            }
            #expect(try await stage.services.uploads.find(id, by: ana).isOpen)
            _ = try await append(stage, id, "4", at: 4, ending: .init(length: 6), by: ana)
            let other = try await refusal {
                try await append(stage, id, "5", at: 5, ending: .init(length: 7), by: ana)
            }
            #expect(other?.code == "bad_upload_length")
        }
    }

    @Test func itGrowsUpToTheLargestRecordingAndNoFurther() async throws {
        try await Stage.open(limits: small { $0.largestRecording = 4 }) { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            let full = try await append(stage, id, "0123", at: 0, by: ana)
            #expect(full.offset == 4 && full.clip == nil)
            #expect(
                try await refusal { try await append(stage, id, "4", at: 4, by: ana) }?.code == "beyond_length")
            #expect(try await append(stage, id, "", at: 4, ending: .init(length: 4), by: ana).clip != nil)
        }
    }

    @Test func itsRoomIsKeptFreeUntilItEnds() async throws {
        let limits = small {
            $0.bytesOfPerson = 10
            $0.largestRecording = 8
        }
        try await Stage.open(limits: limits) { stage in
            let ana = try await stage.person("Ana", in: "A")
            let first = try await open(stage, by: ana).id
            #expect(try await refusal { try await stage.begin("0123", by: ana) }?.code == "quota_exceeded")
            // What is left is little, but it is something.
            let second = try await open(stage, by: ana)
            #expect(second.length == 2)
            #expect(try await refusal { try await open(stage, by: ana) }?.code == "quota_exceeded")
            _ = try await append(stage, first, "0123", at: 0, ending: .init(length: 4), by: ana)
            _ = try await stage.begin("0123", by: ana)
        }
    }

    @Test func oneThatWasLeftIsUnfinishedUntilADayHasPassed() async throws {
        try await Stage.open(limits: small { $0.largestRecording = 4 }) { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            _ = try await append(stage, id, "0123", at: 0, by: ana)
            #expect(try await stage.services.uploads.unfinished(by: ana).map(\.id) == [id])
            // A start of the server makes no clip of it.
            try await stage.services.worker.takeUpWhatWasLeft()
            #expect(try await stage.jobs().isEmpty)
            stage.world.advance(seconds: 2 * 86_400)
            try await stage.services.storage.sweep()
            #expect(try await stage.spool.list().isEmpty)
            #expect(try await refusal { try await stage.services.uploads.find(id, by: ana) }?.status == 404)
        }
    }

    @Test func whatIsToBeKeptIsCutBeforeAnythingElseIsMadeOfIt() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            let cut = try #require(RecordingCut(keep: 1000..<9000, poster: 2500))
            let whole = try await append(
                stage, id, "0123", at: 0, ending: .init(length: 4, cut: cut), by: ana)
            let clip = try #require(whole.clip)
            #expect(try await stage.jobs().map(\.name) == ["clip.trim"])
            #expect(try await stage.database.read { try ClipCutStore($0).find(clip) } == cut)
        }
    }

    @Test func whatIsToBeKeptIsStillKnownWhenTheServerDiedInBetween() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await open(stage, by: ana).id
            let cut = try #require(RecordingCut(keep: nil, poster: 2500))
            stage.blobs.afterAdopting { throw Interrupted() }
            await #expect(throws: Interrupted.self) {
                try await append(stage, id, "0123", at: 0, ending: .init(length: 4, cut: cut), by: ana)
            }
            stage.blobs.afterAdopting(nil)
            let again = try await append(stage, id, "", at: 4, by: ana)
            let clip = try #require(again.clip)
            #expect(try await stage.jobs().map(\.name) == ["clip.probe"])
            #expect(try await stage.database.read { try ClipCutStore($0).find(clip) } == cut)
        }
    }

    private func open(_ stage: Stage, by actor: Actor) async throws -> Upload {
        try await stage.services.uploads.create(
            UploadService.NewUpload(fileName: "take.webm", length: nil), by: actor)
    }

    private func append(
        _ stage: Stage, _ id: ID<Upload>, _ text: String, at offset: Int64, ending: UploadService.Ending? = nil,
        by actor: Actor
    ) async throws -> Upload {
        try await stage.services.uploads.append(
            id, at: offset, checksum: nil, body: Stage.body(text), ending: ending, by: actor)
    }

    private func small(_ change: (inout UploadService.Limits) -> Void) -> UploadService.Limits {
        var limits = UploadService.Limits()
        change(&limits)
        return limits
    }
}
