import Foundation
import Synchronization
import Testing

@testable import Media

@Suite(.enabled(if: Machine.hasFFmpeg)) struct TranscoderTests {
    private let bench: Bench
    private let folder: String
    private let probe = MediaProbe(sandbox: Sandbox(mode: .bubblewrap))
    private let transcoder = Transcoder(sandbox: Sandbox(mode: .bubblewrap))

    init() throws {
        bench = try Bench()
        folder = try bench.makeFolder("out")
    }

    private func probed(_ arguments: [String], as name: String) async throws -> (path: String, media: ProbedMedia) {
        let path = try bench.ffmpeg(arguments, as: name)
        return (path, try await probe.probe(path, fileName: name, folder: try bench.makeFolder("probe")))
    }

    private func rendition(
        _ size: Transcoder.Size, _ input: (path: String, media: ProbedMedia)
    ) async throws -> (made: Transcoder.Made, media: ProbedMedia) {
        let made = try await transcoder.rendition(size, of: input.path, input.media, folder: folder) { _ in }
        let shown = try await probe.probe(made.path, fileName: "", folder: try bench.makeFolder("probe"))
        return (made, shown)
    }

    private static let recording = Bench.picture + Bench.tone

    @Test(arguments: ["mkv", "mov", "webm"])
    func everyRecordingBecomesH264AndAAC(_ suffix: String) async throws {
        let codecs = suffix == "webm" ? ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"] : Bench.h264
        let input = try await probed(Self.recording + codecs, as: "a.\(suffix)")

        let (made, shown) = try await rendition(.main, input)

        #expect(made.contentType == "video/mp4")
        #expect(shown.video?.codec == "h264" && shown.video?.pixelFormat == "yuv420p" && shown.audio?.codec == "aac")
        #expect(made.width == 320 && made.height == 240)
        #expect(shown.video?.width == 320 && shown.video?.height == 240)
    }

    @Test(arguments: ["mp3", "wav", "ogg", "m4a", "flac"])
    func soundAloneBecomesAAC(_ suffix: String) async throws {
        let input = try await probed(Bench.tone, as: "a.\(suffix)")

        let (made, shown) = try await rendition(.main, input)

        #expect(made.contentType == "audio/mp4" && made.width == nil)
        #expect(shown.video == nil && shown.audio?.codec == "aac")
    }

    @Test func aRecordingWithoutDurationIsPrepared() async throws {
        let path = try bench.ffmpegThroughPipe(
            Self.recording + ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"], format: "webm",
            as: "browser.webm")
        let media = try await probe.probe(path, fileName: "browser.webm", folder: try bench.makeFolder("probe"))

        let (_, shown) = try await rendition(.main, (path, media))

        #expect(abs(shown.durationMilliseconds - 2000) < 200)
    }

    @Test func aSlideShowOfTwoFramesIsPrepared() async throws {
        let path = try bench.ffmpegThroughPipe(
            ["-f", "lavfi", "-i", "testsrc=s=64x64:r=1:d=2", "-c:v", "libvpx"], format: "webm", as: "slow.webm")
        let media = try await probe.probe(path, fileName: "slow.webm", folder: try bench.makeFolder("probe"))

        let (_, shown) = try await rendition(.main, (path, media))

        #expect((900...2100).contains(shown.durationMilliseconds))
    }

    /// A recorder that did not keep up has left out 600 of its 2,000 milliseconds.
    private func recordedWithAGap() async throws -> (path: String, media: ProbedMedia) {
        let gap = ["-af", "aselect='not(between(t,0.6,1.19))'", "-c:a", "libopus"]
        let path = try bench.ffmpegThroughPipe(Bench.tone + gap, format: "webm", as: "gap.webm")
        return (path, try await probe.probe(path, fileName: "gap.webm", folder: try bench.makeFolder("probe")))
    }

    @Test func whatARecorderLeftOutIsSilence() async throws {
        let (_, shown) = try await rendition(.main, try await recordedWithAGap())

        #expect(abs(shown.durationMilliseconds - 2000) < 100)
    }

    @Test func behindAGapWordsStayAtTheirSecond() async throws {
        let input = try await recordedWithAGap()

        let path = try await transcoder.speechAudio(of: input.path, input.media, folder: folder)

        // 16,000 samples of two bytes a second, behind a header.
        #expect(abs(try bench.bytes(of: path).count - 64_000) < 3200)
        let peaks = try await transcoder.waveform(of: input.path, input.media, folder: folder)
        #expect(peaks[300..<460].allSatisfy { $0 < 8 } && peaks[700] > 8)
    }

    @Test func aPictureThatFitsIsCopied() async throws {
        let input = try await probed(Self.recording + Bench.h264 + ["-bf", "0"], as: "a.mp4")

        let (made, _) = try await rendition(.main, input)

        #expect(try frames(of: made.path) == (try frames(of: input.path)))
    }

    @Test func theIndexLiesInFront() async throws {
        let (made, _) = try await rendition(.main, try await probed(Self.recording + Bench.h264, as: "a.mp4"))

        let bytes = Data(try bench.bytes(of: made.path))
        let index = try #require(bytes.range(of: Data("moov".utf8)))
        let media = try #require(bytes.range(of: Data("mdat".utf8)))
        #expect(index.lowerBound < media.lowerBound)
    }

    @Test func aLargePictureIsMadeSmaller() async throws {
        let large = ["-f", "lavfi", "-i", "testsrc=s=1920x1080:r=5:d=1"] + Bench.h264
        let input = try await probed(large, as: "a.mp4")

        let (main, shownMain) = try await rendition(.main, input)
        #expect(main.width == 1280 && main.height == 720)
        #expect(shownMain.video?.width == 1280 && shownMain.video?.height == 720)

        let (small, shownSmall) = try await rendition(.small, input)
        #expect(small.width == 640 && small.height == 360)
        #expect(shownSmall.video?.width == 640 && shownSmall.video?.height == 360)
    }

    @Test func anUprightPictureStaysUpright() async throws {
        let flat = try bench.ffmpeg(
            ["-f", "lavfi", "-i", "testsrc=s=1920x1080:r=5:d=1"] + Bench.h264, as: "flat.mp4")
        let input = try await probed(["-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"], as: "phone.mp4")

        let (made, shown) = try await rendition(.main, input)

        #expect(made.width == 720 && made.height == 1280)
        #expect(shown.video?.width == 720 && shown.video?.height == 1280)
    }

    @Test func aCopiedPictureIsStillTurned() async throws {
        let flat = try bench.ffmpeg(Bench.picture + Bench.h264, as: "flat.mp4")
        let input = try await probed(["-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"], as: "phone.mp4")

        let (made, shown) = try await rendition(.main, input)

        #expect(made.width == 240 && made.height == 320)
        #expect(shown.video?.width == 240 && shown.video?.height == 320)
    }

    @Test(arguments: ["321x241", "101x64"])
    func oddSizesAreTaken(_ size: String) async throws {
        let odd = ["-f", "lavfi", "-i", "testsrc=s=\(size):r=5:d=1", "-c:v", "libvpx", "-deadline", "realtime"]
        let input = try await probed(odd, as: "odd.webm")

        let (made, shown) = try await rendition(.main, input)

        #expect(made.width == shown.video?.width && made.height == shown.video?.height)
    }

    @Test func nothingOfTheUploadersMetadataSurvives() async throws {
        let secret = [
            "-metadata", "title=SECRET-A", "-metadata", "location=SECRET-B", "-metadata:s:v", "handler_name=SECRET-C",
        ]
        let input = try await probed(
            Self.recording + Bench.h264 + secret + [
                "-metadata:s:a", "title=SECRET-D", "-movflags", "use_metadata_tags",
            ],
            as: "a.mov")
        #expect(Data(try bench.bytes(of: input.path)).range(of: Data("SECRET".utf8)) != nil)

        let (made, _) = try await rendition(.main, input)

        #expect(Data(try bench.bytes(of: made.path)).range(of: Data("SECRET".utf8)) == nil)
    }

    @Test func progressRisesToOne() async throws {
        let input = try await probed(Self.recording + Bench.h264, as: "a.mkv")
        let seen = Mutex<[Double]>([])

        _ = try await transcoder.rendition(.small, of: input.path, input.media, folder: folder) { fraction in
            seen.withLock { $0.append(fraction) }
        }

        let fractions = seen.withLock { $0 }
        #expect(fractions == fractions.sorted())
        #expect((0.9...1).contains(fractions.last ?? 0))
    }

    @Test func anOutputOfAnotherLengthIsAFailure() async throws {
        let input = try await probed(Self.recording + Bench.h264, as: "a.mp4")
        let lie = ProbedMedia(
            family: .mp4, durationMilliseconds: 4000, video: input.media.video, audio: input.media.audio)

        await #expect(throws: ToolFailure.self) {
            try await transcoder.rendition(.small, of: input.path, lie, folder: folder) { _ in }
        }
    }

    @Test func thePosterIsAFrame() async throws {
        let input = try await probed(Self.recording + Bench.h264, as: "a.mp4")

        let poster = try await transcoder.poster(of: input.path, input.media, folder: folder)

        #expect(poster.contentType == "image/jpeg" && poster.width == 320 && poster.height == 240)
        #expect(try jpegSize(poster.path) == [320, 240])
    }

    @Test func thePosterOfSoundIsDrawn() async throws {
        let input = try await probed(Bench.tone, as: "a.mp3")

        let poster = try await transcoder.poster(of: input.path, input.media, folder: folder)

        #expect(try jpegSize(poster.path) == [640, 360])
    }

    @Test func theStoryboardHasATileForEachStep() async throws {
        let input = try await probed(["-f", "lavfi", "-i", "testsrc=s=160x90:r=5:d=25"] + Bench.h264, as: "a.mp4")

        let board = try await transcoder.storyboard(of: input.path, input.media, folder: folder)

        #expect(board.layout == "2000,10,2,160,90")
        #expect(try jpegSize(board.made.path) == [1600, 180])
    }

    @Test func aLongStoryboardIsMadeOfKeyFrames() async throws {
        let input = try await probed(
            ["-f", "lavfi", "-i", "testsrc=s=64x36:r=1:d=700"] + Bench.h264 + ["-g", "10"], as: "a.mp4")

        let board = try await transcoder.storyboard(of: input.path, input.media, folder: folder)

        #expect(board.columns == 10 && board.rows == 10 && (7000...7100).contains(board.intervalMilliseconds))
        #expect(try jpegSize(board.made.path) == [1600, 900])
    }

    @Test func theWaveformFollowsTheSound() async throws {
        let half = ["-f", "lavfi", "-i", "aevalsrc='if(lt(t,1),0,0.5*sin(2*PI*440*t))':d=2"]
        let input = try await probed(half, as: "a.wav")

        let peaks = try await transcoder.waveform(of: input.path, input.media, folder: folder)

        #expect(peaks.count == 800)
        #expect(peaks[..<390].allSatisfy { $0 < 10 })
        #expect(peaks[410...].allSatisfy { $0 > 200 })
    }

    @Test func silenceIsAFlatLine() async throws {
        let input = try await probed(["-f", "lavfi", "-i", "anullsrc=d=1"], as: "a.wav")

        let peaks = try await transcoder.waveform(of: input.path, input.media, folder: folder)

        #expect(peaks == [UInt8](repeating: 0, count: 800))
    }

    @Test func theTranscriberGetsSixteenKilohertzMono() async throws {
        let input = try await probed(Bench.tone + ["-ac", "2"], as: "a.mp3")

        let wav = try bench.bytes(of: try await transcoder.speechAudio(of: input.path, input.media, folder: folder))

        #expect(wav[22] == 1 && wav[24] == 0x80 && wav[25] == 0x3e)
    }

    /// MD5 of each packet of the picture.
    private func frames(of path: String) throws -> [String] {
        let list = try bench.ffmpeg(
            ["-i", path, "-map", "0:v:0", "-c", "copy", "-bsf:v", "h264_mp4toannexb", "-f", "framemd5"],
            as: "frames.txt")
        let lines = String(decoding: try bench.bytes(of: list), as: UTF8.self).split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.map { String($0.split(separator: ",").last ?? "") }
    }

    /// Width and height from the frame header.
    private func jpegSize(_ path: String) throws -> [Int] {
        let bytes = try bench.bytes(of: path)
        for place in bytes.indices.dropLast(9) where bytes[place] == 0xff && bytes[place + 1] == 0xc0 {
            let number = { (at: Int) in Int(bytes[at]) << 8 | Int(bytes[at + 1]) }
            return [number(place + 7), number(place + 5)]
        }
        return []
    }
}
