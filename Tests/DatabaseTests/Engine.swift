import Database
import Domain
import Foundation
import Logging
import Rehearsal
import Testing

/// The engines every test of the seam runs on.
enum Engine: CaseIterable, CustomTestStringConvertible {
    case sqlite
    case postgres

    /// Those that can be used here: PostgreSQL where the tests were told of a server.
    static var available: [Engine] { TestPostgres.address == nil ? [.sqlite] : allCases }

    var testDescription: String { "\(self)" }

    /// What the engine calls the rule that a parcel weighs something.
    var nameOfWeightCheck: String { self == .sqlite ? "weight > 0" : "parcel_weight_check" }

    /// A fresh, empty database with as many connections as the engine has in production.
    func withDatabase<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value {
        switch self {
        case .sqlite:
            try await withFolder { folder in
                try await withFile(folder + "/test.sqlite") { try await body($0) }
            }
        case .postgres: try await body(TestPostgres.open())
        }
    }
}

/// Opens the file for as long as `body` runs.
func withFile<Value: Sendable>(
    _ path: String, _ body: (SQLiteDatabase) async throws -> Value
) async throws -> Value {
    let database = try SQLiteDatabase(path: path, logger: quiet)
    let value = try await body(database)
    try database.close()
    return value
}

/// A folder of its own that is gone afterwards.
func withFolder<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
    var template = Array("\(NSTemporaryDirectory())/database-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(folder))
    } catch {
        result = .failure(error)
    }
    try FileManager.default.removeItem(atPath: folder)
    return try result.get()
}

/// The failure that `body` throws; nil when it throws none or something else.
func failure<Value>(of body: () async throws -> Value) async -> DatabaseFailure? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? DatabaseFailure
    }
}

/// A world that stands still at the same moment.
let stillWorld = World(
    now: { Instant(milliseconds: 1_700_000_000_000) }, uptimeSeconds: { 0 },
    randomBytes: { [UInt8](repeating: 7, count: $0) })

struct Parcel: Identified {
    static let idPrefix = "parcel"
}

enum Size: String, CaseIterable {
    case small, large
}

/// The table most tests write to.
func createParcels(_ database: any Database) async throws {
    try await database.write { connection in
        try connection.run(
            """
            CREATE TABLE parcel (
                id TEXT PRIMARY KEY,
                label TEXT NOT NULL UNIQUE,
                weight BIGINT CHECK (weight > 0),
                inside TEXT REFERENCES parcel (id)
            )
            """)
    }
}

func insertParcel(_ id: String, label: String? = nil, weight: Int? = nil, inside: String? = nil) -> SQL {
    """
    INSERT INTO parcel (id, label, weight, inside)
    VALUES (\(id), \(label ?? id), \(weight), \(inside))
    """
}

func countParcels(_ database: any Database) async throws -> Int {
    try await database.read { try $0.count("SELECT COUNT(*) FROM parcel") }
}

/// Failures are provoked here; nobody needs to read about them.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
