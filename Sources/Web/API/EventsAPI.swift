import Domain
import Hummingbird
import Services

/// What changes while a page is open, as server-sent events: `clip`, `job` and `request`.
struct EventsAPI: Sendable {
    let services: Services

    var routes: [Route] {
        [
            .get(
                "/api/v1/events", .signedIn(.read, events),
                about: About(
                    "Changes of clips, progress of work, and requests that concern oneself, as they happen",
                    tag: "events",
                    contentType: "text/event-stream"))
        ]
    }

    private func events(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        // Asking for the head alone must not leave a subscription behind.
        guard !web.isHead else { return Response(status: .ok, headers: [.contentType: "text/event-stream"]) }
        let words = Words.current
        let events = await services.live.subscribe(caller.actor).map { event in
            ServerEvent(name: event.name, data: try JSONText.of(words.event(event)))
        }
        return eventStream(events)
    }
}

extension Words {
    /// A job's progress is told by what the job does. Why it failed stays as it was written down.
    fileprivate func event(_ event: LiveEvent) -> LiveEvent {
        guard event.name == "job", event.state != "failed", has("job.\(event.what)"), let clip = event.clip else {
            return event
        }
        return LiveEvent(
            name: event.name, clip: clip, what: event.what, state: event.state, percent: event.percent,
            message: text("job.\(event.what)", [:]))
    }
}
