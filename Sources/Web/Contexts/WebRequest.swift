package import Domain
import HTTPTypes
package import Hummingbird
package import NIOCore

/// One request as handlers see it: parameters and query parsed, the body read as its route says.
package struct WebRequest: Sendable {
    package let request: Request
    package let context: WebContext
    package let query: Query
    /// The form, for routes that take one; empty otherwise.
    package let form: Form
    /// The whole body, for routes that take JSON or text; empty for forms and streams.
    package let body: ByteBuffer
    package let cookies: SessionCookies
    /// For the token of a session that begins with this very answer.
    package let csrf: CSRF
    package let world: World

    package init(
        request: Request, context: WebContext, query: Query, form: Form = .empty, body: ByteBuffer = ByteBuffer(),
        cookies: SessionCookies, csrf: CSRF, world: World
    ) {
        self.request = request
        self.context = context
        self.query = query
        self.form = form
        self.body = body
        self.cookies = cookies
        self.csrf = csrf
        self.world = world
    }

    package var path: String { request.uri.path }
    package var network: String { context.network }
    package var isHead: Bool { request.method == .head }

    /// A part of the path, as sent; empty when the template has no such part.
    package func part(_ name: String) -> String {
        context.parameters.get(name) ?? ""
    }

    /// An id in the path.
    /// - Throws: `Problem.notFound` for what cannot be an id: nothing is there.
    package func id<Noun>(_ name: String, of: Noun.Type = Noun.self) throws -> ID<Noun> {
        guard let id = ID<Noun>(parsing: part(name)) else { throw Problem.notFound }
        return id
    }

    /// The body as one JSON object.
    /// - Throws: `Problem` 400 or 422.
    package func input() throws -> JSONInput {
        try JSONInput(JSONParser.parse(Array(body.readableBytesView)))
    }

    /// The body as text.
    /// - Throws: `Problem` 422 when it is not UTF-8.
    package func text() throws -> String {
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw Problem(status: 422, code: "bad_text", title: "This is not UTF-8 text")
        }
        return text
    }

    /// The browser in a few words, for the list of sessions.
    package var device: String {
        BrowserName(request.headers[.userAgent] ?? "").label
    }
}

/// Names a browser well enough for its owner to know it again.
struct BrowserName {
    let label: String

    init(_ agent: String) {
        let browsers = [
            ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ]
        let systems = [
            ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("Linux", "Linux"),
        ]
        let browser = browsers.first { agent.contains($0.0) }?.1
        let system = systems.first { agent.contains($0.0) }?.1
        switch (browser, system) {
        case (let browser?, let system?):
            label = say("device.browser_on_system", ["browser": browser, "system": system])
        case (let browser?, nil): label = browser
        case (nil, let system?): label = system
        case (nil, nil): label = agent.isEmpty ? say("device.unknown_device") : say("device.program")
        }
    }
}
