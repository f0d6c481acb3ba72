import Database
import Domain
import Testing

struct RowTests {
    private let row = Row(
        names: ColumnNames(["id", "label", "count", "share", "open", "at", "on", "size", "gone", "raw"]),
        values: [
            .text("parcel_1"), .text("a"), .integer(3), .real(0.5), .integer(1), .integer(1000), .integer(20_000),
            .text("small"), .null, .bytes([1, 2]),
        ])

    @Test func columnsAreReadByNameAndType() throws {
        #expect(try row.id("id", of: Parcel.self) == ID("parcel_1"))
        #expect(try row.text("label") == "a")
        #expect(try row.int("count") == 3)
        #expect(try row.integer("count") == 3)
        #expect(try row.real("share") == 0.5)
        #expect(try row.real("count") == 3)
        #expect(try row.flag("open"))
        #expect(try row.instant("at") == Instant(milliseconds: 1000))
        #expect(try row.day("on") == Day(daysSince1970: 20_000))
        #expect(try row.value("size", as: Size.self) == .small)
        #expect(try row.bytes("raw") == [1, 2])
    }

    @Test func nullIsNilOnlyWhereItIsExpected() throws {
        #expect(try row.textOrNil("gone") == nil)
        #expect(try row.intOrNil("gone") == nil)
        #expect(try row.realOrNil("gone") == nil)
        #expect(try row.flagOrNil("gone") == nil)
        #expect(try row.idOrNil("gone", of: Parcel.self) == nil)
        #expect(try row.instantOrNil("gone") == nil)
        #expect(try row.dayOrNil("gone") == nil)
        #expect(try row.valueOrNil("gone", as: Size.self) == nil)
        #expect(throws: DatabaseFailure(kind: .decoding, message: "column gone is NULL")) { try row.text("gone") }
    }

    @Test func missingColumnIsNamed() {
        #expect(throws: DatabaseFailure(kind: .decoding, message: "there is no column title")) { try row.text("title") }
    }

    @Test func wrongTypeIsNamed() {
        #expect(throws: DatabaseFailure(kind: .decoding, message: "column label does not hold an integer")) {
            try row.int("label")
        }
        #expect(throws: DatabaseFailure(kind: .decoding, message: "column count does not hold text")) {
            try row.text("count")
        }
        #expect(throws: DatabaseFailure(kind: .decoding, message: "column count does not hold a flag")) {
            try row.flag("count")
        }
    }

    @Test func unknownWordOfAnEnumIsADecodingFailure() {
        #expect(throws: DatabaseFailure(kind: .decoding, message: "column label holds no Size")) {
            try row.value("label", as: Size.self)
        }
    }
}
