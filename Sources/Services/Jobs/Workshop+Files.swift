import Database
import Domain
import Foundation
import Glibc
import Media
import Store

extension Workshop {
    /// A folder of its own for as long as `body` runs, gone afterwards whatever happens.
    func inFolder<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
        let name = ground.world.id(JobRecord.self).text
        let folder = "\(jobFolder)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        do {
            let value = try await body(folder)
            try FileManager.default.removeItem(atPath: folder)
            return value
        } catch {
            try FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    /// A waveform as `DrawClip` wrote it: some kilobytes.
    func peaks(inFile path: String) async throws -> [UInt8] {
        try JSONDecoder().decode([UInt8].self, from: try await spool.contents(ofFile: path))
    }

    /// Lends the clip's original under a name of its own: copies of what an object store keeps may go at any time.
    func withOriginal<Value: Sendable>(of clip: Clip, _ body: (String) async throws -> Value) async throws -> Value {
        let hash = try original(of: clip)
        return try await inFolder { folder in
            let path = try await blobs.localFile(of: hash)
            // Not where a tool may write.
            let own = "\(folder)/original"
            // On another disk there is no second name: then the file is used where it is.
            guard link(path, own) == 0 else { return try await body(path) }
            return try await body(own)
        }
    }

    /// Lends the clip's original, with what the probe finds in it.
    func withProbed<Value: Sendable>(
        _ clip: Clip, _ body: (String, ProbedMedia) async throws -> Value
    ) async throws -> Value {
        try await withOriginal(of: clip) { path in
            let media = try await inFolder { folder in
                try await tools.probe.probe(path, fileName: clip.media.originalName, folder: folder)
            }
            return try await body(path, media)
        }
    }

    /// Takes a finished file over as one of the clip's renditions: bytes first, rows second (DS-2).
    func keep(_ made: Transcoder.Made, as kind: RenditionKind, of clip: ID<Clip>, layout: String? = nil) async throws {
        try await keep(
            file: made.path, as: kind, of: clip, contentType: made.contentType, width: made.width, height: made.height,
            layout: layout)
    }

    func keep(
        file: String, as kind: RenditionKind, of clip: ID<Clip>, contentType: String, width: Int? = nil,
        height: Int? = nil, layout: String? = nil
    ) async throws {
        let hash = try await spool.hash(ofFile: file)
        try await adopt(file: file, as: hash)
        let bytes = try await blobs.size(of: hash) ?? 0
        let now = ground.world.now()
        try await ground.database.write { connection in
            // A clip that was purged meanwhile takes nothing more; the sweeper finds the file.
            try BlobRowStore(connection).insert(hash: hash.text, bytes: bytes, at: now)
            guard try ClipStore(connection).find(clip) != nil else { return }
            try RenditionStore(connection).upsert(
                Rendition(
                    clip: clip, kind: kind, blob: hash.text, bytes: bytes, contentType: contentType, width: width,
                    height: height, layout: layout, createdAt: now))
        }
    }
}
