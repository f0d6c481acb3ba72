import Domain
import Media
import Services

extension ServedFile {
    /// A file that one may have, by the way it lies: on this machine, or in the object store.
    /// - Throws: `Problem`, `BlobOutage`.
    init(_ file: MediaService.MediaFile, _ media: MediaService, isHead: Bool) async throws {
        self.init(
            source: try await Self.source(of: file, media, isHead: isHead), size: file.size, tag: file.hash,
            contentType: file.contentType, disposition: file.disposition)
    }

    private static func source(
        of file: MediaService.MediaFile, _ media: MediaService, isHead: Bool
    ) async throws -> Source {
        if let path = file.path { return .path(path) }
        // The head says what the rows say; nobody has to go to the store for that.
        if isHead { return .stream { _ in throw FileUnreadable.shorterThanPromised } }
        switch try await media.reach(file) {
        case .file(let path): return .path(path)
        case .address(let address): return .address(address)
        case .remote(let open): return .stream { try await open($0) }
        }
    }
}
