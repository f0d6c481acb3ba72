/// What a template is given of a view: its fields by name, read once by reflection.
///
/// A field that is nil is a null, so that its name is not looked for in the enclosing object.
enum Drawn: Sendable {
    case null
    case flag(Bool)
    case text(String)
    case list([Drawn])
    case fields([String: Drawn])

    init(_ value: Any) {
        var reader = DrawnReader()
        self = reader.drawn(value)
    }
}

/// Reads views. Asking a value what kind of type it has costs more than reading it, so each type is asked once.
private struct DrawnReader {
    private enum Kind {
        case text, flag, number, optional, list, fields, other
    }

    private var kinds: [ObjectIdentifier: Kind] = [:]

    mutating func drawn(_ value: Any) -> Drawn {
        switch kind(of: value) {
        case .text: return (value as? String).map(Drawn.text) ?? .null
        case .flag: return (value as? Bool).map(Drawn.flag) ?? .null
        case .number: return (value as? Int).map { .text(String($0)) } ?? .null
        case .optional:
            guard let wrapped = (value as? any OptionalField)?.wrappedField else { return .null }
            return drawn(wrapped)
        case .list: return .list((value as? any ListField)?.elements.map { drawn($0) } ?? [])
        case .fields:
            var fields: [String: Drawn] = [:]
            for child in Mirror(reflecting: value).children {
                if let label = child.label { fields[label] = drawn(child.value) }
            }
            return .fields(fields)
        case .other: return .text(String(describing: value))
        }
    }

    private mutating func kind(of value: Any) -> Kind {
        let type = ObjectIdentifier(type(of: value))
        if let known = kinds[type] { return known }
        let kind = Self.newKind(of: value)
        kinds[type] = kind
        return kind
    }

    private static func newKind(of value: Any) -> Kind {
        switch value {
        case is String: .text
        case is Bool: .flag
        case is Int: .number
        case is any OptionalField: .optional
        case is any ListField: .list
        default: Mirror(reflecting: value).displayStyle == .struct ? .fields : .other
        }
    }
}

private protocol OptionalField {
    var wrappedField: Any? { get }
}

extension Optional: OptionalField {
    fileprivate var wrappedField: Any? { self }
}

private protocol ListField {
    var elements: [Any] { get }
}

extension Array: ListField {
    fileprivate var elements: [Any] { self }
}
