import Database
package import Domain
import Store

extension UploadService {
    /// What the last part of an open upload says of the whole.
    package struct Ending: Sendable, Hashable {
        package var length: Int64
        package var cut: RecordingCut?

        package init(length: Int64, cut: RecordingCut? = nil) {
            self.length = length
            self.cut = cut
        }
    }

    /// An upload whose length was open has the one that is said now; one that was closed keeps what was said first.
    /// - Throws: 400 for another length than is known or fewer bytes than are here, 413 `too_large`, 422.
    func close(_ upload: Upload, _ ending: Ending) async throws -> Upload {
        guard upload.isOpen else {
            guard ending.length == upload.length else {
                throw Problem.badRequest("bad_upload_length", "The length of this upload is known already")
            }
            return upload
        }
        guard ending.length > 0 else { throw Self.empty }
        guard ending.length <= upload.length else { throw Self.tooLarge }
        guard ending.length >= upload.offset else {
            throw Problem.badRequest("bad_upload_length", "More than this length is here already")
        }
        let now = ground.world.now()
        let isClosed = try await ground.database.write { connection in
            try UploadStore(connection).close(upload.id, length: ending.length, cut: ending.cut, at: now)
        }
        guard isClosed else { throw Self.wrongOffset }
        var closed = upload
        closed.length = ending.length
        closed.isOpen = false
        closed.cut = ending.cut
        closed.updatedAt = now
        return closed
    }
}
