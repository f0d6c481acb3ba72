import Domain
import Foundation
import Glibc
import Media

/// Copies blobs from one store to the other. What is there already stays; every blob is read again at the end.
struct BlobCopy: Sendable {
    let source: any BlobStore
    let target: any BlobStore
    /// For second names of files on their way; on the disk of the source's files.
    let folder: String

    struct Outcome: Sendable {
        var copied = 0
        var present = 0
        /// In the rows, but not in the source: they were missing before.
        var missing: [String] = []
        /// Not what their names say after copying.
        var damaged: [String] = []
    }

    /// - Parameter told: hears of every blob.
    func copy(_ blobs: [String: Int64], told: (Int) -> Void) async throws -> Outcome {
        var outcome = Outcome()
        for (number, blob) in blobs.sorted(by: { $0.key < $1.key }).enumerated() {
            guard let hash = BlobHash(blob.key) else { continue }
            if try await target.size(of: hash) == blob.value {
                outcome.present += 1
            } else if try await bring(hash) {
                outcome.copied += 1
            } else {
                outcome.missing.append(hash.text)
            }
            told(number + 1)
        }
        return outcome
    }

    /// Reads every blob of the target.
    func verify(_ blobs: [String: Int64], _ outcome: inout Outcome, told: (Int) -> Void) async throws {
        let missing = Set(outcome.missing)
        for (number, blob) in blobs.sorted(by: { $0.key < $1.key }).enumerated() where !missing.contains(blob.key) {
            guard let hash = BlobHash(blob.key) else { continue }
            if try await !target.isIntact(hash) {
                outcome.damaged.append(hash.text)
                // A move that is repeated brings it again.
                try await target.delete(hash)
            }
            told(number + 1)
        }
    }

    /// False when the source has none.
    private func bring(_ hash: BlobHash) async throws -> Bool {
        let path: String
        do {
            path = try await source.localFile(of: hash)
        } catch let failure as FileFailure where failure.isMissing {
            return false
        }
        // The store takes the file over: the source keeps its own name for it.
        let twin = "\(folder)/\(hash.text).moving"
        unlink(twin)
        if link(path, twin) != 0 { try FileManager.default.copyItem(atPath: path, toPath: twin) }
        do {
            try await target.adopt(file: twin, as: hash)
        } catch {
            unlink(twin)
            throw error
        }
        return true
    }
}
