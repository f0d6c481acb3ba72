import Foundation
import Testing

@testable import Media

/// Recordings of browsers, cut as their makers asked.
@Suite(.enabled(if: Machine.hasFFmpeg)) struct CutTests {
    private let bench: Bench
    private let folder: String
    private let probe = MediaProbe(sandbox: Sandbox(mode: .bubblewrap))
    private let transcoder = Transcoder(sandbox: Sandbox(mode: .bubblewrap))

    init() throws {
        bench = try Bench()
        folder = try bench.makeFolder("out")
    }

    /// Two seconds of red, then two of blue, with a tone.
    private static let redThenBlue = [
        "-f", "lavfi", "-i", "color=red:s=64x64:r=25:d=2[a];color=blue:s=64x64:r=25:d=2[b];[a][b]concat", "-f", "lavfi",
        "-i", "sine=frequency=440:d=4",
    ]
    private static let vp8 = ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"]
    private static let fragments =
        Bench.h264 + ["-g", "25", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov+default_base_moof"]

    /// Without a duration and without an index, as the recorder of a browser leaves it.
    private func recorded(_ format: String) async throws -> (path: String, media: ProbedMedia) {
        let codecs = format == "webm" ? Self.vp8 : Self.fragments
        let path = try bench.ffmpegThroughPipe(Self.redThenBlue + codecs, format: format, as: "take.\(format)")
        return (path, try await probe.probe(path, fileName: "take.\(format)", folder: try bench.makeFolder("probe")))
    }

    @Test(arguments: ["webm", "mp4"])
    func theEndsAreCutOffWhereItWasAsked(_ format: String) async throws {
        let take = try await recorded(format)
        #expect(abs(take.media.durationMilliseconds - 4000) < 200)

        let made = try await transcoder.cut(1500..<3200, of: take.path, take.media, folder: folder) { _ in }

        let left = try await probe.probe(made.path, fileName: "kept.mp4", folder: try bench.makeFolder("probe"))
        #expect(made.contentType == "video/mp4")
        #expect(abs(left.durationMilliseconds - 1700) <= 100)
        #expect(left.video?.codec == "h264" && left.audio?.codec == "aac")
        #expect(try isRed(made.path, at: "0.4"))
        #expect(try !isRed(made.path, at: "0.6"))
    }

    @Test func aVoiceIsCutToo() async throws {
        let path = try bench.ffmpegThroughPipe(
            ["-f", "lavfi", "-i", "sine=frequency=440:d=4", "-c:a", "libopus"], format: "webm", as: "voice.webm")
        let media = try await probe.probe(path, fileName: "voice.webm", folder: try bench.makeFolder("probe"))

        let made = try await transcoder.cut(1000..<3000, of: path, media, folder: folder) { _ in }

        let left = try await probe.probe(made.path, fileName: "kept.m4a", folder: try bench.makeFolder("probe"))
        #expect(made.contentType == "audio/mp4" && left.video == nil)
        #expect(abs(left.durationMilliseconds - 2000) <= 100)
    }

    @Test(arguments: ["webm", "mp4"])
    func thePosterIsTheFrameThatWasChosen(_ format: String) async throws {
        let take = try await recorded(format)

        let early = try await transcoder.poster(of: take.path, take.media, at: 1000, folder: folder)
        #expect(try isRed(early.path))
        let late = try await transcoder.poster(of: take.path, take.media, at: 2500, folder: folder)
        #expect(try !isRed(late.path))
        let behind = try await transcoder.poster(of: take.path, take.media, at: 60_000, folder: folder)
        #expect(try !isRed(behind.path))
    }

    @Test func aRecordingInFragmentsIsPrepared() async throws {
        let take = try await recorded("mp4")

        let made = try await transcoder.rendition(.main, of: take.path, take.media, folder: folder) { _ in }

        let shown = try await probe.probe(made.path, fileName: "v.mp4", folder: try bench.makeFolder("probe"))
        #expect(abs(shown.durationMilliseconds - 4000) < 200)
    }

    @Test func aRecordingThatStoppedBetweenTwoFragmentsIsAsLongAsWhatIsThere() async throws {
        let take = try await recorded("mp4")
        let bytes = Data(try bench.bytes(of: take.path))
        // Of four: what a browser had sent when it was closed.
        let starts = bytes.indices.dropLast(8).filter { bytes[$0 + 4..<$0 + 8].elementsEqual("moof".utf8) }
        try #require(starts.count >= 4)
        let path = try bench.write(bytes[..<starts[2]], as: "cut.mp4")

        let media = try await probe.probe(path, fileName: "cut.mp4", folder: try bench.makeFolder("probe"))

        #expect(abs(media.durationMilliseconds - 2000) < 200)
    }

    /// Whether the frame, of the picture or at so many seconds of the recording, is more red than blue.
    private func isRed(_ path: String, at seconds: String = "0") throws -> Bool {
        let raw = try bench.ffmpeg(
            ["-ss", seconds, "-i", path, "-frames:v", "1", "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24"],
            as: "dot.raw")
        let dot = try bench.bytes(of: raw)
        try #require(dot.count == 3)
        return dot[0] > dot[2]
    }
}
