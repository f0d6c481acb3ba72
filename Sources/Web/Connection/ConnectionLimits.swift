package import NIOCore

/// Every time and size the wire is held to (SECURITY 3.9). The defaults are the promised ones; tests hand in milliseconds.
package struct ConnectionLimits: Sendable {
    /// Longest request target, in bytes as sent.
    package var targetBytes = 8 * 1024
    /// All field names and values of one request together.
    package var headerBytes = 32 * 1024
    package var headerFields = 100

    /// From accept, or from the first byte of the next request, to the end of its headers.
    package var headersWithin = TimeAmount.seconds(10)
    /// A kept-alive connection without a byte.
    package var idleFor = TimeAmount.seconds(30)

    /// An ordinary body (JSON, form) has to be complete by then.
    package var bodyWithin = TimeAmount.seconds(10)
    package var bodyBytesPerSecond: Int64 = 1024
    /// The rate of an ordinary body counts from here.
    package var bodyRateAfter = TimeAmount.seconds(5)
    package var uploadBytesPerSecond: Int64 = 8 * 1024
    /// The rate of an upload is averaged over this long.
    package var uploadRateOver = TimeAmount.seconds(15)

    /// A reader that takes no byte for this long is cut off.
    package var readerStalledFor = TimeAmount.seconds(30)
    package var readerBytesPerSecond: Int64 = 4 * 1024
    package var readerRateOver = TimeAmount.seconds(60)

    package var requestsPerConnection = 1_000
    /// From the end of the request to the first byte of the answer.
    package var firstByteWithin = TimeAmount.seconds(15)
    /// How long an answer may beat the body before `100 Continue` invites it: refusals then save the client an upload.
    package var continueAfter = TimeAmount.milliseconds(20)

    /// What is still read, and thrown away, after an answer that closes the connection.
    package var lingerBytes = 1024 * 1024
    package var lingerFor = TimeAmount.seconds(2)

    package var connections = 2_000
    package var connectionsPerClient = 400
    package var newConnectionsPerSecond = 50.0
    package var newConnectionsBurst = 200.0
    /// How long accepting rests when the process is out of file handles.
    package var acceptRest = TimeAmount.milliseconds(100)

    /// How often each connection looks at its deadlines: they are kept to within this.
    package var lookEvery = TimeAmount.milliseconds(500)

    package init() {}
}

/// What a request may send as its body.
package struct BodyRule: Hashable, Sendable {
    /// Largest body, in bytes.
    package let maximumBytes: Int64
    /// Uploads take as long as they need, at a least rate; everything else has to be complete soon.
    package let isUpload: Bool

    package init(maximumBytes: Int64, isUpload: Bool) {
        self.maximumBytes = maximumBytes
        self.isUpload = isUpload
    }

    /// JSON and forms: 1 MiB.
    package static let ordinary = BodyRule(maximumBytes: 1024 * 1024, isUpload: false)

    package static func upload(maximumBytes: Int64) -> BodyRule {
        BodyRule(maximumBytes: maximumBytes, isUpload: true)
    }
}
