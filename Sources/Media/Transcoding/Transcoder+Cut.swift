extension Transcoder {
    /// The part of a recording that its maker keeps, as an original of its own: H.264 and AAC in MP4, or AAC alone, in
    /// the size it had. It is decoded from the start: recordings of browsers have no index to jump by, and copied
    /// packets could begin at a key frame only.
    /// - Parameters:
    ///   - kept: milliseconds, within the recording.
    ///   - progress: 0...1.
    /// - Throws: `ToolFailure` when ffmpeg failed or its output is not as long as what is kept.
    package func cut(
        _ kept: Range<Int>, of path: String, _ media: ProbedMedia, folder: String,
        progress: @escaping @Sendable (Double) -> Void
    ) async throws -> Made {
        let shown = media.video.map { Self.fitted($0, into: (width: $0.width, height: $0.height)) }
        var arguments = FFmpeg.input + ["-ss", "\(kept.lowerBound)ms", "-t", "\(kept.count)ms"]
        arguments += ["-map", "0:V:0?", "-map", "0:a:0?"] + FFmpeg.withoutMetadata
        if let shown {
            // Good enough to be made smaller once more, small enough to be copied when it already fits.
            arguments += [
                "-vf", "scale=\(shown.width):\(shown.height),setsar=1,format=yuv420p", "-fpsmax", "30", "-c:v",
                "libx264", "-preset", "veryfast", "-crf", "20", "-maxrate", "5M", "-bufsize", "10M", "-g", "60",
            ]
        }
        if media.audio != nil { arguments += ["-ar", "48000", "-ac", "2", "-c:a", "aac", "-b:a", "160k"] }
        let name = media.video == nil ? "kept.m4a" : "kept.mp4"
        let bytes = try PlainFile.size(path) ?? 0
        arguments += [
            "-threads", "2", "-movflags", "+faststart", "-fs", "\(3 * bytes + 1 << 30)", "-progress", "pipe:1", "-y",
            "/out/\(name)",
        ]
        let share = Double(media.durationMilliseconds) / Double(max(kept.count, 1))
        try await ffmpeg(arguments, path, media, folder, bytes: bytes) { progress(min($0 * share, 1)) }
        let made = "\(folder)/\(name)"
        let part = ProbedMedia(
            family: media.family, durationMilliseconds: kept.count, video: media.video, audio: media.audio)
        try await check(made, part, folder)
        return Made(
            path: made, contentType: media.video == nil ? "audio/mp4" : "video/mp4", width: shown?.width,
            height: shown?.height)
    }
}
