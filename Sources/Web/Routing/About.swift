/// What the API document says about a route.
package struct About: Sendable {
    package let summary: String
    package let tag: String
    package let query: [AskedField]
    /// Header fields it needs beyond those of every request.
    package let headers: [AskedField]
    package let input: Schema?
    package let status: Int
    package let output: Schema?
    /// The content type of the answer when it is not JSON.
    package let contentType: String?

    package init(
        _ summary: String, tag: String, query: [AskedField] = [], headers: [AskedField] = [], input: Schema? = nil,
        status: Int = 200,
        output: Schema? = nil, contentType: String? = nil
    ) {
        self.summary = summary
        self.tag = tag
        self.query = query
        self.headers = headers
        self.input = input
        self.status = status
        self.output = output
        self.contentType = contentType
    }

    /// A page: not part of the API document.
    package static let page = About("", tag: "pages", contentType: "text/html")
}

/// One thing a request may say after its question mark, or in a header field.
package struct AskedField: Sendable {
    package let name: String
    package let schema: Schema
    package let meaning: String
    package let isRequired: Bool

    package init(_ name: String, _ schema: Schema = .text, _ meaning: String = "", isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        self.meaning = meaning
        self.isRequired = isRequired
    }
}
