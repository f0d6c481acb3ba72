import Domain
import Media
import Services
import Testing

/// Files on their way in.
struct UploadTests {
    private let bytes = "0123456789"

    @Test func aWholeFileBecomesAClipOfItsPersonThatIsLookedAtNext() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let upload = try await stage.send(bytes, name: "too_expensive-call.final.mp4", by: ana)
            let clip = try await stage.stored(try #require(upload.clip))
            #expect(clip.owner == ana.person.id)
            #expect(clip.team == ana.teams.first)
            #expect(clip.state == .processing)
            #expect(clip.details.title == "too expensive call.final")
            #expect(clip.media.originalBytes == 10)
            #expect(try await stage.jobs().map(\.name) == ["clip.probe"])
            #expect(try await stage.events().last == "clip.created")
        }
    }

    @Test func itGoesOnWhereTheConnectionBroke() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let uploads = stage.services.uploads
            let id = try await stage.begin(bytes, by: ana).id
            await #expect(throws: Interrupted.self) {
                try await uploads.append(id, at: 0, checksum: nil, body: Stage.brokenBody("0123"), by: ana)
            }
            #expect(try await uploads.find(id, by: ana).offset == 4)
            #expect(try await uploads.unfinished(by: ana).map(\.id) == [id])
            let whole = try await uploads.append(id, at: 4, checksum: nil, body: Stage.body("456789"), by: ana)
            let clip = try await stage.stored(try #require(whole.clip))
            let direct = try await stage.services.uploads.clip(ofFile: clip.media.originalBlob ?? "", by: ana)
            #expect(direct == whole.clip)
            #expect(try await stage.keep(bytes).text == clip.media.originalBlob)
        }
    }

    @Test func aWrongOffsetIsRefused() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let uploads = stage.services.uploads
            let id = try await stage.begin(bytes, by: ana).id
            _ = try await uploads.append(id, at: 0, checksum: nil, body: Stage.body("0123"), by: ana)
            for offset in [Int64(0), 3, 5, 10] {
                let code = try await refusedCode {
                    try await uploads.append(id, at: offset, checksum: nil, body: Stage.body("4"), by: ana)
                }
                #expect(code == "wrong_offset", "\(offset)")
            }
            #expect(try await uploads.find(id, by: ana).offset == 4)
        }
    }

    @Test func aChunkWithAWrongChecksumLeavesNothing() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let uploads = stage.services.uploads
            let id = try await stage.begin(bytes, by: ana).id
            let wrong = UploadChecksum.sha256(Array(repeating: 0, count: 32))
            let problem = try await refusal {
                try await uploads.append(id, at: 0, checksum: wrong, body: Stage.body("0123"), by: ana)
            }
            #expect(problem?.status == 460)
            #expect(try await uploads.find(id, by: ana).offset == 0)
            // SHA-1 of "0123456789".
            let right = UploadChecksum.sha1([
                0x87, 0xac, 0xec, 0x17, 0xcd, 0x9d, 0xcd, 0x20, 0xa7, 0x16, 0xcc, 0x2c, 0xf6, 0x74, 0x17, 0xb7, 0x1c,
                0x8a, 0x70, 0x16,
            ])
            let whole = try await uploads.append(id, at: 0, checksum: right, body: Stage.body(bytes), by: ana)
            #expect(whole.clip != nil)
        }
    }

    @Test func moreThanWasAnnouncedIsRefused() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.begin("0123", by: ana).id
            let problem = try await refusal {
                try await stage.services.uploads.append(
                    id, at: 0, checksum: nil, body: Stage.body(bytes, piece: 3), by: ana)
            }
            #expect(problem?.code == "beyond_length")
            #expect(try await stage.services.uploads.find(id, by: ana).clip == nil)
        }
    }

    @Test func theSameFileTwiceIsOneClipForOnePerson() async throws {
        try await Stage.open { stage in
            let (ana, ben) = (try await stage.person("Ana", in: "A"), try await stage.person("Ben", in: "A"))
            let first = try await stage.send(bytes, by: ana)
            let again = try await stage.send(bytes, name: "other-name.mp4", by: ana)
            let others = try await stage.send(bytes, by: ben)
            #expect(first.clip == again.clip)
            #expect(first.clip != others.clip)
            #expect(try await stage.jobs().count == 2)
            let clip = try #require(first.clip)
            try await stage.services.clips.trash(clip, by: ana)
            #expect(try await stage.send(bytes, by: ana).clip != clip)
        }
    }

    @Test func finishingTwiceIsFinishingOnce() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let upload = try await stage.send(bytes, by: ana)
            let again = try await stage.services.uploads.append(
                upload.id, at: 10, checksum: nil, body: Stage.body(""), by: ana)
            #expect(again.clip == upload.clip)
            #expect(try await stage.jobs().count == 1)
        }
    }

    @Test func aServerThatDiedBeforeTheClipWasMadeMakesItWhenAskedAgain() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await dieWhileFinishing(stage, by: ana)
            let again = try await stage.services.uploads.append(
                id, at: 10, checksum: nil, body: Stage.body(""), by: ana)
            #expect(try await stage.stored(try #require(again.clip)).owner == ana.person.id)
        }
    }

    @Test func aServerThatDiedBeforeTheClipWasMadeMakesItAfterItsStart() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await dieWhileFinishing(stage, by: ana)
            try await stage.services.worker.takeUpWhatWasLeft()
            try await stage.services.worker.takeUpWhatWasLeft()
            var turns = JobTurns()
            #expect(try await stage.services.worker.runNext(in: .media, &turns))
            #expect(try await stage.services.uploads.find(id, by: ana).clip != nil)
            #expect(try await stage.jobs().map(\.name) == ["upload.finish", "clip.probe"])
            #expect(try await stage.spool.list().isEmpty)
        }
    }

    @Test func onlyOneRequestAppendsAtATime() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.begin(bytes, by: ana).id
            let uploads = stage.services.uploads
            let code = Reported()
            stage.blobs.beforeAdopting {
                // The first request is still at it.
                code.report(
                    try await refusal {
                        try await uploads.append(id, at: 10, checksum: nil, body: Stage.body(""), by: ana)
                    })
            }
            _ = try await uploads.append(id, at: 0, checksum: nil, body: Stage.body(bytes), by: ana)
            #expect(code.problem?.status == 423)
        }
    }

    @Test func someoneElsesUploadIsNotFound() async throws {
        try await Stage.open { stage in
            let (ana, ben) = (try await stage.person("Ana", in: "A"), try await stage.person("Ben", in: "A"))
            let id = try await stage.begin(bytes, by: ana).id
            let uploads = stage.services.uploads
            #expect(try await refusal { try await uploads.find(id, by: ben) } == .notFound)
            #expect(try await refusal { try await uploads.terminate(id, by: ben) } == .notFound)
            let problem = try await refusal {
                try await uploads.append(id, at: 0, checksum: nil, body: Stage.body(bytes), by: ben)
            }
            #expect(problem == .notFound)
            #expect(try await uploads.find(id, by: ana).offset == 0)
        }
    }

    @Test func givingUpTakesTheBytesAway() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.begin(bytes, by: ana).id
            try await stage.services.uploads.terminate(id, by: ana)
            #expect(try await stage.spool.list().isEmpty)
            #expect(try await refusal { try await stage.services.uploads.find(id, by: ana) } == .notFound)
        }
    }

    /// All bytes are acknowledged and the blob is in its place when the power goes.
    private func dieWhileFinishing(_ stage: Stage, by actor: Actor) async throws -> ID<Upload> {
        let id = try await stage.begin(bytes, by: actor).id
        stage.blobs.afterAdopting { throw Interrupted() }
        await #expect(throws: Interrupted.self) {
            try await stage.services.uploads.append(
                id, at: 0, checksum: nil, body: Stage.body(bytes), by: actor)
        }
        stage.blobs.afterAdopting(nil)
        #expect(try await stage.services.uploads.find(id, by: actor).clip == nil)
        return id
    }
}
