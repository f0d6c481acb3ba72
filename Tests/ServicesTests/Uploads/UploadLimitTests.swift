import Domain
import Media
import Rehearsal
import Services
import Testing

/// UP-4: what may be kept.
struct UploadLimitTests {
    @Test func aFileThatIsTooLargeIsRefusedBeforeAByte() async throws {
        try await Stage.open(limits: limits { $0.largestFile = 9 }) { stage in
            let ana = try await stage.person("Ana", in: "A")
            #expect(try await refusal { try await stage.begin("0123456789", by: ana) }?.code == "too_large")
            #expect(try await refusal { try await stage.begin("", by: ana) }?.status == 422)
            _ = try await stage.begin("012345678", by: ana)
        }
    }

    @Test func announcedBytesCountUntilTheUploadIsGivenUp() async throws {
        try await Stage.open(limits: limits { $0.bytesOfPerson = 15 }) { stage in
            let (ana, ben) = (try await stage.person("Ana", in: "A"), try await stage.person("Ben", in: "A"))
            let first = try await stage.begin("0123456789", by: ana)
            #expect(try await refusal { try await stage.begin("012345", by: ana) }?.code == "quota_exceeded")
            _ = try await stage.begin("012345", by: ben)
            try await stage.services.uploads.terminate(first.id, by: ana)
            _ = try await stage.begin("012345", by: ana)
        }
    }

    @Test func trashedClipsCountUntilTheyArePurged() async throws {
        try await Stage.open(limits: limits { $0.bytesOfPerson = 15 }) { stage in
            let cast = try await stage.cast()
            let clip = try #require(try await stage.send("0123456789", by: cast.owner).clip)
            try await stage.services.clips.trash(clip, by: cast.owner)
            #expect(try await refusal { try await stage.begin("012345", by: cast.owner) }?.code == "quota_exceeded")
            try await stage.services.clips.purge(clip, by: cast.admin)
            _ = try await stage.begin("012345", by: cast.owner)
        }
    }

    @Test func aPersonHasSoManyClipsAndSoManyUnfinishedUploads() async throws {
        let few = limits {
            $0.clipsOfPerson = 2
            $0.unfinishedOfPerson = 2
        }
        try await Stage.open(limits: few) { stage in
            let ana = try await stage.person("Ana", in: "A")
            _ = try await stage.begin("one", by: ana)
            let second = try await stage.begin("two", by: ana)
            let busy = try await refusal { try await stage.begin("three", by: ana) }
            #expect(busy?.code == "too_many_uploads")
            #expect(busy?.status == 429)
            try await stage.services.uploads.terminate(second.id, by: ana)
            try await stage.send("four", by: ana)
            try await stage.send("five", by: ana)
            #expect(try await refusal { try await stage.begin("six", by: ana) }?.code == "quota_exceeded")
        }
    }

    @Test func itGoesIntoATeamOfOnesOwn() async throws {
        try await Stage.open { stage in
            let cast = try await stage.cast()
            let uploads = stage.services.uploads
            let alone = try await stage.person("Alone")
            #expect(try await refusal { try await stage.begin("bytes", by: alone) }?.code == "no_team")
            // Admins act for every team.
            let admin = try await stage.person("Ada", role: .admin)
            #expect(try await refusal { try await stage.begin("bytes", by: admin) } == nil)
            let foreign = UploadService.NewUpload(fileName: "a.mp4", length: 5, team: cast.outsider.teams.first)
            #expect(
                try await refusal { try await uploads.create(foreign, by: cast.owner) }?.errors.map(\.field) == ["team"]
            )
            #expect(try await uploads.create(foreign, by: cast.admin).team == cast.outsider.teams.first)
        }
    }

    @Test func aDayWithoutAByteEndsIt() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let id = try await stage.begin("0123456789", by: ana).id
            let uploads = stage.services.uploads
            stage.world.advance(seconds: 86_400)
            _ = try await uploads.append(id, at: 0, checksum: nil, body: Stage.body("0"), by: ana)
            stage.world.advance(seconds: 86_401)
            #expect(try await refusal { try await uploads.find(id, by: ana) }?.status == 410)
            #expect(try await uploads.unfinished(by: ana).isEmpty)
        }
    }

    @Test func aNameIsALabelAndNoPath() async throws {
        try await Stage.open { stage in
            let ana = try await stage.person("Ana", in: "A")
            let evil = try await stage.begin("a", name: "../../etc/\u{202E}passwd\u{0}.mp4", by: ana)
            #expect(evil.fileName == "passwd.mp4")
            #expect(try await stage.begin("b", name: "/", by: ana).fileName == "recording")
            #expect(try await stage.spool.list().allSatisfy { $0.hasPrefix("upload_") })
        }
    }

    private func limits(_ change: (inout UploadService.Limits) -> Void) -> UploadService.Limits {
        var limits = UploadService.Limits()
        change(&limits)
        return limits
    }
}
