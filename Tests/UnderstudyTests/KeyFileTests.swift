import Domain
import Foundation
import Testing

@testable import Understudy

/// The secrets of an installation.
struct KeyFileTests {
    private static let world = World(
        now: { Instant(milliseconds: 0) }, uptimeSeconds: { 0 }, randomBytes: { Array(repeating: 0xab, count: $0) })

    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "keys-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func theKeyIsMadeOnceAndReadableByItsOwnerAlone() throws {
        try Self.inFolder { folder in
            let made = try KeyFile.csrfKey(in: folder, world: Self.world)
            #expect(try KeyFile.csrfKey(in: folder, world: World.live) == made)
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/secret.key")[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test(arguments: ["", "short", String(repeating: "z", count: 64), String(repeating: "a", count: 65)])
    func aDamagedKeyStopsTheStartAndStaysAsItIs(text: String) throws {
        try Self.inFolder { folder in
            let path = "\(folder)/secret.key"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: CommandFailed.self) { try KeyFile.csrfKey(in: folder, world: Self.world) }
            #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
        }
    }
}
