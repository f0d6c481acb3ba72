import Testing

@testable import Media

/// Recordings as people bring them.
@Suite(.enabled(if: Machine.hasFFmpeg)) struct RecordingTests {
    private let bench: Bench
    private let folder: String
    private let probe = MediaProbe(sandbox: Sandbox(mode: .bubblewrap))

    init() throws {
        bench = try Bench()
        folder = try bench.makeFolder("out")
    }

    private static let vp8 = ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"]

    @Test(arguments: [
        ("a.mp4", MediaFamily.mp4, "h264", "aac"), ("a.mov", .mp4, "h264", "aac"), ("a.mkv", .matroska, "h264", "aac"),
        ("a.webm", .matroska, "vp8", "opus"),
    ])
    func picturesWithSoundAreTaken(
        _ name: String, _ family: MediaFamily, _ picture: String, _ sound: String
    ) async throws {
        let codecs = picture == "vp8" ? Self.vp8 : Bench.h264 + ["-c:a", "aac"]
        let path = try bench.ffmpeg(Bench.picture + Bench.tone + codecs, as: name)

        let media = try await probe.probe(path, fileName: name, folder: folder)

        #expect(media.family == family)
        #expect(media.video?.codec == picture)
        #expect(media.video?.width == 320 && media.video?.height == 240)
        #expect(media.video?.framesPerSecond == 25)
        #expect(media.audio == ProbedMedia.Audio(codec: sound, channels: 1))
        #expect((1900...2200).contains(media.durationMilliseconds))
    }

    @Test(arguments: [
        ("a.mp3", MediaFamily.mp3), ("a.wav", .wav), ("a.ogg", .ogg), ("a.m4a", .mp4), ("a.flac", .flac),
        ("a.opus", .ogg),
    ])
    func soundAloneIsTaken(_ name: String, _ family: MediaFamily) async throws {
        let path = try bench.ffmpeg(Bench.tone, as: name)

        let media = try await probe.probe(path, fileName: name, folder: folder)

        #expect(media.family == family)
        #expect(media.video == nil)
        #expect((1900...2200).contains(media.durationMilliseconds))
    }

    @Test func aRecordingWithoutDurationIsMeasured() async throws {
        let path = try bench.ffmpegThroughPipe(
            Bench.picture + Bench.tone + Self.vp8, format: "webm", as: "browser.webm")

        let media = try await probe.probe(path, fileName: "browser.webm", folder: folder)

        #expect((1900...2200).contains(media.durationMilliseconds))
    }

    @Test func theClockOfABrowsersRecordingIsNotItsFrameRate() async throws {
        let path = try bench.ffmpegThroughPipe(
            ["-f", "lavfi", "-i", "testsrc=s=320x240:r=1000:d=0.3", "-c:v", "libvpx", "-deadline", "realtime"],
            format: "webm", as: "browser.webm")

        let media = try await probe.probe(path, fileName: "browser.webm", folder: folder)

        #expect(media.video?.framesPerSecond == 0)
    }

    @Test func aPictureTurnedByThePhoneIsMeasuredAsShown() async throws {
        let flat = try bench.ffmpeg(Bench.picture + Bench.h264, as: "flat.mp4")
        let path = try bench.ffmpeg(["-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"], as: "turned.mp4")

        let media = try await probe.probe(path, fileName: "turned.mp4", folder: folder)

        #expect(media.video?.width == 240 && media.video?.height == 320)
    }

    @Test func aCoverIsNoPicture() async throws {
        let cover = try bench.ffmpeg(Bench.picture + ["-frames:v", "1"], as: "cover.jpg")
        let tone = try bench.ffmpeg(Bench.tone, as: "tone.mp3")
        let path = try bench.ffmpeg(
            ["-i", tone, "-i", cover, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic"],
            as: "album.mp3")

        let media = try await probe.probe(path, fileName: "album.mp3", folder: folder)

        #expect(media.video == nil && media.audio != nil)
    }

    @Test func aRecordingThatStartsLateIsAsLongAsItPlays() async throws {
        let path = try bench.ffmpeg(
            Bench.picture + Bench.tone + Self.vp8 + ["-output_ts_offset", "5"], as: "late.webm")

        let media = try await probe.probe(path, fileName: "late.webm", folder: folder)

        #expect((1900...2200).contains(media.durationMilliseconds))
    }

    @Test func aNameWithoutSuffixIsNoReasonToRefuse() async throws {
        let path = try bench.ffmpeg(Bench.tone, as: "a.mp3")

        #expect(try await probe.probe(path, fileName: "Call with Acme", folder: folder).family == .mp3)
    }
}
