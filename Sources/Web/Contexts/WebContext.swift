package import Domain
package import Hummingbird
package import NIOCore
import Synchronization

/// What travels beside a request from the first middleware to the handler.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Names the request in the log and in problem documents.
    package var requestID = ""
    /// Nil when the request did not come over a socket.
    package var client: ClientAddress?
    /// Whether our own gate stands before the router.
    var isBehindGate = false
    private let connection: any Channel
    /// What the access log writes once the answer is known.
    package let trace = RequestTrace()

    package init(source: Source) {
        coreContext = .init(source: source)
        connection = source.channel
    }

    /// The connection files can be sent over by the kernel; nil when there is none (tests without a socket).
    package var channel: (any Channel)? { isBehindGate ? connection : nil }

    /// What counts as one client for limits.
    package var network: String { client?.network ?? "local" }
}

/// Facts found out inside that the access log writes outside.
package final class RequestTrace: Sendable {
    private let found = Mutex<ID<Person>?>(nil)

    package init() {}

    package var person: ID<Person>? {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }
}
