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
        let words = SpokenWords(clip.lines)
        let borders = clip.moments.map(\.startMilliseconds).sorted()
        var windows: [Window] = []
        var start = 0
        for index in words.times.indices {
            let isLast = index == words.times.count - 1
            guard isLast || breaks(after: index, from: start, in: words, borders: borders) else { continue }
            let window = Window(
                startMilliseconds: words.times[start].startMilliseconds,
                endMilliseconds: words.times[index].endMilliseconds, text: words.text(of: start...index))
            // A few last words alone say little and would win by being short.
            if isLast, index + 1 - start < fewest / 2, let previous = windows.last, !crosses(borders, previous, window)
            {
                windows[windows.count - 1].endMilliseconds = window.endMilliseconds
                windows[windows.count - 1].text += " " + window.text
            } else {
                windows.append(window)
            }
            start = index + 1
        }
        return windows
    }

    private static func breaks(after index: Int, from start: Int, in words: SpokenWords, borders: [Int]) -> Bool {
        let word = words.times[index]
        let next = words.times[index + 1]
        if borders.contains(where: { word.startMilliseconds < $0 && $0 <= next.startMilliseconds }) { return true }
        let count = index - start + 1
        guard count >= fewest else { return false }
        if count >= most { return true }
        let (pause, _) = next.startMilliseconds.subtractingReportingOverflow(word.endMilliseconds)
        return pause > pauseMilliseconds || words.endsSentence(index)
    }

    private static func crosses(_ borders: [Int], _ first: Window, _ second: Window) -> Bool {
        borders.contains { first.startMilliseconds < $0 && $0 <= second.startMilliseconds }
    }

    /// The moment that holds the window's middle; the latest begun when several do.
    private static func moment(around window: Window, in moments: [Moment]) -> Int? {
        let middle = window.startMilliseconds / 2 + window.endMilliseconds / 2
        return moments.indices.filter {
            moments[$0].startMilliseconds <= middle && middle < moments[$0].endMilliseconds
        }.max { moments[$0].startMilliseconds < moments[$1].startMilliseconds }
    }
}
