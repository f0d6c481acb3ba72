import Domain
import Foundation

/// Numbers and times as pages say them. Views hold only what comes out of here.
enum Wording {
    /// `0:42`, from an hour on `1:02:10`; parts of a second are cut off.
    static func clock(milliseconds: Int) -> String {
        let seconds = max(0, milliseconds) / 1000
        let minutes = seconds / 60 % 60
        guard seconds >= 3600 else { return "\(minutes):\(twoDigits(seconds % 60))" }
        return "\(seconds / 3600):\(twoDigits(minutes)):\(twoDigits(seconds % 60))"
    }

    /// Milliseconds of `42`, `0:42` or `1:02:10`; nil for anything else, and for minutes or seconds beyond 59 after a colon.
    static func milliseconds(clock text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { return nil }
        var total = 0
        for (index, part) in parts.enumerated() {
            guard (1...5).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(part), index == 0 || number < 60
            else { return nil }
            total = total * 60 + number
        }
        return total <= 86_400 ? total * 1000 : nil
    }

    /// Seconds of the `t` in a link: `42`, `42s`, `1m12s`, `1h2m3s` or `1:12`; nil for anything else and beyond a day.
    static func seconds(link text: String) -> Int? {
        if let milliseconds = milliseconds(clock: text) { return milliseconds / 1000 }
        var total = 0
        var digits = ""
        var units: [Character] = ["h", "m", "s"]
        for letter in text {
            if letter.isASCII, letter.isNumber, digits.utf8.count < 5 {
                digits.append(letter)
                continue
            }
            guard let unit = units.firstIndex(of: letter), let number = Int(digits) else { return nil }
            total += number * (letter == "h" ? 3600 : letter == "m" ? 60 : 1)
            digits = ""
            units.removeFirst(unit + 1)
        }
        return digits.isEmpty && units.count < 3 && total <= 86_400 ? total : nil
    }

    /// `0:42`, or `0:42.35` where parts of a second count: no end of a moment is lost by being shown.
    static func preciseClock(milliseconds: Int) -> String {
        let rest = max(0, milliseconds) % 1000
        guard rest > 0 else { return clock(milliseconds: milliseconds) }
        var digits = String(1000 + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(clock(milliseconds: milliseconds)).\(digits)"
    }

    /// Milliseconds of what `preciseClock` writes; nil for anything else.
    static func milliseconds(preciseClock text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ milliseconds(clock: String($0)) }) else { return nil }
        guard parts.count > 1 else { return whole }
        let digits = parts[1].utf8
        guard parts.count == 2, (1...3).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(parts[1] + String(repeating: "0", count: 3 - digits.count)).map { whole + $0 }
    }

    /// `Negotiation` of `Negotiation / procurement / legal`, where there is little room.
    static func short(_ label: String) -> String {
        label.components(separatedBy: " / ")[0].components(separatedBy: ", ")[0]
    }

    /// `1 clip`, `no clips`, `1,204 clips`: the words `count.clip`.
    static func count(_ number: Int, _ noun: String) -> String {
        say("count.\(noun)", count: number)
    }

    /// What a job does, such as "Writing the transcript"; its name where that is not known.
    static func job(_ name: String) -> String {
        Words.current.has("job.\(name)") ? say("job.\(name)") : name
    }

    /// `1 March 2027`
    static func day(_ day: Day) -> String {
        let parts = day.description.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return day.description }
        return say(
            "date.day", ["day": "\(parts[2])", "month": say("date.month.\(parts[1])"), "year": "\(parts[0])"])
    }

    /// `just now`, `5 minutes ago`, `yesterday`, `3 days ago`, from two weeks on the day itself: `on 1 March 2027`.
    static func ago(_ instant: Instant, now: Instant) -> String {
        let seconds = Int64(now.seconds(since: instant))
        let days = now.day.daysSince1970 - instant.day.daysSince1970
        switch (seconds, days) {
        case (..<60, _): return say("ago.now")
        case (..<3600, _): return say("ago.minutes", count: Int(seconds / 60))
        case (_, 0): return say("ago.hours", count: Int(seconds / 3600))
        case (_, 1): return say("ago.yesterday")
        case (_, ..<14): return say("ago.days", count: Int(days))
        default: return say("ago.on", ["day": day(instant.day)])
        }
    }

    /// `840 bytes`, `12.4 MB`, `3 GB`: thousands, as disks are sold.
    static func bytes(_ bytes: Int64) -> String {
        guard bytes >= 1000 else { return count(Int(max(0, bytes)), "byte") }
        var tenths = bytes / 100
        var unit = 0
        while tenths >= 10_000, unit < units.count - 1 {
            tenths /= 1000
            unit += 1
        }
        let whole = grouped(Int(tenths / 10))
        let isWhole = tenths % 10 == 0 || tenths >= 1000
        let size = isWhole ? whole : whole + say("number.decimal") + "\(tenths % 10)"
        return say("size.\(units[unit])", ["size": size])
    }

    private static let units = ["kB", "MB", "GB", "TB"]

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// `1204` as `1,204`.
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: say("number.group"))
    }
}
