/// One page while it is drawn. Everything that is looked up is escaped for HTML, byte by byte: there is no other way to draw.
struct Drawing {
    private let templates: [String: Template]
    private var output: [UInt8] = []
    /// The object whose names are looked up first is last.
    private var stack: [Drawn]
    private var blocks: [String: [Template.Piece]] = [:]

    init(_ templates: [String: Template], _ root: Drawn) {
        self.templates = templates
        stack = [root]
        output.reserveCapacity(64 * 1024)
    }

    /// A template that is not there draws nothing: `TemplateCheck` looked when the server started.
    mutating func draw(_ name: String) -> String {
        draw(templates[name]?.pieces ?? [])
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func draw(_ pieces: [Template.Piece]) {
        for piece in pieces {
            switch piece {
            case .text(let bytes): output += bytes
            case .value(let path):
                if let value = value(path) { draw(value) }
            case .section(let path, let inside): drawSection(value(path), inside)
            case .inverted(let path, let inside):
                if !Self.isShown(value(path)) { draw(inside) }
            case .partial(let name): draw(templates[name]?.pieces ?? [])
            case .block(let name, let inside): draw(blocks[name] ?? inside)
            case .frame(let name, let filled):
                let outer = blocks
                // What an outer page filled stays filled.
                blocks = filled.merging(outer) { _, outer in outer }
                draw(templates[name]?.pieces ?? [])
                blocks = outer
            }
        }
    }

    private mutating func drawSection(_ value: Drawn?, _ inside: [Template.Piece]) {
        switch value {
        case nil, .null, .flag(false): break
        case .flag(true): draw(inside)
        case .list(let elements):
            for element in elements { draw(inside, on: element) }
        case .text, .fields:
            if let value { draw(inside, on: value) }
        }
    }

    private mutating func draw(_ inside: [Template.Piece], on object: Drawn) {
        stack.append(object)
        draw(inside)
        stack.removeLast()
    }

    private static func isShown(_ value: Drawn?) -> Bool {
        switch value {
        case nil, .null: false
        case .flag(let flag): flag
        case .list(let elements): !elements.isEmpty
        case .text, .fields: true
        }
    }

    // MARK: Looking up

    /// Nil when no object has the name.
    private func value(_ path: Template.Path) -> Drawn? {
        guard let found = found(path.names) else { return nil }
        guard path.asksWhetherEmpty else { return found }
        switch found {
        case .list(let elements): return .flag(elements.isEmpty)
        case .text(let text): return .flag(text.isEmpty)
        case .null, .flag, .fields: return nil
        }
    }

    private func found(_ names: [String]) -> Drawn? {
        guard let first = names.first else { return stack.last }
        for object in stack.reversed() {
            guard case .fields(let fields) = object, let value = fields[first] else { continue }
            if names.count == 1 { return value }
            return names.dropFirst().reduce(Optional(value)) { value, name in
                guard case .fields(let fields) = value else { return nil }
                return fields[name]
            }
        }
        return nil
    }

    // MARK: Text

    private mutating func draw(_ value: Drawn) {
        switch value {
        case .text(let text): drawEscaped(text)
        case .flag(let flag): drawEscaped(flag ? "true" : "false")
        case .null, .list, .fields: break
        }
    }

    private mutating func drawEscaped(_ text: String) {
        guard text.utf8.contains(where: Self.isSpecial) else {
            output += text.utf8
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: ">"): output += "&gt;".utf8
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "\""): output += "&quot;".utf8
            case UInt8(ascii: "'"): output += "&#39;".utf8
            default: output.append(byte)
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
