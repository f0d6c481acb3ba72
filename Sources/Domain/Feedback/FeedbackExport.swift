/// The feedback on one clip as a file.
package enum FeedbackExport: String, Sendable, Hashable, CaseIterable {
    case text = "txt"
    case csv
    case captions = "vtt"

    /// One comment in the order of the page.
    package struct Line: Sendable, Hashable {
        package let anchor: FeedbackAnchor
        package let author: String
        package let words: FeedbackWords
        package let moves: [String]
        package let isReply: Bool
        package let isResolved: Bool
        package let step: CommentLife.Step
        package let at: Instant

        package init(
            anchor: FeedbackAnchor, author: String, words: FeedbackWords, moves: [String], isReply: Bool,
            isResolved: Bool, step: CommentLife.Step, at: Instant
        ) {
            self.anchor = anchor
            self.author = author
            self.words = words
            self.moves = moves
            self.isReply = isReply
            self.isResolved = isResolved
            self.step = step
            self.at = at
        }
    }

    package var contentType: String {
        switch self {
        case .text: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        case .captions: "text/vtt; charset=utf-8"
        }
    }

    package func file(_ lines: [Line], title: String, duration: Int) -> String {
        switch self {
        case .text: Self.plainText(lines, title)
        case .csv: Self.table(lines)
        case .captions: Self.cues(lines, duration)
        }
    }

    private static func plainText(_ lines: [Line], _ title: String) -> String {
        let parts = lines.map { line in
            let indent = line.isReply ? "    " : ""
            let place = line.isReply ? "" : "\(place(line.anchor)) "
            let labels = line.moves.isEmpty ? "" : " [\(line.moves.joined(separator: ", "))]"
            let texts = [line.words.text, line.words.effect, line.words.alternative].filter { !$0.isEmpty }
            let body = texts.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
                .map { "\(indent)  \($0)" }.joined(separator: "\n")
            return "\(indent)\(place)\(line.author), \(line.at.day)\(labels)\n\(body)"
        }
        return ([title.singleLine] + parts).joined(separator: "\n\n") + "\n"
    }

    /// With a mark in front, so that table programs read it as UTF-8, and nothing they would take for a formula (EX-1).
    private static func table(_ lines: [Line]) -> String {
        let head = [
            "start", "end", "reply", "author", "text", "effect", "alternative", "moves", "state", "resolved",
            "given_at",
        ]
        let rows = lines.map { line in
            [
                line.anchor.startMilliseconds.map(clock) ?? "", line.anchor.endMilliseconds.map(clock) ?? "",
                line.isReply ? "yes" : "no", line.author, line.words.text, line.words.effect, line.words.alternative,
                line.moves.joined(separator: "; "), line.step.rawValue, line.isResolved ? "yes" : "no", line.at.rfc3339,
            ].map(cell).joined(separator: ",")
        }
        return "\u{FEFF}" + ([head.joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\0".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Comments on a place are shown for as long as their range lasts, or for four seconds.
    private static func cues(_ lines: [Line], _ duration: Int) -> String {
        let cues = lines.compactMap { line -> String? in
            guard let start = line.anchor.startMilliseconds else { return nil }
            let end = line.anchor.endMilliseconds ?? max(start + 1, min(start + 4000, max(duration, start + 1)))
            let text = [line.words.text, line.words.effect, line.words.alternative].filter { !$0.isEmpty }
                .joined(separator: "\n").split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")
            return "\(stamp(start)) --> \(stamp(end))\n<v \(escaped(line.author))>\(text)"
        }
        return (["WEBVTT"] + cues).joined(separator: "\n\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        text.singleLine.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func place(_ anchor: FeedbackAnchor) -> String {
        switch anchor {
        case .whole: "[whole]"
        case .point(let start): "[\(clock(start))]"
        case .range(let start, let end): "[\(clock(start))-\(clock(end))]"
        }
    }

    private static func clock(_ milliseconds: Int) -> String {
        String(stamp(milliseconds).dropLast(4))
    }

    private static func stamp(_ milliseconds: Int) -> String {
        func pad(_ number: Int, _ width: Int = 2) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        let seconds = milliseconds / 1000
        return "\(pad(seconds / 3600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60)).\(pad(milliseconds % 1000, 3))"
    }
}
