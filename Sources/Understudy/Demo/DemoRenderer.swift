import Domain
import Foundation

/// A demo recording as a file, and what is known about its times because it was made here.
struct RenderedDemoClip: Sendable {
    struct Moment: Sendable {
        let title: String
        let startMilliseconds: Int
        let endMilliseconds: Int
    }

    let file: String
    let moments: [Moment]
    let durationMilliseconds: Int
    /// What is said and when.
    let captions: [CaptionCue]
}

/// Makes the recordings of the demo: speech by espeak-ng, one drawn picture a voice, put together by ffmpeg.
struct DemoRenderer: Sendable {
    private static let font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    private static let boldFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
    private static let framesPerSecond = 6
    /// Its usual way of choosing costs nine times as much, and nobody hears a difference in this speech.
    private static let sound = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k", "-movflags", "+faststart"]

    /// What is missing for it in plain words; nil when demo recordings can be made.
    static var problem: String? {
        let missing = [Tool.espeak, .ffmpeg].map(\.path).filter { !FileManager.default.isExecutableFile(atPath: $0) }
        guard missing.isEmpty else { return "\(missing.joined(separator: " and ")) is not installed." }
        guard FileManager.default.isReadableFile(atPath: boldFont) else { return "fonts-dejavu-core is not installed." }
        return nil
    }

