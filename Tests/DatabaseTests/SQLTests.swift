import Database
import Domain
import Testing

struct SQLTests {
    @Test func valuesBecomeNumberedPlaceholders() {
        let sql: SQL = "SELECT id FROM clip WHERE team_id = \("a") AND length > \(3)"
        #expect(sql.text == "SELECT id FROM clip WHERE team_id = $1 AND length > $2")
        #expect(sql.values == [.text("a"), .integer(3)])
    }

    @Test func textInAVariableIsBoundAndNeverSpliced() {
        let hostile = "x'; DROP TABLE clip; --"
        let sql: SQL = "SELECT id FROM clip WHERE title = \(hostile)"
        #expect(sql.text == "SELECT id FROM clip WHERE title = $1")
        #expect(sql.values == [.text(hostile)])
    }

    @Test func splicedPieceIsRenumbered() {
        let filter: SQL = "stage = \("opening") AND length > \(5)"
        let sql: SQL = "SELECT id FROM clip WHERE team_id = \("a") AND \(filter) LIMIT \(10)"
        #expect(sql.text == "SELECT id FROM clip WHERE team_id = $1 AND stage = $2 AND length > $3 LIMIT $4")
        #expect(sql.values == [.text("a"), .text("opening"), .integer(5), .integer(10)])
    }

    @Test func listBindsEachValue() {
        let sql: SQL = "WHERE id IN (\(list: ["a", "b", "c"])) AND x = \(1)"
        #expect(sql.text == "WHERE id IN ($1, $2, $3) AND x = $4")
    }

    @Test func listsOfManyLengthsShareFewStatements() {
        let five: SQL = "id IN (\(list: 1...5)) AND x = \(9)"
        let six: SQL = "id IN (\(list: 1...6)) AND x = \(9)"
        #expect(five.text == six.text)
        #expect(five.values == [1, 2, 3, 4, 5, 5, 9].map { SQLValue.integer($0) })
        #expect(five.hasFixedText)
    }

    @Test func longListIsNotKeptPrepared() {
        let sql: SQL = "id IN (\(list: 1...65))"
        #expect(sql.values.count == 65)
        #expect(!sql.hasFixedText)
    }

    @Test func emptyListIsNull() {
        let sql: SQL = "WHERE id IN (\(list: [String]()))"
        #expect(sql.text == "WHERE id IN (NULL)")
        #expect(sql.values.isEmpty)
    }

    @Test func everyKindOfValueBinds() {
        let nothing: Int? = nil
        let noSize: Size? = nil
        let parcel: ID<Parcel> = ID("parcel_1")
        let sql: SQL = """
            \("t") \(1) \(Int64(2)) \(1.5) \(true) \(Instant(milliseconds: 7)) \(Day(daysSince1970: 8)) \(parcel)
            \(nothing) \(Size.large) \(noSize) \(Optional("o")) \(list: [Size.small]) \([UInt8](arrayLiteral: 1, 2))
            """
        #expect(
            sql.values == [
                .text("t"), .integer(1), .integer(2), .real(1.5), .flag(true), .integer(7), .integer(8),
                .text("parcel_1"), .null, .text("large"), .null, .text("o"), .text("small"), .bytes([1, 2]),
            ])
    }

    @Test func literalIsText() {
        let sql: SQL = "ORDER BY created \(literal: "DESC")"
        #expect(sql.text == "ORDER BY created DESC")
        #expect(sql.hasFixedText)
    }

    @Test func piecesAreJoinedAndAdded() {
        let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
        let sql = "WHERE " + SQL.joined(conditions, separator: " AND ") + " LIMIT \(3)"
        #expect(sql.text == "WHERE a = $1 AND b = $2 LIMIT $3")
        #expect(sql.values == [.integer(1), .integer(2), .integer(3)])
        #expect(SQL.joined([], separator: ", ").isEmpty)
    }

    @Test func renumberingKeepsTextAndValuesInStepHoweverDeeplyNested() {
        var sql: SQL = "x = \(0)"
        for depth in 1...40 {
            sql = depth.isMultiple(of: 2) ? "(\(sql) OR x = \(depth))" : "(x = \(depth) OR \(sql))"
        }
        let numbers = sql.text.matches(of: /\$(\d+)/).compactMap { Int($0.1) }
        #expect(numbers == Array(1...41))
        #expect(sql.values.count == 41)
    }

    @Test(arguments: Engine.available)
    func boundValuesComeBackAsTheyWere(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let row = try await database.read { connection in
                try connection.row(
                    """
                    SELECT CAST(\("tëxt 😀") AS text) AS words, CAST(\(Int64.max) AS bigint) AS big,
                        CAST(\(0.1) AS double precision) AS tenth, CAST(\(Int?.none) AS bigint) AS absent
                    """)
            }
            let found = try #require(row)
            #expect(try found.text("words") == "tëxt 😀")
            #expect(try found.integer("big") == Int64.max)
            #expect(try found.real("tenth") == 0.1)
            #expect(try found.integerOrNil("absent") == nil)
        }
    }

    @Test(arguments: Engine.available)
    func moreThanNinePlaceholdersAreNotMixedUp(engine: Engine) async throws {
        try await engine.withDatabase { database in
            let rows = try await database.read { connection in
                try connection.rows("SELECT column1 AS n FROM (VALUES \(values(upTo: 12))) AS v ORDER BY column1")
                    .map { try $0.int("n") }
            }
            #expect(rows == Array(1...12))
        }
    }

    @Test(arguments: Engine.available)
    func listFindsItsMembersAndEmptyListNothing(engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await createParcels(database)
            try await database.write { connection in
                for id in ["a", "b", "c"] { try connection.run(insertParcel(id)) }
            }
            let counts = try await database.read { connection in
                try [["a", "c", "z"], []].map { (ids: [String]) in
                    try connection.count("SELECT COUNT(*) FROM parcel WHERE id IN (\(list: ids))")
                }
            }
            #expect(counts == [2, 0])
        }
    }
}

private func values(upTo last: Int) -> SQL {
    .joined((1...last).map { "(\($0))" }, separator: ", ")
}
