import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore

@testable import Web

/// An answer as tests look at it.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
    }

    /// Nil when the body is no JSON.
    var json: JSONValue? {
        try? JSONParser.parse(Array(text.utf8))
    }

    /// The word for programs in a problem document.
    var code: String? {
        guard case .text(let code) = json?["code"] else { return nil }
        return code
    }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    func headers(_ name: String) -> [String] {
        HTTPField.Name(name).map { headers[values: $0] } ?? []
    }

    /// What a cookie is set to.
    func cookie(_ name: String) -> String? {
        headers("Set-Cookie").first { $0.hasPrefix("\(name)=") }?
            .split(separator: ";").first.map { String($0.dropFirst(name.count + 1)) }
    }
}
