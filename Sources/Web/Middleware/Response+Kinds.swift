package import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    /// An answer whose bytes are all there.
    package static func bytes(_ text: String, contentType: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    package static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        bytes(text, contentType: "text/html; charset=utf-8", status: status)
    }

    /// After a form: go and look there.
    package static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    package static var noContent: Response { Response(status: .noContent) }
}
