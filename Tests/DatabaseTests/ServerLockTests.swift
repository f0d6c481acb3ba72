import Foundation
import Testing

@testable import Database

struct ServerLockTests {
    @Test func secondTakerIsToldWhoHoldsTheFolder() async throws {
        try await withFolder { folder in
            let lock = try ServerLock(folder: folder)
            try lock.describe(address: "http://127.0.0.1:8080")
            let expected = AlreadyRunning(folder: folder, holder: "pid \(getpid()), http://127.0.0.1:8080")
            #expect(throws: expected) { try ServerLock(folder: folder) }
            lock.release()
        }
    }

    @Test func releasedLockCanBeTakenAgain() async throws {
        try await withFolder { folder in
            let first = try ServerLock(folder: folder)
            first.release()
            let second = try ServerLock(folder: folder)
            #expect(throws: AlreadyRunning.self) { try ServerLock(folder: folder) }
            second.release()
        }
    }

    @Test func refusedTakerDoesNotDisturbTheHolder() async throws {
        try await withFolder { folder in
            let lock = try ServerLock(folder: folder)
            #expect(throws: AlreadyRunning.self) { try ServerLock(folder: folder) }
            #expect(throws: AlreadyRunning.self) { try ServerLock(folder: folder) }
            lock.release()
        }
    }

    @Test func lockOfAProcessThatDiedIsFree() async throws {
        try await withFolder { folder in
            try "pid 1, http://127.0.0.1:1\n".write(toFile: folder + "/server.lock", atomically: true, encoding: .utf8)
            let lock = try ServerLock(folder: folder)
            let content = try String(contentsOfFile: folder + "/server.lock", encoding: .utf8)
            #expect(content == "pid \(getpid())\n")
            lock.release()
        }
    }
}
