import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// Assignments as tables and calendars read them.
struct AssignmentsAPITests {
    @Test func tableHasALineForEachTurn() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.mgr, .get, "/api/v1/assignments/{assignment}/progress.csv")
            let lines = answer.text.split(separator: "\r\n")
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix("Owner,1,") == true)
        }
    }

    @Test(arguments: [("=1+1", "'=1+1"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("plain", "plain")])
    func cellsAreQuotedAndNeverFormulas(text: String, cell: String) {
        #expect(AssignmentTable.cell(text) == cell)
    }

    @Test func calendarIsReadWithItsAddressAlone() async throws {
        try await Stage.open { stage in
            let made = try await stage.ask(.owner, .post, "/api/v1/me/calendar")
            guard case .text(let path) = made.json?["path"] else { return #expect(Bool(false), "no path") }
            let calendar = try await stage.ask(.anon, .get, path)
            #expect(calendar.status == 200)
            #expect(calendar.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
            try await stage.expect(404, .anon, .get, path + "0")
            try await stage.expect(404, .anon, .get, "/api/v1/calendar/" + String(repeating: "0", count: 48))
        }
    }

    @Test func longLinesOfACalendarAreFoldedBetweenCharacters() {
        let line = "SUMMARY:" + String(repeating: "日本", count: 40)
        let folded = CalendarText.folded(line)
        #expect(folded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(folded.replacingOccurrences(of: "\r\n ", with: "") == line)
        #expect(CalendarText.escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne")
    }

    @Test(arguments: [
        #"{"set":"{set}","audience":"people"}"#, #"{"set":"{set}","audience":"team","due_on":"2001-01-01"}"#,
        #"{"set":"{set}","audience":"role"}"#, #"{"set":"{set}","audience":"team","repeat_months":99}"#,
        #"{"set":"{set}","audience":"people","people":["{rep}"]}"#,
    ])
    func nonsenseIsToldAndGivesNothing(json: String) async throws {
        try await Stage.open { stage in
            try await stage.expect(422, .mgr, .post, "/api/v1/assignments", json: json)
            let list = try await stage.ask(.mgr, .get, "/api/v1/assignments").json
            guard case .list(let items) = list?["items"] else { return #expect(Bool(false), "no items") }
            #expect(items.count == 1)
        }
    }
}
