import Foundation
import Glibc

/// Makes from an original what browsers play and pages show. Every output has been checked when it is returned.
package struct Transcoder: Sendable {
    private let sandbox: Sandbox
    private let probe: MediaProbe
    private let files = FileQueue()

    package init(sandbox: Sandbox) {
        self.sandbox = sandbox
        probe = MediaProbe(sandbox: sandbox)
    }

    /// One finished file.
    package struct Made: Sendable {
        package let path: String
        package let contentType: String
        package let width: Int?
        package let height: Int?
    }

    package enum Size: Sendable {
        /// Up to 720 lines; the picture is copied when it already fits.
        case main
        /// Up to 360 lines.
        case small

        var box: (width: Int, height: Int) {
            switch self {
            case .main: (1280, 720)
            case .small: (640, 360)
            }
        }
    }

    /// H.264 and AAC in MP4 with the index in front, or AAC alone; loudness evened out.
    /// - Parameter progress: 0...1.
    /// - Throws: `ToolFailure` when ffmpeg failed or its output is not as long as the input (finding 4).
    package func rendition(
        _ size: Size, of path: String, _ media: ProbedMedia, folder: String,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws -> Made {
        let bytes = try PlainFile.size(path) ?? 0
        if let video = media.video, size == .main, Self.fits(video, seconds: media.durationSeconds, bytes: bytes) {
            do {
                return try await encoded(size, of: path, media, folder: folder, picture: ["-c:v", "copy"], progress)
            } catch is ToolFailure {
                // Some streams play but cannot be moved to another container as they are: then they are made anew.
            }
        }
        let picture = media.video.map { self.picture($0, size) } ?? ["-vn"]
        return try await encoded(size, of: path, media, folder: folder, picture: picture, progress)
    }

    private func encoded(
        _ size: Size, of path: String, _ media: ProbedMedia, folder: String, picture: [String],
        _ progress: @escaping @Sendable (Double) -> Void
    ) async throws -> Made {
        let name = media.video == nil ? "a.m4a" : "v.mp4"
        var arguments = FFmpeg.input + ["-map", "0:V:0?", "-map", "0:a:0?"] + FFmpeg.withoutMetadata + picture
        if media.audio != nil {
            // One pass is enough for speech; loudnorm works at 192 kHz inside, so the rate is set again. At this rate the
            // encoder's thorough search is most of the time a recording takes until it plays, and cannot be heard.
            arguments += [
                "-af", "\(FFmpeg.soundInItsPlace),loudnorm=I=-16:TP=-1.5:LRA=11", "-ar", "48000", "-ac", "2", "-c:a",
                "aac", "-aac_coder", "fast", "-b:a", "128k",
            ]
        }
        let bytes = try PlainFile.size(path) ?? 0
        arguments += [
            "-threads", "2", "-movflags", "+faststart", "-fs", "\(3 * bytes + 1 << 30)", "-progress", "pipe:1", "-y",
            "/out/\(name)",
        ]
        try await ffmpeg(arguments, path, media, folder, bytes: bytes, progress: progress)
        let made = "\(folder)/\(name)"
        try await check(made, media, folder)
        let shown = media.video.map { Self.fitted($0, into: Self.box(size, for: $0)) }
        return Made(
            path: made, contentType: media.video == nil ? "audio/mp4" : "video/mp4", width: shown?.width,
            height: shown?.height)
    }

    /// The frame that was chosen, else a good one early in the recording, or the sound as a picture.
    /// - Parameter chosen: milliseconds; behind the end it is one of the last second.
    package func poster(
        of path: String, _ media: ProbedMedia, at chosen: Int? = nil, folder: String
    ) async throws -> Made {
        guard let chosen else { return try await poster(of: path, media, frame: nil, folder) }
        do {
            return try await poster(of: path, media, frame: min(chosen, media.durationMilliseconds), folder)
        } catch is ToolFailure {
            // Behind the last frame there is none; how long that is shown, nobody knows.
            return try await poster(of: path, media, frame: max(0, media.durationMilliseconds - 1000), folder)
        }
    }

    private func poster(
        of path: String, _ media: ProbedMedia, frame: Int?, _ folder: String
    ) async throws -> Made {
        let arguments: [String]
        // The size is computed, not left to ffmpeg, so that it is known.
        let shown = media.video.map { Self.fitted($0, into: (width: 640, height: 640)) } ?? (width: 640, height: 360)
        if media.video != nil {
            let place = frame ?? min(media.durationMilliseconds / 10, 10_000)
            let choice = frame == nil ? "thumbnail=24," : ""
            arguments =
                FFmpeg.inputAt(milliseconds: place) + ["-map", "0:V:0"] + FFmpeg.withoutMetadata
                + ["-vf", "\(choice)scale=\(shown.width):\(shown.height),setsar=1"]
                + ["-frames:v", "1", "-q:v", "4", "-y", "/out/poster.jpg"]
        } else {
            let wave =
                "color=c=0x1f2937:s=640x360:r=1:d=1[back];[0:a:0]aformat=channel_layouts=mono,"
                + "showwavespic=s=600x200:colors=0x93c5fd[wave];[back][wave]overlay=20:80"
            arguments =
                FFmpeg.input + ["-filter_complex", wave, "-frames:v", "1", "-q:v", "4", "-y", "/out/poster.jpg"]
        }
        try await ffmpeg(arguments, path, media, folder, bytes: try PlainFile.size(path) ?? 0) { _ in }
        return try made("\(folder)/poster.jpg", "image/jpeg", width: shown.width, height: shown.height)
    }

    /// Many small pictures in one, for scrubbing.
    package struct Storyboard: Sendable {
        package let made: Made
        package let intervalMilliseconds: Int
        package let columns: Int
        package let rows: Int
        package static let tileWidth = 160
        package static let tileHeight = 90

        /// `interval_ms,columns,rows,tile_width,tile_height`
        package var layout: String {
            "\(intervalMilliseconds),\(columns),\(rows),\(Self.tileWidth),\(Self.tileHeight)"
        }
    }

    /// At most 100 tiles, at least two seconds apart.
    package func storyboard(of path: String, _ media: ProbedMedia, folder: String) async throws -> Storyboard {
        let interval = max(2000, media.durationMilliseconds / 100 + 1)
        let count = max(1, min(100, (media.durationMilliseconds + interval - 1) / interval))
        let columns = min(10, count)
        let rows = (count + columns - 1) / columns
        let filter =
            "fps=1000/\(interval):round=up,scale=160:90:force_original_aspect_ratio=decrease,"
            + "pad=160:90:-1:-1,tile=\(columns)x\(rows)"
        // Of a long recording only key frames are decoded: nine times as fast, and tiles lie further apart than they.
        let skipping = media.durationMilliseconds > 600_000 ? ["-skip_frame", "nokey"] : []
        try await ffmpeg(
            FFmpeg.input(options: skipping) + ["-map", "0:V:0"] + FFmpeg.withoutMetadata
                + ["-vf", filter, "-frames:v", "1", "-q:v", "6", "-y", "/out/storyboard.jpg"],
            path, media, folder, bytes: try PlainFile.size(path) ?? 0
        ) { _ in }
        return Storyboard(
            made: try made(
                "\(folder)/storyboard.jpg", "image/jpeg", width: columns * Storyboard.tileWidth,
                height: rows * Storyboard.tileHeight),
            intervalMilliseconds: interval, columns: columns, rows: rows)
    }

    /// Loudest sample of each of 800 equal parts, 0...255, from 8 kHz mono.
    package func waveform(of path: String, _ media: ProbedMedia, folder: String) async throws -> [UInt8] {
        try await ffmpeg(
            FFmpeg.input + ["-map", "0:a:0", "-vn"] + FFmpeg.withoutMetadata
                + ["-af", FFmpeg.soundInItsPlace, "-ac", "1", "-ar", "8000", "-f", "s16le", "-y", "/out/sound.raw"],
            path, media, folder, bytes: try PlainFile.size(path) ?? 0
        ) { _ in }
        let raw = "\(folder)/sound.raw"
        return try await files.run { try Waveform.peaks(ofFile: raw, count: 800) }
    }

    /// 16 kHz mono WAV: the only thing the transcriber ever reads.
    package func speechAudio(of path: String, _ media: ProbedMedia, folder: String) async throws -> String {
        try await ffmpeg(
            FFmpeg.input + ["-map", "0:a:0", "-vn"] + FFmpeg.withoutMetadata
                + [
                    "-af", FFmpeg.soundInItsPlace, "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-y",
                    "/out/speech.wav",
                ],
            path, media, folder, bytes: try PlainFile.size(path) ?? 0
        ) { _ in }
        return "\(folder)/speech.wav"
    }

    func ffmpeg(
        _ arguments: [String], _ path: String, _ media: ProbedMedia, _ folder: String, bytes: Int64,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws {
        let length = media.durationSeconds
        let outcome = try await sandbox.run(
            Sandbox.Work(
                program: "/usr/bin/ffmpeg", arguments: arguments, input: path, folder: folder, durationSeconds: length,
                inputBytes: bytes)
        ) { line in
            if let seconds = FFmpeg.seconds(inProgress: line), length > 0 { progress(min(seconds / length, 1)) }
        }
        guard outcome.status == 0 else {
            let end = outcome.isTimedOut ? "took too long" : "ended with \(outcome.status)"
            throw ToolFailure("ffmpeg \(end): \(outcome.errorText.suffix(500))")
        }
    }

    private func picture(_ video: ProbedMedia.Video, _ size: Size) -> [String] {
        let box = Self.box(size, for: video)
        let shown = Self.fitted(video, into: box)
        let scale = "scale=\(shown.width):\(shown.height),setsar=1,format=yuv420p"
        return [
            "-vf", scale, "-fpsmax", "30", "-c:v", "libx264", "-preset", "veryfast", "-crf", "24", "-g", "60",
            "-profile:v", "high", "-level", "4.0",
        ]
    }

    /// Exit code 0 is not enough: a cut input gives a short output (finding 4).
    func check(_ made: String, _ media: ProbedMedia, _ folder: String) async throws {
        let seconds = try await probe.duration(ofOutput: made, folder: folder)
        // A file without a duration was measured up to its last frame, which may be shown for long.
        let frame = media.video.map { $0.framesPerSecond > 0 ? min(1 / $0.framesPerSecond, 1) : 1 } ?? 0
        guard abs(seconds - media.durationSeconds) <= max(0.5, media.durationSeconds / 100, 1.05 * frame) else {
            throw ToolFailure(
                "The result is \(seconds) s long instead of \(media.durationSeconds) s: the file is damaged.")
        }
    }

    /// What every browser plays and a slow line carries can stay as it is.
    private static func fits(_ video: ProbedMedia.Video, seconds: Double, bytes: Int64) -> Bool {
        let box = box(.main, for: video)
        return video.codec == "h264" && video.pixelFormat == "yuv420p" && video.width <= box.width
            && video.height <= box.height && video.framesPerSecond <= 60 && Double(bytes) * 8 <= seconds * 6_000_000
    }

    /// Upright pictures get an upright box.
    private static func box(_ size: Size, for video: ProbedMedia.Video) -> (width: Int, height: Int) {
        let box = size.box
        return video.height > video.width ? (width: box.height, height: box.width) : box
    }

    private func made(_ path: String, _ type: String, width: Int?, height: Int?) throws -> Made {
        guard let bytes = try PlainFile.size(path), bytes > 0 else { throw ToolFailure("ffmpeg made no picture.") }
        return Made(path: path, contentType: type, width: width, height: height)
    }

    static func fitted(
        _ video: ProbedMedia.Video, into box: (width: Int, height: Int)
    ) -> (width: Int, height: Int) {
        let factor = min(1, Double(box.width) / Double(video.width), Double(box.height) / Double(video.height))
        let even = { (length: Int) in max(2, (Int(exactly: (Double(length) * factor).rounded(.down)) ?? 2) / 2 * 2) }
        return (even(video.width), even(video.height))
    }
}
