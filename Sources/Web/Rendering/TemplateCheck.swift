/// Looks for the mistakes that the template engine would answer with silence.
struct TemplateCheck {
    /// Name of each template and its text.
    let sources: [String: String]
    /// The templates that view structs name.
    let viewTemplates: Set<String>

    /// - Throws: the first `RenderingFailure` in the order of names.
    func check() throws {
        var named = viewTemplates
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            try checkText(of: name, source)
            named.formUnion(partials(in: source))
        }
        for name in named.sorted() where sources[name] == nil {
            throw RenderingFailure.missingTemplate(name)
        }
        for name in sources.keys.sorted() where !named.contains(name) {
            throw RenderingFailure.unusedTemplate(name)
        }
    }

    private func checkText(of name: String, _ source: String) throws {
        guard !source.contains("{{{"), !tags(in: source).contains(where: { $0.hasPrefix("&") }) else {
            throw RenderingFailure.unescaped(name)
        }
        for line in source.split(separator: "\n") where line.first == " " || line.first == "\t" {
            let start = line.drop { $0 == " " || $0 == "\t" }
            if ["{{>", "{{<", "{{$"].contains(where: start.hasPrefix) {
                throw RenderingFailure.indentedPartial(name)
            }
        }
    }

    private func partials(in source: String) -> [String] {
        tags(in: source).filter { $0.hasPrefix(">") || $0.hasPrefix("<") }
            .map { String($0.dropFirst().drop { $0 == " " }) }
    }

    /// What stands between double braces, in order.
    private func tags(in source: String) -> [String] {
        source.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
            rest.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
        }
    }
}
