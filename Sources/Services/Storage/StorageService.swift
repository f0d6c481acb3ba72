import Database
package import Domain
import Logging
package import Media
import Store
import Synchronization

/// What lies where, and whether everything that is needed works.
package struct StorageService: Sendable {
    private let ground: Ground
    private let sqlite: SQLiteDatabase?
    private let workshop: Workshop
    let readiness = Readiness()
    /// Files without a row, counted by the last sweep (UP-8).
    private let strays = Strays()

    package init(ground: Ground, workshop: Workshop) {
        self.ground = ground
        sqlite = ground.database as? SQLiteDatabase
        self.workshop = workshop
    }

    /// The machine's tools, and what of them is missing.
    package var tools: MediaTools { workshop.tools }

    /// What the storage page shows.
    package struct Status: Sendable {
        package let blobCount: Int
        package let blobBytes: Int64
        package let freeBytes: Int64
        package let totalBytes: Int64
        package let databaseVersion: String
        /// In words for people; empty when all is well.
        package let warnings: [String]
    }

    package func status(by actor: Actor) async throws -> Status {
        try Permission.requireAdmin(actor)
        let totals = try await ground.database.read { try BlobRowStore($0).totals() }
        let disk = try workshop.blobs.space()
        var warnings = workshop.tools.missing
        if let sqlite, sqlite.hasWALResetBug {
            warnings.append(
                "SQLite \(sqlite.sqliteVersion) can lose writes when a second process opens the database. "
                    + "Never open it with another program while the server runs; 3.51.3 or later mends this.")
        }
        if ground.database.isReadOnly {
            warnings.append("The disk failed: reading goes on, nothing is saved any more.")
        }
        if strays.count > 0 {
            warnings.append(
                "\(strays.count) files in the blob folder belong to no clip. "
                    + "They take room and harm nothing; they may be left from a copy that was put back.")
        }
        return Status(
            blobCount: totals.count, blobBytes: totals.bytes, freeBytes: disk.free, totalBytes: disk.total,
            databaseVersion: "\(sqlite == nil ? "PostgreSQL" : "SQLite") \(ground.database.engineVersion)",
            warnings: warnings)
    }

    /// Whether a write would be kept right now (OP-3).
    package func isReady() async -> Bool {
        guard !readiness.isDraining else { return false }
        do {
            try await ground.database.probeWrite()
            return !ground.database.isReadOnly
        } catch {
            ground.logger.warning("not ready", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Takes away what nobody needs any more: uploads that were given up, files without a clip, old sessions' company.
    package func sweep() async throws {
        let now = ground.world.now()
        let dayAgo = now.advanced(bySeconds: -86_400)
        let expired = try await ground.database.read { try UploadStore($0).list(unfinishedBefore: dayAgo) }
        for upload in expired {
            let parts = try await ground.database.write { connection in
                let parts = try UploadPartStore(connection).list(of: upload.id)
                try UploadStore(connection).delete(upload.id)
                return parts
            }
            try await workshop.spool.delete(upload.id.text)
            await workshop.forget(parts)
        }
        let orphans = try await ground.database.read { try BlobRowStore($0).orphans(olderThan: dayAgo, most: 500) }
        for hash in orphans { try await sweep(hash, olderThan: dayAgo) }
        try await ground.database.write { connection in
            try IdempotencyStore(connection).deleteOlder(than: dayAgo)
            try JobStore(connection).deleteDone(before: now.advanced(bySeconds: -7 * 86_400))
            try UploadStore(connection).deleteFinished(before: dayAgo)
            try NodeChangeStore(connection).deleteOlder(than: dayAgo)
            try AttemptStore(connection).deleteOlder(than: dayAgo)
        }
    }

    /// A file nothing points at. Its row says so first (DS-2) and goes last: whoever brings in the same bytes on any node while
    /// the file is being deleted waits for that.
    private func sweep(_ hash: String, olderThan limit: Instant) async throws {
        let (own, begun) = (ground.world.now(), ground.world.uptimeSeconds())
        let isOrphan = try await ground.database.write { connection in
            try BlobRowStore(connection).beginEnding(
                hash, olderThan: limit, at: try SharedClock(connection).now(own: own))
        }
        // After a pause of this machine others may not wait for it any more.
        guard isOrphan, ground.world.uptimeSeconds() - begun < Double(Workshop.mostSecondsOfEnding) / 2 else { return }
        if let blob = BlobHash(hash) { try await workshop.blobs.delete(blob, ifUntouchedForSeconds: 86_400) }
        _ = try await ground.database.write { try BlobRowStore($0).endOrphan(hash) }
    }

    /// What lies on this machine's disk and is not needed: parts without a row, copies of blobs, what broken transfers have left.
    package func sweepDisk() async throws {
        let known = try await ground.database.read { try UploadStore($0).ids() }
        // A part is there before its row: a fresh one without a row is about to get it (UP-8).
        for part in try await workshop.spool.list(untouchedForSeconds: 86_400) where !known.contains(part) {
            try await workshop.spool.delete(part)
        }
        try await workshop.blobs.tidy()
        try await workshop.blobs.forgetCopies(but: try await ground.database.read { try BlobRowStore($0).hashes() })
    }

    /// Takes away what nobody goes on with of uploads in the object store.
    package func sweepParts() async throws {
        try await workshop.blobs.sweep()
        guard let shared = workshop.spool.shared else { return }
        // An object is there before its row: a fresh one is about to get it.
        let old = try await shared.list(untouchedForSeconds: 2 * 86_400)
        guard !old.isEmpty else { return }
        let known = try await ground.database.read { try UploadPartStore($0).objects() }
        for name in old where !known.contains(name) { try await shared.deleteStray(name) }
    }

    /// A file comes before its row (DS-2), so only what has lain for a day counts.
    package func countStrays() async throws {
        let files = try await workshop.blobs.list(untouchedForSeconds: 86_400)
        let known = try await ground.database.read { try BlobRowStore($0).hashes() }
        let found = files.filter { !known.contains($0.text) }
        strays.set(found.count)
        guard !found.isEmpty else { return }
        ground.logger.warning(
            "files without a row",
            metadata: ["count": "\(found.count)", "first": "\(found.map(\.text).min() ?? "")"])
    }
}

/// How many files the last sweep found that no row knows.
final class Strays: Sendable {
    private let found = Atomic(0)

    var count: Int { found.load(ordering: .relaxed) }

    func set(_ count: Int) { found.store(count, ordering: .relaxed) }
}
