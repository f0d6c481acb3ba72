import AsyncHTTPClient
package import NIOCore

/// Bytes of a blob on their way from the object store; no faster than they are read.
package struct BlobStream: AsyncSequence, Sendable {
    private let body: HTTPClientResponse.Body

    init(_ body: HTTPClientResponse.Body) {
        self.body = body
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body.makeAsyncIterator())
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var inner: HTTPClientResponse.Body.AsyncIterator

        fileprivate init(_ inner: HTTPClientResponse.Body.AsyncIterator) {
            self.inner = inner
        }

        /// - Throws: `BlobOutage` when the store goes away in between.
        package mutating func next() async throws -> ByteBuffer? {
            do {
                return try await inner.next()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                throw BlobOutage("\(error)")
            }
        }
    }
}
