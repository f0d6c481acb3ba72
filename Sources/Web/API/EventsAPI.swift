import Domain
import Hummingbird
import Services

/// What changes while a page is open, as server-sent events: `clip` and `job`.
struct EventsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/events", .signedIn(.read, events),
                about: About(
                    "Changes of clips and progress of work, as they happen", tag: "events",
                    contentType: "text/event-stream"))
        ]
    }

    private func events(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        // Asking for the head alone must not leave a subscription behind.
        guard !web.isHead else { return Response(status: .ok, headers: [.contentType: "text/event-stream"]) }
        let events = await services.live.subscribe(caller.actor).map { event in
            ServerEvent(name: event.name, data: try JSONText.of(event))
        }
        return eventStream(events)
    }
}
