package import HTTPTypes
import Hummingbird
package import NIOCore
import Synchronization

/// Takes an answer's body into memory: for bodies that are there already.
package final class BodyCollector: ResponseBodyWriter, Sendable {
    private let collected = Mutex(ByteBuffer())

    package init() {}

    package func write(_ buffer: ByteBuffer) async throws {
        collected.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    package func finish(_ trailers: HTTPFields?) async throws {}

    package var bytes: [UInt8] {
        collected.withLock { Array($0.readableBytesView) }
    }

    package var text: String {
        collected.withLock { String(buffer: $0) }
    }
}
