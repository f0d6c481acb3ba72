/// Reads and writes captions as WebVTT and SubRip. Everything is parsed by us and written anew: no tag, no setting and no
/// style of an uploaded file survives (XS-3).
package enum Captions {
    /// The most a file may have, in bytes.
    package static let largestFile = 2 << 20

    /// Cues in the order of time. WebVTT and SubRip are told apart by what is in them, not by a name.
    /// - Throws: `Problem.invalid` with the number of the line that cannot be read.
    package static func parse(_ file: String) throws -> [CaptionCue] {
        guard file.utf8.count <= largestFile else { throw Problem.invalid("captions", "At most 2 MiB, please.") }
        let lines = self.lines(of: file)
        var cues: [CaptionCue] = []
        var index = 0
        while index < lines.count {
            // Remarks and styles may hold anything but an empty line.
            if lines[index].isAside, index == 0 || lines[index - 1].isBlank {
                while index < lines.count, !lines[index].isBlank { index += 1 }
                continue
            }
            guard let arrow = lines[index].rangeOfArrow else {
                index += 1
                continue
            }
            let times = try times(in: lines[index], around: arrow, line: index + 1)
            index += 1
            var body: [Substring] = []
            while index < lines.count, !lines[index].isBlank {
                body.append(lines[index])
                index += 1
            }
            let cue = CaptionText.cue(body, times.start, times.end)
            if !cue.text.isEmpty { cues.append(cue) }
        }
        guard !cues.isEmpty else {
            throw Problem.invalid("captions", "There is no caption in this file. It should be WebVTT or SRT.")
        }
        return cues.sorted { ($0.startMilliseconds, $0.endMilliseconds) < ($1.startMilliseconds, $1.endMilliseconds) }
    }

    /// WebVTT.
    package static func vtt(_ cues: [CaptionCue]) -> String {
        "WEBVTT\n\n"
            + cues.map { cue in
                let voice = cue.speaker.flatMap(CaptionText.label).map { "<v \(CaptionText.escaped($0))>" } ?? ""
                return "\(time(cue.startMilliseconds, ".")) --> \(time(cue.endMilliseconds, "."))\n"
                    + "\(voice)\(CaptionText.escaped(CaptionText.plain(cue.text)))\n\n"
            }.joined()
    }

    /// SubRip, which knows no speakers.
    package static func srt(_ cues: [CaptionCue]) -> String {
        cues.enumerated().map { number, cue in
            // An arrow inside a text would begin a cue of its own.
            let text = CaptionText.plain(cue.text).split(separator: "-->", omittingEmptySubsequences: false)
                .joined(separator: "->")
            return
                "\(number + 1)\n\(time(cue.startMilliseconds, ",")) --> \(time(cue.endMilliseconds, ","))\n\(text)\n\n"
        }.joined()
    }

    private static func lines(of file: String) -> [Substring] {
        let text = file.hasPrefix("\u{FEFF}") ? file.dropFirst() : Substring(file)
        return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    private static func times(
        in line: Substring, around arrow: Range<Substring.Index>, line number: Int
    ) throws -> (start: Int, end: Int) {
        let first = line[..<arrow.lowerBound].split(whereSeparator: \.isWhitespace).last
        let last = line[arrow.upperBound...].split(whereSeparator: \.isWhitespace).first
        guard let start = first.flatMap(milliseconds), let end = last.flatMap(milliseconds) else {
            throw Problem.invalid("captions", "The times in line \(number) cannot be read.")
        }
        guard end > start else {
            throw Problem.invalid("captions", "In line \(number) the end is not after the start.")
        }
        return (start, end)
    }

    /// `1:02:03.456`, `02:03.456`, with a comma or a point.
    private static func milliseconds(_ text: Substring) -> Int? {
        let halves = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard halves.count == 2, (1...3).contains(halves[1].count), let fraction = number(halves[1]) else { return nil }
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else { return nil }
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, let seconds = numbers.last, seconds < 60, numbers[numbers.count - 2] < 60,
            numbers[0] < 1000
        else { return nil }
        let total = numbers.reduce(0) { $0 * 60 + $1 }
        let scale = [100, 10, 1][halves[1].count - 1]
        return total * 1000 + fraction * scale
    }

    private static func number(_ digits: Substring) -> Int? {
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(digits)
    }

    private static func time(_ milliseconds: Int, _ point: String) -> String {
        func pad(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        let total = max(0, milliseconds)
        let (hours, minutes, seconds) = (total / 3_600_000, total / 60_000 % 60, total / 1000 % 60)
        return "\(pad(hours, 2)):\(pad(minutes, 2)):\(pad(seconds, 2))\(point)\(pad(total % 1000, 3))"
    }
}

extension Substring {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Begins a block of WebVTT that is no caption.
    fileprivate var isAside: Bool {
        let word = prefix { !$0.isWhitespace }
        return word == "NOTE" || word == "STYLE" || word == "REGION"
    }

    fileprivate var rangeOfArrow: Range<Index>? {
        var rest = self
        while let dash = rest.unicodeScalars.firstIndex(of: "-") {
            let end = rest.unicodeScalars.index(dash, offsetBy: 3, limitedBy: rest.endIndex)
            if let end, rest.unicodeScalars[dash..<end].elementsEqual("-->".unicodeScalars) { return dash..<end }
            rest = rest[rest.unicodeScalars.index(after: dash)...]
        }
        return nil
    }
}
