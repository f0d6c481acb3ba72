import Foundation
import Testing

@testable import Web

/// What people read stands in `Templates/words`, under a key that something names.
struct WordRulesTests {
    private static let keys = Set(English.words.phrases.keys)

    @Test func templatesHoldNoTextOfTheirOwn() throws {
        for (name, source) in try Templates.sources(in: Stage.templates).sorted(by: { $0.key < $1.key }) {
            for text in BareText.found(in: source) {
                Issue.record(
                    """
                    The template \(name) holds "\(text)" itself. Put the text into Templates/words/en.json under a key \
                    of its page, such as "\(name.split(separator: "/")[0]).\(Self.slug(text))", and write \
                    [[that.key]] in the template.
                    """)
            }
        }
    }

    @Test func bareTextIsFoundWherePeopleReadOrHearIt() {
        #expect(BareText.found(in: "<p class=\"note\">Saved {{name}}</p>") == ["Saved"])
        #expect(BareText.found(in: "<a href=\"/x\" title=\"Go {{#a}}on{{/a}}\"></a>") == ["Go  on"])
        #expect(BareText.found(in: "<input aria-label=\"[[a.b]]\"> [[c.d]] · {{e}} &nbsp; 12 <kbd>x</kbd>") == [])
        #expect(BareText.found(in: "{{#empty(rows)}}none{{/empty(rows)}}") == ["none"])
    }

    @Test func scriptsHoldNoTextOfTheirOwn() throws {
        for (name, source) in try Self.files("Templates/assets", ".js") {
            for text in ScriptText.found(in: source) {
                Issue.record(
                    """
                    The script \(name) says "\(text)" itself. Put the text into Templates/words/en.json under \
                    "script.\(Self.slug(text))" and call inWords('\(Self.slug(text))') from words.js.
                    """)
            }
        }
    }

    @Test func pagesHoldNoTextOfTheirOwn() throws {
        for folder in [
            "Sources/Web/Pages", "Sources/Web/Views", "Sources/Web/Rendering/Chrome.swift", "Sources/Web/Charts",
        ] {
            for (name, source) in try Self.files(folder, ".swift") where !name.hasSuffix("Pages+Style.swift") {
                for text in SwiftText.found(in: source) {
                    Issue.record(
                        """
                        \(name) says "\(text)" itself. Put the text into Templates/words/en.json under a key of its \
                        page and write say("that.key"), or say("that.key", ["name": value]) for what stands in it.
                        """)
                }
            }
        }
    }

    @Test func everyKeyThatIsNamedExists() throws {
        for (name, source) in try Templates.sources(in: Stage.templates) {
            let missing = Set(TemplateWords.keys(in: source)).subtracting(Self.keys)
            #expect(missing.sorted() == [], "\(name)")
        }
        for (name, source) in try Self.files("Sources/Web", ".swift") {
            for pattern in KeyPattern.found(in: source, calls: /say\(\s*"((?:[^"\\]|\\\([^)]*\)|\\.)*)"/) {
                #expect(Self.keys.contains(where: pattern.matches), "\(name): \(pattern.text) is not in en.json")
            }
            for pattern in KeyPattern.found(in: source, calls: /Wording\.count\([^"\n]*"([a-z_]+)"\)/) {
                #expect(Self.keys.contains("count.\(pattern.text)"), "\(name): count.\(pattern.text) is not in en.json")
            }
        }
        for (name, source) in try Self.files("Templates/assets", ".js") {
            for pattern in KeyPattern.found(in: source, calls: /in(?:Words|Parts)\(\s*['`]([^'`]*)['`]/) {
                let isThere = Self.keys.contains { key in
                    key.hasPrefix("script.") && pattern.matches(String(key.dropFirst(7)))
                }
                #expect(isThere, "\(name): script.\(pattern.text) is not in en.json")
            }
        }
    }

    @Test func everyKeyIsNamedSomewhere() throws {
        let templates = try Templates.sources(in: Stage.templates).values.flatMap(TemplateWords.keys(in:))
        var unused = Self.keys.subtracting(templates).subtracting(["language.name"])
        let literals = try Self.files("Sources/Web", ".swift")
            .flatMap { KeyPattern.found(in: $0.text, calls: /"((?:[^"\\\n]|\\\([^)]*\)|\\.)*)"/) }
            .filter { $0.text.contains(".") && !$0.text.hasPrefix("\\(") }
        unused = unused.filter { key in !literals.contains { $0.matches(key) } }
        let scripts = try Self.files("Templates/assets", ".js")
            .flatMap { KeyPattern.found(in: $0.text, calls: /['`]([a-z0-9_$\{\}]+)['`]/) }
        unused = unused.filter { key in
            !(key.hasPrefix("script.") && scripts.contains { $0.matches(String(key.dropFirst(7))) })
        }

        #expect(unused.sorted() == [], "Take these out of Templates/words/en.json, or use them")
    }

    /// `no_good_answer` of "No good answer yet".
    private static func slug(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(4).joined(separator: "_")
    }

    private static func files(_ place: String, _ suffix: String) throws -> [(name: String, text: String)] {
        let root = URL(fileURLWithPath: Stage.templates).deletingLastPathComponent().path
        if place.hasSuffix(suffix) {
            return [(place, try String(contentsOfFile: "\(root)/\(place)", encoding: .utf8))]
        }
        let names = FileManager.default.enumerator(atPath: "\(root)/\(place)")?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(suffix) }.sorted().map {
            ("\(place)/\($0)", try String(contentsOfFile: "\(root)/\(place)/\($0)", encoding: .utf8))
        }
    }
}

/// A key as code names it: a word, or one with something put in (`state.\(rawValue)`).
struct KeyPattern {
    let text: String
    private let parts: [String]

    init(_ text: String) {
        self.text = text
        let plain = text.replacing(/\\\([^)]*\)\)?|\$\{[^}]*\}/, with: "\u{1}")
        parts = plain.split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init)
    }

    func matches(_ key: String) -> Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return key == text }
        return key.count > first.count + last.count && key.hasPrefix(first) && key.hasSuffix(last) && !first.isEmpty
    }

    static func found(in source: String, calls: Regex<(Substring, Substring)>) -> [KeyPattern] {
        source.matches(of: calls).map { KeyPattern(String($0.output.1)) }
    }
}
