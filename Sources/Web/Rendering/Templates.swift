import Foundation
import Mustache

/// All templates, parsed once at start.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// - Parameter folder: `Templates` of the checkout; its `assets` are not read here.
    /// - Throws: `RenderingFailure` when a template is missing, unused, broken, or would insert text unescaped. The engine
    ///   would draw nothing in the first three cases, so we look at start instead.
    package init(folder: String) throws {
        var sources: [String: String] = [:]
        for name in try Self.names(in: folder) {
            sources[Self.registered(name)] = try String(contentsOfFile: "\(folder)/\(name).mustache", encoding: .utf8)
        }
        try TemplateCheck(sources: sources, viewTemplates: Set(Self.viewTemplates)).check()
        library = MustacheLibrary(
            templates: try sources.mapValues { source in try MustacheTemplate(string: source) }
        )
    }

    /// A whole page as HTML. Templates reach the frame by `chrome.`, the page by `{{#page}}`.
    func page<View: PageView>(_ view: View, chrome: Chrome) -> String {
        let framed: [String: Any] = ["chrome": drawnValue(chrome), "page": drawnValue(view)]
        return library.render(framed, withTemplate: View.template) ?? ""
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

    /// The engine takes no slash in a closing tag, so a layout is named without its folder.
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

    var description: String {
        switch self {
        case .noFolder(let folder): "The folder \(folder) cannot be read"
        case .unknownAssetKind(let path): "No content type is known for the asset \(path)"
        case .missingTemplate(let name): "The template \(name) is named but does not exist"
        case .unusedTemplate(let name): "The template \(name) exists but nothing names it"
        case .unescaped(let name): "The template \(name) inserts text without escaping it"
        case .indentedPartial(let name): "The template \(name) indents a partial, which would indent text inside boxes"
        }
    }
}
