/// The shape of a JSON value: what the API document promises and the tests hold answers against.
package indirect enum Schema: Sendable {
    case text
    /// A text of a known form: `date-time`, `date`, `id`.
    case formatted(String)
    case oneOf([String])
    case integer
    case number
    case boolean
    case list(Schema)
    /// An object that has a name in the document.
    case object(String, [Field])
    /// Any JSON value.
    case anything

    /// One field of an object.
    package struct Field: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool

        package init(_ name: String, _ schema: Schema, isRequired: Bool = true) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }

        package static func optional(_ name: String, _ schema: Schema) -> Field {
            Field(name, schema, isRequired: false)
        }
    }

    package static let id = Schema.formatted("id")
    package static let time = Schema.formatted("date-time")
    package static let day = Schema.formatted("date")

    package static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> Schema
    where Choice.RawValue == String {
        .oneOf(Choice.allCases.map(\.rawValue))
    }

    /// A page of a list.
    package static func page(of item: Schema, _ name: String) -> Schema {
        .object(
            name,
            [
                Field("items", .list(item)), Field("total", .integer), .optional("next_cursor", .text),
            ])
    }

    /// A whole list.
    package static func items(_ item: Schema, _ name: String) -> Schema {
        .object(name, [Field("items", .list(item))])
    }

    /// As OpenAPI 3.1 writes it; named objects are references.
    var document: JSONValue {
        switch self {
        case .text: Self.type("string")
        case .formatted("id"):
            .object([.init("type", .text("string")), .init("pattern", .text("^[A-Za-z][A-Za-z0-9_.-]{0,63}$"))])
        case .formatted(let format): .object([.init("type", .text("string")), .init("format", .text(format))])
        case .oneOf(let words):
            .object([.init("type", .text("string")), .init("enum", .list(words.map(JSONValue.text)))])
        case .integer: Self.type("integer")
        case .number: Self.type("number")
        case .boolean: Self.type("boolean")
        case .list(let entry): .object([.init("type", .text("array")), .init("items", entry.document)])
        case .object(let name, _): .object([.init("$ref", .text("#/components/schemas/\(name)"))])
        case .anything: .object([])
        }
    }

    /// The definition of a named object.
    var definition: JSONValue {
        guard case .object(_, let fields) = self else { return document }
        let required = fields.filter(\.isRequired).map { JSONValue.text($0.name) }
        return .object([
            .init("type", .text("object")),
            .init("properties", .object(fields.map { .init($0.name, $0.schema.document) })),
            .init("required", .list(required)),
            .init("additionalProperties", .boolean(false)),
        ])
    }

    /// Every named object in here, itself included.
    var named: [(name: String, schema: Schema)] {
        switch self {
        case .object(let name, let fields): [(name, self)] + fields.flatMap(\.schema.named)
        case .list(let entry): entry.named
        default: []
        }
    }

    private static func type(_ name: String) -> JSONValue {
        .object([.init("type", .text(name))])
    }
}
