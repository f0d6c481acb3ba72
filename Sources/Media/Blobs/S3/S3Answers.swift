import Domain
import Foundation

/// The few elements of S3's XML answers that are read: flat texts inside repeated blocks, from a store the operator chose.
enum S3XML {
    /// What stands between each `<name>` and `</name>`, inner elements and all.
    static func blocks(_ name: String, in text: String) -> [Substring] {
        var found: [Substring] = []
        var rest = Substring(text)
        while let start = rest.range(of: "<\(name)>"), let end = rest[start.upperBound...].range(of: "</\(name)>") {
            found.append(rest[start.upperBound..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return found
    }

    /// The first text of an element.
    static func text(_ name: String, in block: some StringProtocol) -> String? {
        blocks(name, in: String(block)).first.map { entity in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&amp;", "&")]
                .reduce(String(entity)) { $0.replacing($1.0, with: $1.1) }
        }
    }
}

/// Times as S3 writes them.
enum S3Time {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `2026-11-26T05:51:42.123Z`
    static func instant(xml text: String) -> Instant? {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let day = Day(parsing: parts[0]) else { return nil }
        return instant(day, String(parts[1].prefix(8)))
    }

    /// `Thu, 26 Nov 2026 05:51:42 GMT`
    static func instant(header text: String) -> Instant? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 5, let day = Int64(words[1]), let month = months.firstIndex(of: words[2]),
            let year = Int64(words[3])
        else { return nil }
        return instant(Day(year: year, month: Int64(month) + 1, day: day), words[4])
    }

    private static func instant(_ day: Day, _ time: String) -> Instant? {
        let numbers = time.split(separator: ":").compactMap { Int64($0) }
        guard numbers.count == 3 else { return nil }
        let seconds = day.daysSince1970 * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
        return Instant(milliseconds: seconds * 1000)
    }
}
