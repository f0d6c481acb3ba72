/// A template after parsing: mustache without what our pages do not use (unescaped text, indented partials, lambdas, other
/// delimiters). A tag that stands alone on its line takes the line with it.
///
/// Not swift-mustache: it escapes by character, so that a combining mark behind a sign of markup lets the sign through, and it took
/// 8 ms to draw the today page.
struct Template: Sendable {
    /// What is looked up: names separated by dots, none for the object itself.
    struct Path: Sendable, Hashable {
        let names: [String]
        /// `empty(name)`: whether the list has no elements.
        let asksWhetherEmpty: Bool

        init(_ text: String) {
            asksWhetherEmpty = text.hasPrefix("empty(") && text.hasSuffix(")")
            let path = asksWhetherEmpty ? String(text.dropFirst("empty(".count).dropLast()) : text
            names = path.split(separator: ".").map(String.init)
        }
    }

    indirect enum Piece: Sendable {
        case text([UInt8])
        case value(Path)
        case section(Path, [Piece])
        case inverted(Path, [Piece])
        case partial(String)
        /// Another template, with blocks of its own in the place of the other's.
        case frame(String, blocks: [String: [Piece]])
        /// A place in a frame, with what stands there when nobody fills it.
        case block(String, [Piece])
    }

    let pieces: [Piece]

    /// - Throws: `RenderingFailure.broken` with this name when sections do not close as they open.
    init(_ source: String, name: String) throws {
        var parser = Parser(tokens: Self.tokens(of: source), name: name)
        pieces = try parser.pieces(until: nil)
    }

    /// Text or a tag, in order.
    fileprivate enum Token {
        case text(Substring)
        case tag(kind: Character, name: String)
    }

    private static func tokens(of source: String) -> [Token] {
        var tokens: [Token] = []
        var rest = source[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            var before = rest[..<open.lowerBound]
            let inside = rest[open.upperBound..<close.lowerBound].trimmingBlanks
            rest = rest[close.upperBound...]
            let isStructure = inside.first.map { "#^/!><$".contains($0) } ?? false
            if isStructure, isAlone(before, in: source, rest) {
                before = before[..<before.lineStart]
                rest = rest.drop(while: \.isBlank).dropFirst()
            }
            if !before.isEmpty { tokens.append(.text(before)) }
            let kind = isStructure ? inside.first ?? " " : " "
            tokens.append(.tag(kind: kind, name: String(isStructure ? inside.dropFirst().trimmingBlanks : inside)))
        }
        if !rest.isEmpty { tokens.append(.text(rest)) }
        return tokens
    }

    /// Nothing but blanks on both sides of a tag on its line. What was cut off before `before` ends with a tag of the same
    /// line, or with a line.
    private static func isAlone(_ before: Substring, in source: String, _ after: Substring) -> Bool {
        let lineStart = before.lineStart
        guard before[lineStart...].allSatisfy(\.isBlank) else { return false }
        let beginsLine = lineStart == source.startIndex || source[source.index(before: lineStart)].isNewline
        let next = after.drop(while: \.isBlank).first
        return beginsLine && (next == nil || next?.isNewline == true)
    }
}

/// Puts tokens together to pieces.
private struct Parser {
    let tokens: [Template.Token]
    let name: String
    private var next = 0

    init(tokens: [Template.Token], name: String) {
        self.tokens = tokens
        self.name = name
    }

    /// What follows, up to the tag that closes `section`.
    mutating func pieces(until section: String?) throws -> [Template.Piece] {
        var pieces: [Template.Piece] = []
        while next < tokens.count {
            let token = tokens[next]
            next += 1
            switch token {
            case .text(let text): pieces.append(.text(Array(text.utf8)))
            case .tag("/", let closed):
                guard closed == section else { throw RenderingFailure.broken(name, "{{/\(closed)}}") }
                return pieces
            case .tag(let kind, let tag):
                if let piece = try piece(kind, tag) { pieces.append(piece) }
            }
        }
        if let section { throw RenderingFailure.broken(name, "{{#\(section)}}") }
        return pieces
    }

    /// Nil for a comment.
    private mutating func piece(_ kind: Character, _ tag: String) throws -> Template.Piece? {
        switch kind {
        case "#": .section(Template.Path(tag), try pieces(until: tag))
        case "^": .inverted(Template.Path(tag), try pieces(until: tag))
        case "$": .block(tag, try pieces(until: tag))
        case ">": .partial(tag)
        case "<": .frame(tag, blocks: Self.blocks(in: try pieces(until: tag)))
        case "!": nil
        default: .value(Template.Path(tag))
        }
    }

    /// Only blocks count inside a frame: the lines between them are for whoever reads the template.
    private static func blocks(in pieces: [Template.Piece]) -> [String: [Template.Piece]] {
        pieces.reduce(into: [:]) { blocks, piece in
            if case .block(let name, let content) = piece { blocks[name] = content }
        }
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}

extension Substring {
    fileprivate var lineStart: Index {
        lastIndex(where: \.isNewline).map { index(after: $0) } ?? startIndex
    }

    fileprivate var trimmingBlanks: Substring {
        var view = drop(while: \.isBlank)
        while view.last?.isBlank == true { view.removeLast() }
        return view
    }

    fileprivate func firstRange(of pair: String) -> Range<Index>? {
        guard let first = pair.first else { return nil }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first) {
            if self[found...].hasPrefix(pair) { return found..<index(found, offsetBy: pair.count) }
            start = index(after: found)
        }
        return nil
    }
}
