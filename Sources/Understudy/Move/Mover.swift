import Database
import Domain
import Foundation
import Logging
import Media
import Store

/// Moves an installation from one place to another: rows, blobs and the key they are used with. The old place is left as it is.
struct Mover {
    /// An installation: where its rows are, and where its bytes.
    struct Place {
        let database: any Database
        let blobs: any BlobStore
        /// The storage folder; keys of a PostgreSQL installation lie in its database.
        let folder: String
        let isPostgres: Bool
    }

    let source: Place
    let target: Place
    let world: World
    let say: (String) -> Void

    struct Report: Encodable {
        let rows: Int
        let tables: Int
        let blobs: Int
        let bytes: Int64
        let missingBlobs: [String]
        let differences: [String]
        let damagedBlobs: [String]

        /// Whether the new place holds exactly what the old one does.
        var isComplete: Bool { differences.isEmpty && damagedBlobs.isEmpty }
    }

    /// - Throws: `CommandFailed` when the target holds something else already, or the source has unfinished work in hand.
    func move() async throws -> Report {
        let shapes = try await TableCopy.shapes()
        try await refuseUnfinished()
        try await claimTarget(shapes)
        let copy = TableCopy(source: source.database, target: target.database, shapes: shapes)
        for shape in shapes where shape.name != "setting" {
            try await copy.copy(shape) { say("\(shape.name): \($0) rows") }
        }
        let blobs = try await source.database.read { try BlobRowStore($0).sizes() }
        let bytes = BlobCopy(source: source.blobs, target: target.blobs, folder: source.folder)
        var outcome = try await bytes.copy(blobs) { say("\($0) of \(blobs.count) blobs") }
        try await bytes.verify(blobs, &outcome) { say("\($0) of \(blobs.count) blobs read again") }
        let settings = try await moveSettings()
        try await moveKey()
        var rows = try await Self.settings(of: target).count
        var differences = settings == rows ? [] : ["setting: \(settings) there, \(rows) here"]
        for shape in shapes where shape.name != "setting" {
            let (old, new) = (
                try await copy.sum(shape, in: source.database), try await copy.sum(shape, in: target.database)
            )
            rows += new.rows
            if old != new { differences.append("\(shape.name): \(old.rows) rows there, \(new.rows) here") }
        }
        let report = Report(
            rows: rows, tables: shapes.count, blobs: blobs.count, bytes: blobs.values.reduce(0, +),
            missingBlobs: outcome.missing, differences: differences, damagedBlobs: outcome.damaged)
        if report.isComplete { try await finish() }
        return report
    }

    /// Bytes of an upload lie on the machine that took them in: they do not travel.
    private func refuseUnfinished() async throws {
        let waiting = try await source.database.read { try UploadStore($0).wholeWithoutClip().count }
        guard waiting == 0 else {
            throw CommandFailed(
                "\(waiting) uploads have arrived and are no clips yet. Start the server until they are, then move.")
        }
    }

    /// The target is empty, or was begun from this very source and not finished.
    private func claimTarget(_ shapes: [TableShape]) async throws {
        let now = world.now()
        let fresh = Hex.text(world.randomBytes(16))
        let name = try await source.database.write { connection in
            let settings = SettingStore(connection)
            if let known = try settings.get(Self.sourceName) { return known }
            try settings.set(Self.sourceName, to: fresh, at: now)
            return fresh
        }
        let begun = try await target.database.read { try SettingStore($0).get(Self.begunName) }
        if begun == name { return say("Going on where the last move stopped.") }
        let filled = try await TableCopy.filled(shapes, target.database)
        guard filled.isEmpty else {
            throw CommandFailed("The new place is not empty (\(filled.joined(separator: ", "))). Nothing was changed.")
        }
        try await target.database.write { try SettingStore($0).set(Self.begunName, to: name, at: now) }
    }

    /// One by one: the target has some of its own while it is filled.
    /// - Returns: how many there are.
    private func moveSettings() async throws -> Int {
        let kept = try await Self.settings(of: source)
        let now = world.now()
        try await target.database.write { connection in
            for (name, value) in kept { try SettingStore(connection).set(name, to: value, at: now) }
        }
        let arrived = try await Self.settings(of: target)
        guard arrived == kept else { throw CommandFailed("The settings of the new place are others than before.") }
        return kept.count
    }

    /// But for what belongs to a move, or to the place itself.
    private static func settings(of place: Place) async throws -> [String: String] {
        try await place.database.read { try SettingStore($0).all() }
            .filter { ![sourceName, begunName, "secret_key"].contains($0.key) }
    }

    /// The key under the tokens of forms: with it people stay where they are.
    private func moveKey() async throws {
        let kept = try await source.database.read { try SettingStore($0).get("secret_key") }
        guard let key = try kept ?? KeyFile.keptKey(in: source.folder) else { return }
        let now = world.now()
        if target.isPostgres {
            try await target.database.write { try SettingStore($0).set("secret_key", to: key, at: now) }
        } else {
            try KeyFile.put(key, in: target.folder)
            try await target.database.write { try SettingStore($0).delete("secret_key") }
        }
    }

    private func finish() async throws {
        try await target.database.write { connection in
            try SettingStore(connection).delete(Self.begunName)
            try SettingStore(connection).delete(Self.sourceName)
            try NodeChangeStore(connection).deleteOlder(than: Instant(milliseconds: .max))
        }
    }

    private static let sourceName = "move_source"
    /// Stands in the settings of a place that is not whole yet: no server starts there.
    static let begunName = "move_begun"
}
