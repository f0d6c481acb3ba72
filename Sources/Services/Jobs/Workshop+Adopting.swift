import Database
import Domain
import Media
import Store

extension Workshop {
    /// Whoever deletes a file is done with it after so long, or has died.
    static let mostSecondsOfEnding: Int64 = 300
    /// What came in so lately is not swept for as long again: time enough to bring it in and to point at it.
    private static let freshSeconds: Int64 = 43_200
    private static let mostLooks = 60

    /// Takes a finished file over as a blob. The same bytes may be about to be swept, on another node: they are kept from that, or
    /// its end is waited for.
    /// - Throws: `BlobOutage`, also when the sweeper takes its time: the file is still where it was. `FileFailure`.
    func adopt(file path: String, as hash: BlobHash) async throws {
        var looks = 0
        while try await !isOutOfReach(hash) {
            looks += 1
            guard looks < Self.mostLooks else { throw BlobOutage("the same bytes are being deleted") }
            try await Task.sleep(for: .milliseconds(250))
        }
        try await blobs.adopt(file: path, as: hash)
    }

    /// Whether what is brought in now stays; sees to it where it can.
    func isOutOfReach(_ hash: BlobHash) async throws -> Bool {
        let own = ground.world.now()
        let isFresh = try await ground.database.read { connection in
            try BlobRowStore(connection).isOutOfReach(
                hash.text, freshSince: own.advanced(bySeconds: -Self.freshSeconds))
        }
        if isFresh { return true }
        return try await ground.database.write { connection in
            let stale = try SharedClock(connection).now(own: own).advanced(bySeconds: -Self.mostSecondsOfEnding)
            return try BlobRowStore(connection).renew(hash.text, at: own, stale: stale)
        }
    }
}
