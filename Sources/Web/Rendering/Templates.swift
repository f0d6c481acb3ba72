import Foundation

/// All templates, parsed once at start, in every language there are words for.
package struct Templates: Sendable {
    package let languages: Languages
    /// By the language's tag, then by name.
    private let templates: [String: [String: Template]]

    /// - Parameter folder: `Templates` of the checkout, with `words`; its `assets` are not read here.
    /// - Throws: `RenderingFailure` when a template is missing, unused, broken, or would insert text unescaped (drawing would
    ///   say nothing of it, so we look at start instead), or when words are missing.
    package init(folder: String) throws {
        try self.init(folder: folder, languages: Languages(folder: "\(folder)/words"))
    }

    init(folder: String, languages: Languages) throws {
        let sources = try Self.sources(in: folder)
        self.languages = languages
        var templates: [String: [String: Template]] = [:]
        for words in languages.all {
            var filled: [String: String] = [:]
            for (name, source) in sources { filled[name] = try TemplateWords(words: words).filled(source, of: name) }
            try TemplateCheck(sources: filled, viewTemplates: Set(Self.viewTemplates)).check()
            templates[words.language] = try Dictionary(
                uniqueKeysWithValues: filled.map { name, source in (name, try Template(source, name: name)) })
        }
        self.templates = templates
    }

    /// A whole page as HTML, in the language of the request. Templates reach the frame by `chrome.`, the page by `{{#page}}`.
    func page<View: PageView>(_ view: View, chrome: Chrome) -> String {
        let known = templates[Words.current.language] ?? templates[Languages.fallbackTag] ?? [:]
        var drawing = Drawing(known, .fields(["chrome": Drawn(chrome), "page": Drawn(view)]))
        return drawing.draw(View.template)
    }

    /// Each template's text as it is written, with `[[keys]]`, by the name it is registered under.
    static func sources(in folder: String) throws -> [String: String] {
        var sources: [String: String] = [:]
        for name in try names(in: folder) {
            sources[registered(name)] = try String(contentsOfFile: "\(folder)/\(name).mustache", encoding: .utf8)
        }
        return sources
    }

    private static func names(in folder: String) throws -> [String] {
        guard let enumerator = FileManager.default.enumerator(atPath: folder) else {
            throw RenderingFailure.noFolder(folder)
        }
        return enumerator.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".mustache") }
            .map { String($0.dropLast(".mustache".count)) }
            .sorted()
    }

    /// A layout is named without its folder.
    private static func registered(_ name: String) -> String {
        name.hasPrefix("layouts/") ? String(name.dropFirst("layouts/".count)) : name
    }
}

/// What can be wrong with the templates and assets: found when the server starts, never while a page is drawn.
enum RenderingFailure: Error, Hashable, CustomStringConvertible {
    case noFolder(String)
    case unknownAssetKind(String)
    case missingTemplate(String)
    case unusedTemplate(String)
    case unescaped(String)
    case indentedPartial(String)
    case missingWords(String, template: String)
    case unreadableWords(String)
    case wordsDiffer(String, String)
    /// A section that does not close, or the end of one that was not opened.
    case broken(String, String)

    var description: String {
        switch self {
        case .noFolder(let folder): "The folder \(folder) cannot be read"
        case .unknownAssetKind(let path): "No content type is known for the asset \(path)"
        case .missingTemplate(let name): "The template \(name) is named but does not exist"
        case .unusedTemplate(let name): "The template \(name) exists but nothing names it"
        case .unescaped(let name): "The template \(name) inserts text without escaping it"
        case .indentedPartial(let name): "The template \(name) indents a partial, which would indent text inside boxes"
        case .missingWords(let key, let name):
            "The template \(name) names the words [[\(key)]], which Templates/words/en.json does not have"
        case .unreadableWords(let language): "Templates/words/\(language).json is missing or is no object of texts"
        case .wordsDiffer(let language, let what): "Templates/words/\(language).json \(what)"
        case .broken(let name, let tag): "The template \(name) has no partner for \(tag)"
        }
    }
}
