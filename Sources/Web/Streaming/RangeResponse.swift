import HTTPTypes
package import Hummingbird
import Media
package import NIOCore

/// The answer to `GET` or `HEAD` of a file: whole, a part, 304 or 416 (RG-1 to RG-4). The file is opened before the answer
/// begins, so a missing one is an error of the handler and not a broken answer.
/// - Parameters:
///   - channel: the connection of the request (`ApplicationRequestContextSource.channel`). Without it, or without our server
///     below it, bytes are read and written instead of being sent from the kernel's memory.
///   - files: what is open already.
///   - turn: the caller's turn (RG-5), held until the last byte is sent.
/// - Throws: `FileUnreadable` when the file is missing or shorter than it should be.
package func rangeResponse(
    to request: Request,
    file: ServedFile,
    channel: (any Channel)?,
    files: OpenFiles = OpenFiles(),
    turn: MediaTurn? = nil
) async throws -> Response {
    var headers = RangeFields.common(file)
    if RangeFields.isUnchanged(request.headers, file) {
        return Response(status: .notModified, headers: headers)
    }
    if case .address(let address) = file.source, request.method != .head {
        // Good for minutes and for whoever has it: nobody may keep it.
        headers[.cacheControl] = "private, no-store"
        headers[.location] = address
        return Response(status: .found, headers: headers)
    }
    let range: Range<Int64>
    switch RangeFields.range(request.headers, file) {
    case .unsatisfiable:
        headers[.contentRange] = "bytes */\(file.size)"
        return Response(status: .rangeNotSatisfiable, headers: headers)
    case .whole:
        range = 0..<file.size
    case .part(let part):
        range = part
        headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
    }
    headers[.contentType] = file.contentType
    if let disposition = file.disposition { headers[.contentDisposition] = disposition }
    headers[.contentLength] = String(range.upperBound - range.lowerBound)
    let status: HTTPResponse.Status = headers[.contentRange] == nil ? .ok : .partialContent
    guard request.method != .head, !range.isEmpty else { return Response(status: status, headers: headers) }

    let body = FileBody(
        content: try await FileBody.Content(file, first: range, files), range: range, channel: channel, turn: turn)
    return Response(status: status, headers: headers, body: body.responseBody)
}

/// The fields of a media request and its answer.
enum RangeFields {
    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

    static func common(_ file: ServedFile) -> HTTPFields {
        var headers = HTTPFields()
        headers[.acceptRanges] = "bytes"
        headers[.eTag] = file.quotedTag
        headers[.cacheControl] = "private, max-age=0, must-revalidate"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox; frame-ancestors 'none'"
        if let referrerPolicy { headers[referrerPolicy] = "no-referrer" }
        return headers
    }

    /// `If-None-Match` compares weakly, and wins over `Range`.
    static func isUnchanged(_ headers: HTTPFields, _ file: ServedFile) -> Bool {
        headers[values: .ifNoneMatch].contains { value in
            value.split(separator: ",").contains { entry in
                let tag = entry.trimmingSpaces
                return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == file.quotedTag
            }
        }
    }

    /// A part is given only if `If-Range` is absent or names this very content; dates never do.
    static func range(_ headers: HTTPFields, _ file: ServedFile) -> ByteRange {
        let conditions = headers[values: .ifRange]
        guard conditions.allSatisfy({ $0 == file.quotedTag }) else { return .whole }
        let ranges = headers[values: .range]
        guard ranges.count <= 1 else { return .whole }
        return ByteRange.resolve(header: ranges.first, size: file.size)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var view = self.drop { $0 == " " || $0 == "\t" }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return view
    }
}
