import Crypto
import Domain

/// One request at a time appends to an upload.
actor UploadLocks {
    private var taken: Set<ID<Upload>> = []

    func take(_ id: ID<Upload>) -> Bool {
        taken.insert(id).inserted
    }

    func giveBack(_ id: ID<Upload>) {
        taken.remove(id)
    }
}

/// What a chunk must add up to (tus checksum extension).
package enum UploadChecksum: Sendable, Hashable {
    case sha1([UInt8])
    case sha256([UInt8])
}

struct RunningChecksum {
    private let expected: UploadChecksum
    private var sha1 = Insecure.SHA1()
    private var sha256 = SHA256()

    init(_ expected: UploadChecksum) {
        self.expected = expected
    }

    mutating func update(_ bytes: [UInt8]) {
        switch expected {
        case .sha1: sha1.update(data: bytes)
        case .sha256: sha256.update(data: bytes)
        }
    }

    func isRight() -> Bool {
        switch expected {
        case .sha1(let digest): Array(sha1.finalize()) == digest
        case .sha256(let digest): Array(sha256.finalize()) == digest
        }
    }
}
