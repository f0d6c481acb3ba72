@testable import Web

/// Holds JSON against a schema of the API document.
enum SchemaCheck {
    /// What does not fit, as `path: reason`; empty when all does.
    static func problems(_ value: JSONValue, _ schema: Schema, at path: String = "$") -> [String] {
        switch (schema, value) {
        case (.anything, _), (.text, .text), (.formatted, .text), (.boolean, .boolean), (.number, .number): return []
        case (.integer, .number(let digits)):
            return Int(digits) == nil ? ["\(path): \(digits) is no whole number"] : []
        case (.oneOf(let words), .text(let word)):
            return words.contains(word) ? [] : ["\(path): \(word) is none of \(words)"]
        case (.list(let entry), .list(let values)):
            return values.enumerated().flatMap { problems($1, entry, at: "\(path)[\($0)]") }
        case (.object(_, let fields), .object(let members)):
            let known = Set(fields.map(\.name))
            let strangers = members.filter { !known.contains($0.key) }.map { "\(path).\($0.key): not in the document" }
            let missing = fields.filter { field in field.isRequired && value[field.name] == nil }
                .map { "\(path).\($0.name): missing" }
            let inside = fields.flatMap { field in
                value[field.name].map { problems($0, field.schema, at: "\(path).\(field.name)") } ?? []
            }
            return strangers + missing + inside
        default: return ["\(path): another kind of value"]
        }
    }
}
