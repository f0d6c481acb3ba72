import Foundation
import Testing

@testable import Media

/// Files made to be something else than a recording. Each is refused under the name of its reason.
@Suite(.enabled(if: Machine.hasFFmpeg)) struct HostileMediaTests {
    private let bench: Bench
    private let folder: String
    private let probe = MediaProbe(sandbox: Sandbox(mode: .bubblewrap))

    init() throws {
        bench = try Bench()
        folder = try bench.makeFolder("out")
    }

    private func refusal(of path: String, named name: String) async -> String? {
        do {
            _ = try await probe.probe(path, fileName: name, folder: folder)
            return nil
        } catch let refusal as MediaRefusal {
            return refusal.code
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        ("playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nvictim.mp4\n#EXT-X-ENDLIST\n"),
        ("list", "ffconcat version 1.0\nfile victim.mp4\n"),
        ("session", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n"),
        ("manifest", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period/></MPD>"),
        ("drawing", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        ("page", "<!doctype html><html><script>alert(1)</script></html>"),
        ("paper", "%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF"),
        ("archive", "PK\u{3}\u{4}\u{14}\u{0}\u{0}\u{0}\u{0}\u{0}"),
        ("program", "#!/bin/sh\nrm -rf /\n"),
        ("text", "Hello, this is a call."),
        ("empty", ""),
    ])
    func whatIsNoRecordingIsUnsupported(_ what: String, _ text: String) async throws {
        let path = try bench.write(text, as: "\(what).mp4")

        #expect(await refusal(of: path, named: "\(what).mp4") == "unsupported_media")
    }

    @Test(arguments: [
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%@\n#EXT-X-ENDLIST\n", "ffconcat version 1.0\nfile '%@'\n",
    ])
    func aPlaylistDressedAsARecordingShowsNothingOfOtherFiles(_ text: String) async throws {
        // The sniffer is passed by on purpose: ffmpeg and the sandbox have to hold on their own.
        let victim = try bench.ffmpeg(Bench.picture + Bench.h264, as: "victim.ts")
        let path = try bench.write(text.replacingOccurrences(of: "%@", with: victim), as: "list.mp4")
        let media = ProbedMedia(
            family: .mp4, durationMilliseconds: 2000,
            video: .init(codec: "h264", pixelFormat: "yuv420p", width: 320, height: 240, framesPerSecond: 25),
            audio: nil)

        await #expect(throws: ToolFailure.self) {
            try await Transcoder(sandbox: Sandbox(mode: .bubblewrap)).rendition(
                .main, of: path, media, folder: folder
            ) { _ in }
        }
        let made = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(made.allSatisfy { (try? bench.bytes(of: "\(folder)/\($0)").isEmpty) == true })
    }

    @Test func theNameMustNotSaySomethingElse() async throws {
        let path = try bench.ffmpeg(Bench.tone, as: "a.mp3")

        #expect(await refusal(of: path, named: "a.mp4") == "unsupported_media")
    }

    @Test func anMP4WithoutItsIndexIsUnreadable() async throws {
        let whole = try bench.bytes(of: try bench.ffmpeg(Bench.picture + Bench.h264, as: "whole.mp4"))
        let path = try bench.write(whole.prefix(whole.count * 6 / 10), as: "cut.mp4")

        #expect(await refusal(of: path, named: "cut.mp4") == "unreadable")
    }

    @Test(arguments: ["mp4", "mkv", "webm", "wav", "flac"])
    func aRecordingCutOffInTheMiddleIsDamaged(_ suffix: String) async throws {
        let sound = ["wav", "flac"].contains(suffix)
        let codecs = suffix == "webm" ? ["-c:v", "libvpx", "-deadline", "realtime"] : Bench.h264
        let arguments = sound ? Bench.tone : Bench.picture + codecs + ["-movflags", "+faststart"]
        let whole = try bench.bytes(of: try bench.ffmpeg(arguments, as: "whole.\(suffix)"))
        let path = try bench.write(whole.prefix(whole.count * 4 / 10), as: "cut.\(suffix)")

        #expect(await refusal(of: path, named: "cut.\(suffix)") == "damaged")
    }

    @Test func onlySubtitlesAreNoStream() async throws {
        let captions = try bench.write("1\n00:00:00,000 --> 00:00:01,000\nHello\n", as: "a.srt")
        let path = try bench.ffmpeg(["-i", captions, "-c:s", "srt"], as: "a.mkv")

        #expect(await refusal(of: path, named: "a.mkv") == "no_stream")
    }

    @Test func anUnknownCodecIsNamed() async throws {
        let path = try bench.ffmpeg(Bench.picture + ["-c:v", "mjpeg"], as: "a.mkv")

        #expect(await refusal(of: path, named: "a.mkv") == "unsupported_codec")
    }

    @Test func aHugePictureIsRefusedBeforeItIsDecoded() async throws {
        let path = try bench.ffmpeg(
            ["-f", "lavfi", "-i", "color=s=4400x200:r=1:d=1"] + Bench.h264, as: "wide.mp4")

        #expect(await refusal(of: path, named: "wide.mp4") == "too_large_picture")
    }

    @Test func tooManyFramesASecondAreRefused() async throws {
        let path = try bench.ffmpeg(
            ["-f", "lavfi", "-i", "testsrc=s=64x64:r=240:d=0.5"] + Bench.h264, as: "fast.mp4")

        #expect(await refusal(of: path, named: "fast.mp4") == "too_many_frames")
    }

    @Test func moreThanSixteenStreamsAreRefused() async throws {
        let tone = try bench.ffmpeg(Bench.tone + ["-b:a", "32k"], as: "tone.m4a")
        let maps = Array(repeating: ["-map", "0"], count: 17).flatMap { $0 }
        let path = try bench.ffmpeg(["-i", tone] + maps + ["-c", "copy"], as: "many.mkv")

        #expect(await refusal(of: path, named: "many.mkv") == "too_many_streams")
    }

    @Test func nineHoursAreTooLong() async throws {
        let path = try bench.ffmpeg(
            ["-f", "lavfi", "-i", "color=s=16x16:r=1/60:d=32400"] + Bench.h264, as: "long.mp4")

        #expect(await refusal(of: path, named: "long.mp4") == "too_long")
    }

    @Test func noiseNeverCrashesUs() async throws {
        let whole = try bench.bytes(
            of: try bench.ffmpeg(Bench.picture + Bench.tone + Bench.h264 + ["-c:a", "aac"], as: "whole.mp4"))
        var number: UInt64 = 7
        for round in 0..<6 {
            var bytes = whole
            for _ in 0..<200 {
                number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int((number >> 33) % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: number >> 20)
            }
            let path = try bench.write(bytes, as: "noise\(round).mp4")
            let code = await refusal(of: path, named: "noise\(round).mp4")
            #expect(
                ["damaged", "unreadable", "unsupported_media", "unsupported_codec", "no_stream", nil].contains(code))
        }
    }
}
