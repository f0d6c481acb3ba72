import HTTPTypes
import Hummingbird
import NIOCore

/// Sends text in fewer bytes to whoever can read it.
///
/// Media never come here: they are small for their content already, and their ranges count bytes of the file. What a page
/// repeats of its visitor's secrets is masked anew for each page, so that its size tells nothing about them (`CSRF.masked`).
enum Compression {
    /// Below this the headers cost what is gained; in bytes.
    private static let least = 1024

    /// The same answer, compressed where that helps.
    static func apply(to response: Response, for request: Request) async throws -> Response {
        guard isText(response), response.headers[.contentEncoding] == nil else { return response }
        var response = response
        response.headers[.vary] = "Accept-Encoding"
        guard let coding = ContentCoding.accepted(by: request).first, let length = response.body.contentLength,
            length >= least
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        let plain = collector.bytes
        guard let packed = coding.quickly(plain), packed.count < plain.count else {
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: plain))
            return response
        }
        return packing(response, packed, coding)
    }

    /// The answer with bytes that are compressed already.
    static func packing(_ response: Response, _ packed: [UInt8], _ coding: ContentCoding) -> Response {
        var headers = response.headers
        headers[.contentEncoding] = coding.rawValue
        headers[.vary] = "Accept-Encoding"
        headers[.contentLength] = nil
        return Response(
            status: response.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed)))
    }

    private static func isText(_ response: Response) -> Bool {
        guard response.status.code != 206, let type = response.headers[.contentType]?.lowercased() else { return false }
        guard !type.hasPrefix("text/event-stream") else { return false }
        return type.hasPrefix("text/") || type.hasPrefix("application/json")
            || type.hasPrefix("application/problem+json")
    }
}
