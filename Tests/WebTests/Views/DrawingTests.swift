import Testing

@testable import Web

/// Templates and what they draw.
struct DrawingTests {
    private struct View {
        let name: String
        let note: String?
        let isNew: Bool
        let rows: [Row]
        let count: Int
    }

    private struct Row {
        let label: String
        let note: String?
    }

    private static let view = View(
        name: "<b>&\"'", note: nil, isNew: true,
        rows: [Row(label: "one", note: nil), Row(label: "two", note: "!")], count: 2)

    private func draw(_ source: String, _ others: [String: String] = [:]) throws -> String {
        let templates = try others.merging(["page": source]) { $1 }.map { ($0, try Template($1, name: $0)) }
        var drawing = Drawing(Dictionary(uniqueKeysWithValues: templates), Drawn(Self.view))
        return drawing.draw("page")
    }

    @Test(arguments: [
        ("{{name}}", "&lt;b&gt;&amp;&quot;&#39;"), ("{{count}} of {{ count }}", "2 of 2"), ("{{unknown}}", ""),
        ("{{note}}", ""), ("{{#rows}}{{count}}{{label}}{{/rows}}", "2one2two"),
        ("{{#isNew}}new{{/isNew}}{{^isNew}}old{{/isNew}}", "new"), ("{{#count}}{{.}}{{/count}}", "2"),
        ("{{#note}}{{.}}{{/note}}{{^note}}none{{/note}}", "none"),
        ("{{#rows}}{{label}}{{note}},{{/rows}}", "one,two!,"),
        ("{{^empty(rows)}}some{{/empty(rows)}}{{#empty(rows)}}none{{/empty(rows)}}", "some"),
        ("a{{! said to the reader }}b", "ab"), ("{{#rows}}{{#note}}{{.}}{{/note}}{{/rows}}", "!"),
    ])
    func aTagDrawsWhatItNames(source: String, drawn: String) throws {
        #expect(try draw(source) == drawn)
    }

    @Test func aTagAloneOnItsLineTakesTheLineWithIt() throws {
        let list = try draw("<ul>\n  {{#rows}}\n<li>{{label}}</li>\n  {{/rows}}\n</ul>\n")
        #expect(list == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n")
        #expect(try draw("{{#isNew}}{{#rows}}\nx{{/rows}}{{/isNew}}\n") == "\nx\nx\n")
    }

    @Test func aFrameTakesThePiecesOfAPage() throws {
        let frame = "<head>\n{{$styles}}\n{{/styles}}\n</head>{{$content}}nothing{{/content}}\n"
        let page = "{{<frame}}\n{{$content}}\n{{>row}}\n{{/content}}\n{{/frame}}\n"
        let drawn = try draw(page, ["frame": frame, "row": "<p>{{count}}</p>\n"])
        #expect(drawn == "<head>\n</head><p>2</p>\n\n")
    }

    @Test(arguments: ["{{#rows}}", "{{/rows}}", "{{#rows}}{{/note}}", "{{#rows}}{{#note}}{{/rows}}{{/note}}"])
    func sectionsThatDoNotCloseStopTheStart(source: String) {
        #expect(throws: RenderingFailure.self) { try Template(source, name: "page") }
    }

    @Test func aSignOfMarkupIsEscapedWhateverStandsBehindIt() throws {
        let view = View(name: "<\u{301}script>", note: nil, isNew: false, rows: [], count: 0)
        var drawing = Drawing(["page": try Template("{{name}}", name: "page")], Drawn(view))
        #expect(drawing.draw("page") == "&lt;\u{301}script&gt;")
    }
}
