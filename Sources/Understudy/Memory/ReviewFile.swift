import Foundation
import Recall

/// A log of recalls as a CSV file: `rep_id`, `clip_id`, `day`, `elapsed_days` and `rating` among its columns, in the order of
/// time.
struct ReviewFile {
    let log: ReviewLog

    private static let columns = ["rep_id", "clip_id", "day", "elapsed_days", "rating"]

    /// - Throws: `CommandFailed` naming the line that cannot be read.
    init(path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandFailed("\(path) cannot be read.")
        }
        guard !bytes.starts(with: [0x1f, 0x8b]) else {
            throw CommandFailed("\(path) is packed; please unpack it first.")
        }
        try self.init(bytes: bytes)
    }

    init(bytes: Data) throws {
        var lines = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })[...]
        guard let header = lines.popFirst().map(Self.fields) else { throw CommandFailed("There are no reviews.") }
        let places = try Self.columns.map { column -> Int in
            guard let place = header.firstIndex(where: { Self.text($0) == column }) else {
                throw CommandFailed("There is no column \(column).")
            }
            return place
        }
        var log = ReviewLog()
        var known: [UnitKey: Int] = [:]
        var people: [String: Int] = [:]
        for (number, line) in lines.enumerated() {
            let fields = Self.fields(line)
            guard let row = Row(fields, places) else {
                throw CommandFailed("Line \(number + 2) is not a review: \(Self.text(line)).")
            }
            let person = people[row.person] ?? people.count
            people[row.person] = person
            let key = UnitKey(person: person, clip: row.clip)
            let place = known[key] ?? log.histories.count
            if place == log.histories.count {
                known[key] = place
                log.histories.append(ReviewLog.History(person: person))
            }
            let isFirst = log.histories[place].reviews.isEmpty
            log.histories[place].reviews.append(Review(row.grade, days: isFirst ? 0 : row.elapsed))
            log.histories[place].dates.append(row.day)
        }
        self.log = log
    }

    private struct UnitKey: Hashable {
        let person: Int
        let clip: String
    }

    private struct Row {
        let person: String
        let clip: String
        let day: Int
        let elapsed: Int
        let grade: Grade

        init?(_ fields: [Data], _ places: [Int]) {
            guard places.allSatisfy({ $0 < fields.count }), let day = Int(ReviewFile.text(fields[places[2]])),
                let elapsed = Int(ReviewFile.text(fields[places[3]])), elapsed >= 0,
                let grade = Int(ReviewFile.text(fields[places[4]])).flatMap(Grade.init(rawValue:))
            else { return nil }
            person = ReviewFile.text(fields[places[0]])
            clip = ReviewFile.text(fields[places[1]])
            self.day = day
            self.elapsed = elapsed
            self.grade = grade
        }
    }

    private static func fields(_ line: Data) -> [Data] {
        line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    }

    private static func text(_ bytes: Data) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
