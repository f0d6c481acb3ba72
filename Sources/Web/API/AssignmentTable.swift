import Domain
import Services

/// An assignment as comma-separated values (RFC 4180), one line for each turn.
struct AssignmentTable {
    let csv: String

    init(_ shown: AssignmentShown) {
        let head = [
            "person", "round", "starts_on", "due_on", "state", "done_on", "items_done", "items", "rung", "excuse",
            "extension_reason",
        ]
        let rows = shown.turns.map { turn in
            [
                turn.name, "\(turn.turn.round)", "\(turn.turn.startsOn)", turn.turn.due.map { "\($0)" } ?? "",
                turn.state.rawValue, turn.progress.doneAt?.rfc3339 ?? "", "\(turn.progress.done)",
                "\(turn.progress.count)", turn.progress.rung.rawValue, turn.turn.excuse ?? "",
                turn.turn.extensionReason,
            ]
        }
        csv = ([head] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Quoted where it has to be, and never a formula: a table program would calculate what somebody wrote as their name.
    static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        guard plain.contains(where: { "\",\r\n".contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}

/// Due dates and recalls as a calendar reads them (RFC 5545).
struct CalendarText {
    let text: String

    init(_ entries: [CalendarService.Entry]) {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Understudy//Assignments//EN", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:Understudy",
        ]
        let events = entries.flatMap { entry -> [String] in
            let day = entry.day.description.replacing("-", with: "")
            let next = entry.day.advanced(byDays: 1).description.replacing("-", with: "")
            return [
                "BEGIN:VEVENT", "UID:\(entry.id)@understudy", "DTSTAMP:\(Self.stamp(entry.madeAt))",
                "DTSTART;VALUE=DATE:\(day)", "DTEND;VALUE=DATE:\(next)", "SUMMARY:\(Self.escaped(Self.title(entry)))",
                "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        text = (head + events + ["END:VCALENDAR"]).map { Self.folded($0) + "\r\n" }.joined()
    }

    private static func title(_ entry: CalendarService.Entry) -> String {
        entry.cues > 0 ? say("calendar.recalls", count: entry.cues) : entry.title
    }

    private static func stamp(_ instant: Instant) -> String {
        instant.rfc3339.replacing("-", with: "").replacing(":", with: "")
    }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .split(whereSeparator: \.isNewline).joined(separator: "\\n")
    }

    /// Lines of at most 75 bytes, never cut inside a character.
    static func folded(_ line: String) -> String {
        var folded = ""
        var bytes = 0
        for character in line {
            let size = String(character).utf8.count
            if bytes + size > 73 {
                folded += "\r\n "
                bytes = 1
            }
            folded.append(character)
            bytes += size
        }
        return folded
    }
}
