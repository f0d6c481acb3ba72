import HTTPTypes
package import Hummingbird
import NIOCore
import ServiceLifecycle

/// One server-sent event.
package struct ServerEvent: Hashable, Sendable {
    /// What the browser sends back as `Last-Event-ID` when it comes again.
    package let id: String?
    /// The name listeners wait for; nil is `message`.
    package let name: String?
    /// Usually JSON; line ends are kept.
    package let data: String

    package init(id: String? = nil, name: String? = nil, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// The event as it goes over the wire. Line ends in `id` and `name` would begin other fields and are dropped.
    var text: String {
        var text = ""
        if let id { text += "id: \(id.filter { !$0.isNewline && $0 != "\0" })\n" }
        if let name { text += "event: \(name.filter { !$0.isNewline })\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        return text + "\n"
    }
}

/// An answer that sends events as they come, and a comment now and then so that both ends notice a dead connection. It ends
/// with the sequence, with the client, with the server's shutdown, or when the client falls too far behind: it comes again by
/// itself with `Last-Event-ID`.
/// - Parameters:
///   - heartbeat: between two comments.
///   - behind: how many events may wait for a slow client.
package func eventStream<Events: AsyncSequence & Sendable, Time: Clock>(
    _ events: Events,
    heartbeat: Duration = .seconds(15),
    clock: Time = ContinuousClock(),
    behind: Int = 64
) -> Response where Events.Element == ServerEvent, Time.Duration == Duration {
    var headers = HTTPFields()
    headers[.contentType] = "text/event-stream; charset=utf-8"
    headers[.cacheControl] = "no-store"
    let body = ResponseBody { writer in
        let (texts, feed) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(behind))
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Whatever is first written also tells the client that the stream stands.
            feed.yield(": here\n\n")
            group.addTask {
                defer { feed.finish() }
                for try await event in events.cancelOnGracefulShutdown() {
                    guard case .enqueued = feed.yield(event.text) else { return }
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    try await clock.sleep(for: heartbeat)
                    guard case .enqueued = feed.yield(": still here\n\n") else { return }
                }
            }
            for await text in texts { try await writer.write(ByteBuffer(string: text)) }
            group.cancelAll()
        }
        try await writer.finish(nil)
    }
    return Response(status: .ok, headers: headers, body: body)
}
