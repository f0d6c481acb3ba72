import Domain
import Foundation
import HTTPTypes
import Services

/// The header fields of tus 1.0, read strictly.
enum TusFields {
    static let version = "1.0.0"
    static let resumable = HTTPField.Name("Tus-Resumable")
    static let offset = HTTPField.Name("Upload-Offset")
    static let length = HTTPField.Name("Upload-Length")
    /// `1` instead of a length: the file is being made while it is sent.
    static let deferred = HTTPField.Name("Upload-Defer-Length")
    static let metadata = HTTPField.Name("Upload-Metadata")
    static let checksum = HTTPField.Name("Upload-Checksum")
    static let expires = HTTPField.Name("Upload-Expires")
    /// The clip a whole upload became.
    static let clip = HTTPField.Name("Understudy-Clip")

    /// - Throws: 412 with the version that is spoken here.
    static func requireVersion(_ headers: HTTPFields) throws {
        guard value(resumable, headers) == version else {
            let problem = Problem(
                status: 412, code: "tus_version", title: "This version of tus is not spoken here",
                detail: "Send Tus-Resumable: \(version).")
            throw ProblemWithFields(problem, fields(["Tus-Version": version]))
        }
    }

    /// A count of bytes.
    /// - Throws: 400 when the field is missing or is no whole number of at most 15 digits.
    static func number(_ name: HTTPField.Name?, _ headers: HTTPFields) throws -> Int64 {
        guard let text = value(name, headers), (1...15).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int64(text)
        else { throw Problem.badRequest("bad_\(word(name))", "\(name?.rawName ?? "A field") is missing or no number") }
        return number
    }

    /// `key base64, key base64`; keys appear once.
    /// - Throws: 400.
    static func metadata(_ headers: HTTPFields) throws -> [String: String] {
        guard let text = value(metadata, headers), !text.isEmpty else { return [:] }
        var found: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: " ", omittingEmptySubsequences: true)
            let bytes = pair.count == 2 ? Data(base64Encoded: String(pair[1])) : Data()
            guard (1...2).contains(pair.count), let bytes, let value = String(data: bytes, encoding: .utf8),
                found.updateValue(value, forKey: String(pair[0])) == nil
            else { throw Problem.badRequest("bad_upload_metadata", "Upload-Metadata cannot be read") }
        }
        return found
    }

    /// The length a new upload has; nil when it is said later.
    /// - Throws: 400 when both or neither is said, or the one that is cannot be read.
    static func newLength(_ headers: HTTPFields) throws -> Int64? {
        guard let later = value(deferred, headers) else { return try number(length, headers) }
        guard later == "1", value(length, headers) == nil else {
            throw Problem.badRequest("bad_upload_defer_length", "Upload-Defer-Length is 1, and then there is no length")
        }
        return nil
    }

    /// What the last part of an upload without a length says of the whole; nil with all others.
    /// - Throws: 400 or 422.
    static func ending(_ headers: HTTPFields) throws -> UploadService.Ending? {
        guard value(length, headers) != nil else { return nil }
        return UploadService.Ending(length: try number(length, headers), cut: try cut(metadata(headers)))
    }

    /// `trim` and `poster` of the metadata.
    /// - Throws: 422.
    static func cut(_ metadata: [String: String]) throws -> RecordingCut? {
        try RecordingCut.parsed(trim: metadata["trim"], poster: metadata["poster"])
    }

    /// The brief a take answers and the take it comes after; neither for a clip.
    /// - Throws: 422.
    static func take(_ metadata: [String: String]) throws -> (brief: ID<Brief>?, again: ID<Take>?) {
        guard let purpose = metadata["purpose"], purpose != "clip" else { return (nil, nil) }
        guard purpose == "take" else { throw Problem.invalid("purpose", "One of these was expected: clip, take.") }
        guard let brief = ID<Brief>(parsing: metadata["brief"] ?? "") else {
            throw Problem.invalid("brief", "An id was expected here.")
        }
        let again = metadata["again"].flatMap { $0.isEmpty ? nil : $0 }
        let take = again.flatMap { ID<Take>(parsing: $0) }
        guard again == nil || take != nil else { throw Problem.invalid("again", "An id was expected here.") }
        return (brief, take)
    }

    /// `sha1 base64` or `sha256 base64`; nil when none was sent.
    /// - Throws: 400 for another algorithm or a digest of the wrong length.
    static func checksum(_ headers: HTTPFields) throws -> UploadChecksum? {
        guard let text = value(checksum, headers) else { return nil }
        let parts = text.split(separator: " ")
        let digest = parts.count == 2 ? Data(base64Encoded: String(parts[1])).map(Array.init) : nil
        switch (parts.first, digest?.count) {
        case ("sha1", 20): return digest.map(UploadChecksum.sha1)
        case ("sha256", 32): return digest.map(UploadChecksum.sha256)
        default: throw Problem.badRequest("bad_upload_checksum", "Upload-Checksum is sha1 or sha256 with a digest")
        }
    }

    /// Where an upload stands.
    static func state(_ upload: Upload) -> HTTPFields {
        var all = ["Upload-Offset": String(upload.offset)]
        all[upload.isOpen ? "Upload-Defer-Length" : "Upload-Length"] = upload.isOpen ? "1" : String(upload.length)
        if let clip = upload.clip {
            all["Understudy-Clip"] = clip.text
            if let take = upload.take { all["Understudy-Take"] = take.text }
        } else {
            all["Upload-Expires"] = httpDate(upload.updatedAt.advanced(bySeconds: Upload.idleSeconds))
        }
        return fields(all)
    }

    static func fields(_ pairs: [String: String]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value
        }
        return fields
    }

    /// `Wed, 25 Nov 2026 17:12:00 GMT`
    static func httpDate(_ instant: Instant) -> String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = instant.rfc3339
        let parts = text.prefix(10).split(separator: "-")
        let index = Int(((instant.day.daysSince1970 % 7) + 7) % 7)
        guard parts.count == 3, let month = Int(parts[1]), months.indices.contains(month - 1) else { return text }
        return "\(days[index]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(text.dropFirst(11).prefix(8)) GMT"
    }

    private static func value(_ name: HTTPField.Name?, _ headers: HTTPFields) -> String? {
        name.flatMap { headers[$0] }
    }

    private static func word(_ name: HTTPField.Name?) -> String {
        (name?.rawName ?? "field").lowercased().replacing("-", with: "_")
    }
}
