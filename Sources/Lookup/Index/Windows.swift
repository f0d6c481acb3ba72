import Domain

/// A stretch of a clip that is found as one: 30 to 60 words of its transcript.
struct Window: Sendable, Hashable {
    var startMilliseconds: Int
    var endMilliseconds: Int
    var text: String
    /// The index of the hand-made moment it lies in, if any.
    var moment: Int?
}

/// How a transcript is cut into windows.
enum WindowRule: Sendable {
    /// At a pause over 0.7 s or the end of a sentence once there are 30 words, at 60 words anyway, and where a moment begins.
    case spoken
    /// One window a line: for sets that were judged line by line.
    case lines
}

enum Windows {
    static let fewest = 30
    static let most = 60
    static let pauseMilliseconds = 700

    /// The windows of a clip, then one without words for each moment no window lies in. Never empty, so every clip can be found by
    /// its title and its facets.
    static func make(of clip: IndexedClip, rule: WindowRule) -> [Window] {
        var windows =
            switch rule {
            case .spoken: spoken(clip)
            case .lines:
                clip.lines.map {
                    Window(startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds, text: $0.text)
                }
            }
        for index in windows.indices { windows[index].moment = moment(around: windows[index], in: clip.moments) }
        let taken = Set(windows.compactMap(\.moment))
        for (index, moment) in clip.moments.enumerated() where !taken.contains(index) {
            windows.append(
                Window(
                    startMilliseconds: moment.startMilliseconds, endMilliseconds: moment.endMilliseconds, text: "",
                    moment: index))
        }
        if windows.isEmpty {
            windows.append(Window(startMilliseconds: 0, endMilliseconds: clip.durationMilliseconds, text: ""))
        }
        return windows
    }

    private static func spoken(_ clip: IndexedClip) -> [Window] {
        let words = clip.lines.flatMap(timedWords)
        let borders = clip.moments.map(\.startMilliseconds).sorted()
        var windows: [Window] = []
        var start = 0
        for index in words.indices {
            let isLast = index == words.count - 1
            guard isLast || breaks(after: index, from: start, in: words, borders: borders) else { continue }
            let part = words[start...index]
            let window = Window(
                startMilliseconds: part.first?.startMilliseconds ?? 0, endMilliseconds: words[index].endMilliseconds,
                text: text(of: part))
            // A few last words alone say little and would win by being short.
            if isLast, part.count < fewest / 2, let previous = windows.last, !crosses(borders, previous, window) {
                windows[windows.count - 1].endMilliseconds = window.endMilliseconds
                windows[windows.count - 1].text += " " + window.text
            } else {
                windows.append(window)
            }
            start = index + 1
        }
        return windows
    }

    /// The words with blanks between them.
    private static func text(of words: ArraySlice<TimedWord>) -> String {
        var text = ""
        text.reserveCapacity(words.count * 6)
        for word in words {
            if !text.isEmpty { text += " " }
            text += word.text
        }
        return text
    }

    private static func breaks(after index: Int, from start: Int, in words: [TimedWord], borders: [Int]) -> Bool {
        let word = words[index]
        let next = words[index + 1]
        if borders.contains(where: { word.startMilliseconds < $0 && $0 <= next.startMilliseconds }) { return true }
        let count = index - start + 1
        guard count >= fewest else { return false }
        if count >= most { return true }
        let (pause, _) = next.startMilliseconds.subtractingReportingOverflow(word.endMilliseconds)
        return pause > pauseMilliseconds || word.text.last.map { ".?!…".contains($0) } ?? false
    }

    private static func crosses(_ borders: [Int], _ first: Window, _ second: Window) -> Bool {
        borders.contains { first.startMilliseconds < $0 && $0 <= second.startMilliseconds }
    }

    /// The words of a line with their times; where a line was edited since it was timed, its time is shared out evenly.
    private static func timedWords(_ line: TranscriptLine) -> [TimedWord] {
        if isWritten(line) { return line.words }
        let texts = line.text.utf8.split(whereSeparator: isBlank).compactMap(String.init)
        guard !texts.isEmpty else { return [] }
        if texts.count == line.words.count {
            return zip(texts, line.words).map {
                TimedWord(text: $0, startMilliseconds: $1.startMilliseconds, endMilliseconds: $1.endMilliseconds)
            }
        }
        let start = Double(line.startMilliseconds)
        let step = (Double(line.endMilliseconds) - start) / Double(texts.count)
        return texts.enumerated().map { index, text in
            TimedWord(
                text: text, startMilliseconds: milliseconds(start + step * Double(index)),
                endMilliseconds: milliseconds(start + step * Double(index + 1)))
        }
    }

    /// Whether the timed words are the text of the line, one after the other with a blank between them: most lines.
    private static func isWritten(_ line: TranscriptLine) -> Bool {
        guard !line.words.isEmpty else { return false }
        var text = line.text
        return text.withUTF8 { text in
            var rest = text[...]
            for (place, word) in line.words.enumerated() {
                if place > 0 { guard rest.popFirst() == 32 else { return false } }
                var own = word.text
                let isNext = own.withUTF8 { own in
                    !own.isEmpty && rest.count >= own.count
                        && own.indices.allSatisfy { own[$0] == rest[rest.startIndex + $0] && !isBlank(own[$0]) }
                }
                guard isNext else { return false }
                rest = rest.dropFirst(own.utf8.count)
            }
            return rest.isEmpty
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 32 || (9...13).contains(byte)
    }

    private static func milliseconds(_ value: Double) -> Int {
        Int(exactly: value.rounded()) ?? 0
    }

    /// The moment that holds the window's middle; the latest begun when several do.
    private static func moment(around window: Window, in moments: [Moment]) -> Int? {
        let middle = window.startMilliseconds / 2 + window.endMilliseconds / 2
        return moments.indices.filter {
            moments[$0].startMilliseconds <= middle && middle < moments[$0].endMilliseconds
        }.max { moments[$0].startMilliseconds < moments[$1].startMilliseconds }
    }
}
