import Database
import Domain
import Store
import Synchronization
import Testing

@testable import Services

/// What is remembered between requests.
struct FreshCacheTests {
    /// Counts how often something was read.
    private final class Reader: Sendable {
        private let count = Mutex(0)

        var times: Int { count.withLock { $0 } }

        func read() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private static func setting(_ key: String, _ database: SQLiteDatabase) async throws {
        try await database.write { try SettingStore($0).set(key, to: "x", at: Instant(milliseconds: 0)) }
    }

    @Test func aValueIsReadOnceUntilItsTableIsWrittenTo() async throws {
        try await Stage.open { stage in
            let reader = Reader()
            let cache = FreshCache<String, Int>(stage.database.changes, tables: ["setting"])
            #expect(try await cache.value("a") { reader.read() } == 1)
            #expect(try await cache.value("a") { reader.read() } == 1)
            try await Self.setting("b", stage.database)
            #expect(try await cache.value("a") { reader.read() } == 2)
        }
    }

    @Test func writingToAnotherTableForgetsNothing() async throws {
        try await Stage.open { stage in
            let reader = Reader()
            let cache = FreshCache<String, Int>(stage.database.changes, tables: ["clip"])
            _ = try await cache.value("a") { reader.read() }
            try await Self.setting("b", stage.database)
            _ = try await cache.value("a") { reader.read() }
            #expect(reader.times == 1)
        }
    }

    @Test func whatWasReadBeforeAWriteIsNotKeptAfterIt() async throws {
        try await Stage.open { stage in
            let cache = FreshCache<String, Int>(stage.database.changes, tables: ["setting"])
            _ = try await cache.value("a") {
                // Read, and then somebody writes before the value is kept.
                try await Self.setting("b", stage.database)
                return 1
            }
            #expect(try await cache.value("a") { 2 } == 2)
        }
    }

    @Test func nothingIsNotRemembered() async throws {
        try await Stage.open { stage in
            let cache = FreshCache<String, Int>(stage.database.changes, tables: ["setting"])
            let nothing = try await cache.value("a") { nil }
            #expect(nothing == nil)
            #expect(try await cache.value("a") { 7 } == 7)
        }
    }

    @Test func manyValuesAreReadTogetherAndOnlyWhatIsUnknown() async throws {
        try await Stage.open { stage in
            let cache = FreshCache<String, Int>(stage.database.changes, tables: ["setting"])
            func ask(_ keys: [String]) async throws -> (values: [String: Int], read: [String]) {
                var read: [String] = []
                let values = try await cache.values(keys) { unknown in
                    read = unknown
                    return Dictionary(unknown.filter { $0 != "none" }.map { ($0, $0.count) }) { first, _ in first }
                }
                return (values, read)
            }
            #expect(try await ask(["a", "none"]).values == ["a": 1])
            let second = try await ask(["a", "bb", "none"])
            #expect(second.values == ["a": 1, "bb": 2])
            #expect(second.read == ["bb", "none"])
            try await Self.setting("b", stage.database)
            #expect(try await ask(["a", "bb"]).read == ["a", "bb"])
        }
    }

    @Test func memoryStaysBounded() async throws {
        try await Stage.open { stage in
            let reader = Reader()
            let cache = FreshCache<Int, Int>(stage.database.changes, tables: ["setting"], capacity: 2)
            for key in [1, 2, 3] { _ = try await cache.value(key) { reader.read() } }
            _ = try await cache.value(1) { reader.read() }
            #expect(reader.times == 4)
        }
    }
}
