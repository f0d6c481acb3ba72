import HTTPTypes
import Hummingbird

/// A way to send text in fewer bytes that we can write and a client may read.
enum ContentCoding: String, Sendable, CaseIterable {
    // The smaller one first: what a client reads of these is chosen in this order.
    case brotli = "br"
    case gzip

    /// For what is made once per request; nil where nothing is won.
    func quickly(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .brotli: Brotli.compressed(bytes, .quick)
        case .gzip: Gzip.compressed(bytes, .quick)
        }
    }

    /// For what is made once per start; nil where nothing is won.
    func thoroughly(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .brotli: Brotli.compressed(bytes, .thorough)
        case .gzip: Gzip.compressed(bytes, .thorough)
        }
    }

    /// Those the client said it reads, the best first. Browsers offer brotli over HTTPS and on this machine only.
    static func accepted(by request: Request) -> [ContentCoding] {
        let offers = request.headers[values: .acceptEncoding].flatMap { field in
            field.lowercased().split(separator: ",").compactMap(name(ofOffer:))
        }
        return allCases.filter { coding in
            offers.contains(coding.rawValue) || (coding == .gzip && offers.contains("x-gzip"))
        }
    }

    /// Nil for what is offered only to be refused.
    private static func name(ofOffer offer: Substring) -> String? {
        let parts = offer.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        guard let name = parts.first else { return nil }
        let isRefused = parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        return isRefused ? nil : name
    }
}
