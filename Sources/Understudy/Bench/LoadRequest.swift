import Foundation

/// Requests as bytes, written once and sent many times.
struct LoadRequest: Sendable {
    let port: Int
    /// The field that says who asks, whole: `Cookie: sid=...`.
    var identity: String?

    func get(_ path: String, fields: [String] = []) -> [UInt8] {
        bytes("GET", path, fields, "")
    }

    func send(_ method: String, _ path: String, json: String) -> [UInt8] {
        bytes(method, path, ["Content-Type: application/json", "Content-Length: \(json.utf8.count)"], json)
    }

    private func bytes(_ method: String, _ path: String, _ fields: [String], _ body: String) -> [UInt8] {
        let all = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + (identity.map { [$0] } ?? []) + fields
        return Array((all.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// Text as it may stand in an address.
    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