    /// Writes `<slug>.mp4` or `<slug>.m4a` into `folder`; what it needs on the way is gone afterwards.
    /// - Throws: `CommandFailed` when a tool fails; the errors of the file system.
    func render(_ clip: DemoClip, into folder: String) async throws -> RenderedDemoClip {
        let manager = FileManager.default
        let work = URL(fileURLWithPath: folder).appendingPathComponent("\(clip.slug).work")
        try manager.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: work) }
        let speech = try await speak(clip, in: work)
        let made = clip.kind == .video ? "made.mp4" : "made.m4a"
        if clip.kind == .video {
            try await draw(clip, in: work)
            try await film(speech, in: work)
        } else {
            try await Tool.ffmpeg.run(
                Self.quiet + ["-i", "sound.wav"] + Self.sound + [made], in: work)
        }
        let file = "\(folder)/\(clip.slug).\(clip.kind == .video ? "mp4" : "m4a")"
        if manager.fileExists(atPath: file) { try manager.removeItem(atPath: file) }
        try manager.moveItem(atPath: work.appendingPathComponent(made).path, toPath: file)
        return RenderedDemoClip(
            file: file, moments: speech.moments(of: clip), durationMilliseconds: speech.sound.milliseconds,
            captions: speech.captions(of: clip))
    }

    private static let quiet = ["-nostdin", "-hide_banner", "-v", "error", "-y"]

    private func speak(_ clip: DemoClip, in work: URL) async throws -> DemoSpeech {
        var speech = DemoSpeech()
        for line in clip.lines {
            let voice = line.isOwner ? clip.owner.voice : clip.otherSpeech
            try Data(line.text.utf8).write(to: work.appendingPathComponent("line.txt"))
            let arguments = [
                "-v", voice.name, "-p", String(voice.pitch), "-s", String(voice.wordsPerMinute), "-g", "1",
                "-w", "line.wav", "-f", "line.txt",
            ]
            try await Tool.espeak.run(arguments, in: work)
            let spoken = try Sound(wav: Data(contentsOf: work.appendingPathComponent("line.wav")))
            speech.append(spoken, isOwner: line.isOwner)
        }
        speech.end()
        try speech.sound.wav.write(to: work.appendingPathComponent("sound.wav"))
        return speech
    }

    /// The words go through files of constant names: they are our own, and still no part of a filter's text.
    private func draw(_ clip: DemoClip, in work: URL) async throws {
        let title = Self.wrapped(clip.title, at: 34)
        for (index, line) in title.enumerated() {
            try Data(line.utf8).write(to: work.appendingPathComponent("title\(index).txt"))
        }
        let texts = [
            "name.txt": clip.owner.name, "other.txt": clip.otherVoice,
            "initials.txt": clip.owner.initials, "letter.txt": String(clip.otherVoice.prefix(1)),
        ]
        for (name, text) in texts { try Data(text.utf8).write(to: work.appendingPathComponent(name)) }
        for isOwner in [true, false] {
            let card = StageCard(ownerColour: clip.owner.colour, isOwnerSpeaking: isOwner)
            try card.ppm.write(to: work.appendingPathComponent(isOwner ? "owner.ppm" : "other.ppm"))
        }
        let arguments =
            Self.quiet + ["-i", "owner.ppm", "-i", "other.ppm", "-filter_complex"]
            + ["[0]\(Self.words(title.count, isOwner: true))[a];[1]\(Self.words(title.count, isOwner: false))[b]"]
            + ["-map", "[a]", "-frames:v", "1", "owner.png", "-map", "[b]", "-frames:v", "1", "other.png"]
        try await Tool.ffmpeg.run(arguments, in: work)
    }

    private static func words(_ titleLines: Int, isOwner: Bool) -> String {
        let owner = Int(StageCard.ownerCentre.x)
        let other = Int(StageCard.otherCentre.x)
        let middle = Int(StageCard.ownerCentre.y)
        let title = (0..<titleLines).map { index in
            text(
                "title\(index).txt", boldFont, 50, "(w-text_w)/2", "\(152 - titleLines * 32 + index * 64)",
                isBright: true)
        }
        let others = [
            text("initials.txt", boldFont, 76, "\(owner)-text_w/2", "\(middle)-text_h/2", isBright: isOwner),
            text("letter.txt", boldFont, 76, "\(other)-text_w/2", "\(middle)-text_h/2", isBright: !isOwner),
            text("name.txt", font, 30, "\(owner)-text_w/2", "600", isBright: isOwner),
            text("other.txt", font, 30, "\(other)-text_w/2", "600", isBright: !isOwner),
        ]
        return (title + others).joined(separator: ",")
    }

    private static func text(
        _ file: String, _ font: String, _ size: Int, _ x: String, _ y: String, isBright: Bool
    ) -> String {
        "drawtext=fontfile=\(font):textfile=\(file):expansion=none:fontsize=\(size)"
            + ":fontcolor=white@\(isBright ? "0.96" : "0.45"):x=\(x):y=\(y)"
    }

    /// Still pictures for as long as each voice speaks, and a thin line that shows how far it is.
    private func film(_ speech: DemoSpeech, in work: URL) async throws {
        try Data(speech.pictureList.utf8).write(to: work.appendingPathComponent("pictures.txt"))
        let seconds = Double(speech.sound.milliseconds) / 1000
        let line = "color=c=0xE0A84C:s=\(StageCard.width)x6:r=\(Self.framesPerSecond)"
        let filter =
            "[0:v]format=yuv420p,fps=\(Self.framesPerSecond)[p];"
            + "[p][1:v]overlay=x='-w+w*t/\(seconds)':y=H-h:shortest=0:eof_action=repeat[v]"
        let arguments =
            Self.quiet
            + ["-f", "concat", "-safe", "0", "-i", "pictures.txt", "-f", "lavfi", "-i", line, "-i", "sound.wav"]
            + ["-filter_complex", filter, "-map", "[v]", "-map", "2:a", "-t", "\(seconds)"]
            + ["-c:v", "libx264", "-preset", "superfast", "-trellis", "0", "-crf", "26", "-g", "30"]
            + Self.sound + ["made.mp4"]
        try await Tool.ffmpeg.run(arguments, in: work)
    }

    /// Breaks between words so that the lines are about equally long.
    private static func wrapped(_ text: String, at width: Int) -> [String] {
        let lineCount = (text.count + width - 1) / width
        let target = text.count / max(lineCount, 1)
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count >= target || last.count + 1 + word.count > width {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = "\(last) \(word)"
            }
        }
        return lines
    }
}
