import Foundation
import Synchronization

/// Decides by libmagic and ffprobe together whether a file is taken, and what it holds.
package struct MediaProbe: Sendable {
    private let sandbox: Sandbox
    private let sniffer = MediaSniffer()

    package init(sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    /// - Parameters:
    ///   - fileName: only to refuse a file that says it is something else.
    ///   - folder: an empty folder for the tools.
    /// - Throws: `MediaRefusal` when the file is not taken; `ToolFailure`, `FileFailure` when we are to blame.
    package func probe(_ path: String, fileName: String, folder: String) async throws -> ProbedMedia {
        let type = try await sniffer.type(of: path)
        guard let family = MediaFamily.of(type: type) else {
            throw MediaRefusal("unsupported_media", "This is not a recording we know (it looks like \(type)).")
        }
        if let said = MediaFamily.of(fileName: fileName), said != family {
            throw MediaRefusal(
                "unsupported_media", "The name says \(said.rawValue), but the file is \(family.rawValue).")
        }
        let bytes = try PlainFile.size(path) ?? 0
        let report = try await ask(path, folder: folder, bytes: bytes)
        guard report.demuxers.contains(where: family.demuxers.contains) else {
            throw MediaRefusal("unsupported_media", "The file is not what it seems to be (\(family.rawValue)).")
        }
        return try await measured(try report.media(family), report, path, folder: folder, bytes: bytes)
    }

    /// What ffprobe says of a file we made ourselves.
    func duration(ofOutput path: String, folder: String) async throws -> Double {
        try await ask(path, folder: folder, bytes: try PlainFile.size(path) ?? 0).duration ?? 0
    }

    private func ask(_ path: String, folder: String, bytes: Int64) async throws -> ProbeReport {
        let text = Mutex("")
        let outcome = try await sandbox.run(
            Sandbox.Work(
                program: "/usr/bin/ffprobe",
                arguments: [
                    "-hide_banner", "-v", "error", "-max_alloc", "536870912", "-protocol_whitelist", "file",
                    "-format_whitelist",
                    MediaFamily.formatWhitelist, "-show_entries",
                    "format=format_name,duration,start_time,nb_streams:"
                        + "stream=codec_type,codec_name,pix_fmt,width,height,avg_frame_rate,"
                        + "r_frame_rate,channels,duration:"
                        + "stream_disposition=attached_pic:"
                        + "stream_side_data=rotation",
                    "-of", "json", "/in",
                ], input: path, folder: folder, durationSeconds: 60, inputBytes: bytes, wallSeconds: 60)
        ) { line in text.withLock { $0 += line } }
        guard outcome.status == 0, let report = ProbeReport(json: text.withLock { $0 }) else {
            throw MediaRefusal("unreadable", "The file is damaged or is not a recording.")
        }
        return report
    }

    /// Reads every packet once: recorders in browsers write no duration, some headers guess it, and a recording that
    /// was cut off still says how long it once was.
    private func measured(
        _ media: ProbedMedia, _ report: ProbeReport, _ path: String, folder: String, bytes: Int64
    ) async throws -> ProbedMedia {
        let reached = Mutex(0.0)
        let outcome = try await sandbox.run(
            Sandbox.Work(
                program: "/usr/bin/ffmpeg",
                arguments: FFmpeg.input + ["-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-f", "null"]
                    + ["-progress", "pipe:1", "-"],
                input: path, folder: folder, durationSeconds: 600, inputBytes: bytes)
        ) { line in
            if let seconds = FFmpeg.seconds(inProgress: line) { reached.withLock { $0 = max($0, seconds) } }
        }
        var seconds = reached.withLock { $0 }
        guard outcome.status == 0, seconds > 0 else {
            throw MediaRefusal("damaged", "The file is damaged: it cannot be read to its end.")
        }
        // An MP3 without an index only guesses its length.
        if media.family != .mp3, let said = report.duration.map({ $0 - report.start }) {
            let tolerance = max(1.1, said / 50)
            guard seconds >= said - tolerance else {
                throw MediaRefusal("damaged", "The file is damaged: a part of it is missing at the end.")
            }
            // The header also knows how long the last frame is shown.
            if said > 0, abs(seconds - said) <= tolerance { seconds = said }
        }
        try ProbeReport.checkDuration(seconds)
        return ProbedMedia(
            family: media.family, durationMilliseconds: Int(exactly: (seconds * 1000).rounded()) ?? 0,
            video: media.video, audio: media.audio)
    }
}
