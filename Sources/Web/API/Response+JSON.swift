import Domain
import Foundation
package import HTTPTypes
package import Hummingbird

extension Response {
    /// An answer as the API gives it: snake_case keys, RFC 3339 times, what is nil left out.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        bytes(try JSONText.of(value), contentType: "application/json", status: status)
    }

    /// Something was created and lies at `location`.
    package static func created(_ value: some Encodable, at location: String) throws -> Response {
        var response = try json(value, status: .created)
        response.headers[.location] = location
        return response
    }
}

/// Values as JSON text.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// A part of a list, with where the next part begins.
struct PageJSON<Item: Encodable>: Encodable {
    let items: [Item]
    let total: Int
    let nextCursor: String?

    init<Value>(_ page: Page<Value>, _ item: (Value) -> Item) {
        items = page.items.map(item)
        total = page.total
        nextCursor = page.nextCursor
    }
}

/// A whole list.
struct ItemsJSON<Item: Encodable>: Encodable {
    let items: [Item]
}
