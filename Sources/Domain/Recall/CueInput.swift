/// What somebody writes for a cue, checked.
package struct CueInput: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// Of a point that is there already; nil for a new one.
        package let id: Int?
        package let text: String
        package let isMust: Bool

        package init(id: Int? = nil, text: String, isMust: Bool) {
            self.id = id
            self.text = text
            self.isMust = isMust
        }
    }

    package let lines: [String]
    package let points: [Point]
    package let objection: ID<Term>?
    package let retention: Double

    /// Rows without text are no rows.
    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(
        lines: [String], points: [Point], objection: ID<Term>? = nil, retention: Double = Cue.usualRetention
    ) throws {
        var problems = FieldProblems()
        let lines = lines.map(\.singleLine).filter { !$0.isEmpty }
        let points = points.map { Point(id: $0.id, text: $0.text.singleLine, isMust: $0.isMust) }
            .filter { !$0.text.isEmpty }
        if lines.isEmpty || lines.contains(where: { !Self.isShort($0) }) {
            problems.add("lines", "Please give the buyer's line in 1 to 300 characters.")
        } else if lines.count > 6 || Set(lines.map { $0.lowercased() }).count < lines.count {
            problems.add("lines", "Please give at most 6 lines, each another way to say it.")
        }
        if !(2...5).contains(points.count) {
            problems.add("points", "A cue has 2 to 5 key points.")
        } else if points.contains(where: { !Self.isShort($0.text) }) {
            problems.add("points", "A key point has at most 300 characters.")
        } else if !points.contains(where: \.isMust) {
            problems.add("points", "At least one key point is a must-have.")
        } else if Set(points.map { $0.text.lowercased() }).count < points.count
            || Set(points.compactMap(\.id)).count < points.count(where: { $0.id != nil })
        {
            problems.add("points", "Each key point is there once.")
        }
        if !Cue.retentions.contains(retention) {
            problems.add("retention", "The chance to ask again at is from 0.75 to 0.97.")
        }
        try problems.check()
        self.lines = lines
        self.points = points
        self.objection = objection
        self.retention = retention
    }

    /// Points that were there keep their numbers; new ones get numbers that were never used.
    package func content(after old: CueContent?, lastPoint: Int) -> CueContent {
        let known = Set(old?.points.map(\.id) ?? [])
        var last = max(lastPoint, known.max() ?? 0)
        return CueContent(
            lines: lines,
            points: points.map { point in
                if let id = point.id, known.contains(id) {
                    return KeyPoint(id: id, text: point.text, isMust: point.isMust)
                }
                last += 1
                return KeyPoint(id: last, text: point.text, isMust: point.isMust)
            })
    }

    private static func isShort(_ text: String) -> Bool {
        text.count <= 300 && text.unicodeScalars.count <= 1200
    }
}

/// A cue as a clip suggests it: its buyer's lines from the title and the phrasings, its key points from the rules.
package struct CueSuggestion: Sendable, Hashable {
    package let lines: [String]
    package let points: [CueInput.Point]
    package let startMilliseconds: Int
    package let endMilliseconds: Int?

    /// - Parameter phrasings: how buyers put the clip's objection.
    package init(clip: Clip, moments: [Moment], phrasings: [String]) {
        let first = moments.first
        var lines: [String] = []
        for line in [first?.title ?? clip.details.title] + phrasings.prefix(3) {
            let line = line.singleLine
            if !line.isEmpty, !lines.contains(where: { Self.letters($0) == Self.letters(line) }) { lines.append(line) }
        }
        var points: [CueInput.Point] = []
        for rule in clip.details.rules where points.count < 5 {
            points.append(CueInput.Point(text: Self.sentence(rule.action), isMust: true))
        }
        for rule in clip.details.rules where points.count < 5 && !rule.because.isEmpty {
            points.append(CueInput.Point(text: Self.sentence(rule.because), isMust: false))
        }
        self.lines = Array(lines.prefix(4))
        self.points = points
        startMilliseconds = first?.startMilliseconds ?? 0
        endMilliseconds = first?.endMilliseconds
    }

    /// The same sentence with another stop is the same.
    private static func letters(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func sentence(_ text: String) -> String {
        let text = text.singleLine
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
