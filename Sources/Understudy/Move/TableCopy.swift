import Crypto
import Database
import Domain
import Foundation
import Store

/// Copies all rows from one engine to the other, table by table in the order of their references, and compares both.
struct TableCopy: Sendable {
    let source: any Database
    let target: any Database
    let shapes: [TableShape]

    private static let batch = 500

    /// What belongs to the nodes of an installation, or to an upload on its way, and not to what was made there.
    static let leftOut: Set<String> = [
        "node_change", "recurring_work", "attempt_count", "upload", "upload_part",
    ]

    /// The tables that are copied, each after those it points to.
    static func shapes() async throws -> [TableShape] {
        let plan = try SQLiteDatabase.inMemory()
        try await Migrator(Migrations.all, world: .live).migrate(plan)
        let shapes = try TableShape.inOrder(try await plan.tableShapes())
        try plan.close()
        return shapes.filter { !leftOut.contains($0.name) }
    }

    /// Names of tables that hold something.
    static func filled(_ shapes: [TableShape], _ database: any Database) async throws -> [String] {
        try await database.read { connection in
            try shapes.filter { try $0.count(connection) > 0 }.map(\.name)
        }
    }

    /// Goes on behind the last row that is there: what was copied before an interruption is not copied again.
    /// - Parameter told: hears of every batch.
    func copy(_ shape: TableShape, told: (Int) -> Void) async throws {
        var done = try await target.read { try shape.count($0) }
        var last = try await lastKey(shape, of: done)
        while done == 0 || last != nil {
            let place = last
            let rows = try await source.read { try shape.rows(after: place, limit: Self.batch, $0) }
            guard let end = rows.last else { break }
            try await target.write { try shape.insert(rows, $0) }
            last = shape.keyValues(of: end)
            done += rows.count
            told(done)
        }
        guard !shape.ownReferences.isEmpty else { return }
        try await eachBatch(of: shape, in: source) { rows in
            try await target.write { try shape.close(rows, $0) }
        }
    }

    /// How many rows there are, and one hash over all of them, whatever their order: engines have orders of their own.
    func sum(_ shape: TableShape, in database: any Database) async throws -> TableSum {
        var sum = SumOfHashes()
        var count = 0
        try await eachBatch(of: shape, in: database) { rows in
            count += rows.count
            for row in rows { sum.add(Self.text(row.values)) }
        }
        return TableSum(rows: count, hash: sum.hash)
    }

    private func eachBatch(
        of shape: TableShape, in database: any Database, _ body: ([TableShape.Moved]) async throws -> Void
    ) async throws {
        var last: [SQLValue]?
        while true {
            let place = last
            let rows = try await database.read { try shape.rows(after: place, limit: Self.batch, $0) }
            guard let end = rows.last else { return }
            try await body(rows)
            last = shape.keyValues(of: end)
        }
    }

    /// Rows are copied in the old place's order of their keys: so many are there, so the next one is where to go on. Nil at the start,
    /// and where the old place has fewer by now.
    private func lastKey(_ shape: TableShape, of done: Int) async throws -> [SQLValue]? {
        guard done > 0 else { return nil }
        return try await source.read { try shape.keyValues(behind: done - 1, $0) }
    }

    /// The same for the same values, whichever engine they came from.
    private static func text(_ row: [SQLValue]) -> String {
        row.map { value in
            switch value {
            case .null: "-"
            case .integer(let integer): "i\(integer)"
            case .real(let real): "r\(real.bitPattern)"
            case .text(let text): "t\(text.utf8.count):\(text)"
            case .flag(let flag): flag ? "f1" : "f0"
            case .bytes(let bytes): "b\(bytes.count):\(Hex.text(SHA256.hash(data: bytes)))"
            }
        }.joined(separator: ",") + "\n"
    }
}

/// SHA-256 of many texts, added up: the same for the same texts in any order.
private struct SumOfHashes {
    private var lanes = [UInt64](repeating: 0, count: 4)

    mutating func add(_ text: String) {
        let hash = Array(SHA256.hash(data: Data(text.utf8)))
        for lane in lanes.indices {
            lanes[lane] &+= hash[(8 * lane)..<(8 * lane + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    var hash: String {
        Hex.text(
            lanes.flatMap { lane in
                stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: lane >> $0) }
            })
    }
}

/// What a table holds.
struct TableSum: Sendable, Hashable, Encodable {
    let rows: Int
    let hash: String
}
