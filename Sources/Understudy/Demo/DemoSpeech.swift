import Domain

/// The sound of a demo clip while it is put together, and when each line is said.
struct DemoSpeech: Sendable {
    private struct SpokenLine: Sendable {
        let isOwner: Bool
        let startMilliseconds: Int
        let endMilliseconds: Int
    }

    private(set) var sound = Sound()
    private var lines: [SpokenLine] = []

    private static let pauseMilliseconds = 420
    private static let quietMilliseconds = 700

    mutating func append(_ spoken: Sound, isOwner: Bool) {
        sound.appendSilence(milliseconds: lines.isEmpty ? Self.quietMilliseconds : Self.pauseMilliseconds)
        let start = sound.milliseconds
        sound.append(spoken)
        lines.append(SpokenLine(isOwner: isOwner, startMilliseconds: start, endMilliseconds: sound.milliseconds))
    }

    mutating func end() {
        sound.appendSilence(milliseconds: Self.quietMilliseconds)
    }

    /// In the language of ffmpeg's concat demuxer: from one pause to the next the picture of who speaks.
    var pictureList: String {
        var list = "ffconcat version 1.0\n"
        for (index, line) in lines.enumerated() {
            let start = index == 0 ? 0 : line.startMilliseconds - Self.pauseMilliseconds / 2
            let end =
                index + 1 < lines.count
                ? lines[index + 1].startMilliseconds - Self.pauseMilliseconds / 2 : sound.milliseconds
            list += "file \(picture(line))\nduration \(Double(end - start) / 1000)\n"
        }
        // The demuxer gives the last picture no time of its own unless it is named once more.
        if let last = lines.last { list += "file \(picture(last))\n" }
        return list
    }

    func moments(of clip: DemoClip) -> [RenderedDemoClip.Moment] {
        clip.moments.compactMap { moment in
            guard lines.indices.contains(moment.lines.lowerBound), lines.indices.contains(moment.lines.upperBound)
            else {
                return nil
            }
            return RenderedDemoClip.Moment(
                title: moment.title, startMilliseconds: lines[moment.lines.lowerBound].startMilliseconds,
                endMilliseconds: lines[moment.lines.upperBound].endMilliseconds)
        }
    }

    /// One caption a sentence, its time by its share of the line's letters.
    func captions(of clip: DemoClip) -> [CaptionCue] {
        zip(clip.lines, lines).flatMap { line, spoken in
            let sentences = Self.sentences(of: line.text)
            let letters = max(sentences.map(\.count).reduce(0, +), 1)
            let length = spoken.endMilliseconds - spoken.startMilliseconds
            var said = 0
            return sentences.map { sentence in
                let start = spoken.startMilliseconds + length * said / letters
                said += sentence.count
                return CaptionCue(
                    startMilliseconds: start, endMilliseconds: spoken.startMilliseconds + length * said / letters,
                    speaker: line.isOwner ? clip.owner.name : clip.otherVoice, text: sentence)
            }
        }
    }

    private func picture(_ line: SpokenLine) -> String {
        line.isOwner ? "owner.png" : "other.png"
    }

    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var words: [Substring] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            words.append(word)
            if let last = word.last, ".?!".contains(last) {
                sentences.append(words.joined(separator: " "))
                words = []
            }
        }
        if !words.isEmpty { sentences.append(words.joined(separator: " ")) }
        return sentences
    }
}
