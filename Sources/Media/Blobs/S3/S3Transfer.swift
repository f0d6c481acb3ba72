import Crypto
import Domain
import Foundation
import NIOHTTP1

/// Brings files into the bucket and back, with checksums both ways.
struct S3Transfer: Sendable {
    let client: S3Client
    /// Files up to here go in one request, larger ones in parts of this size.
    var partBytes: Int64 = 16 << 20

    private static let mostParts: Int64 = 9000
    /// How often a part is sent again that did not get through: the parts before it are not sent in vain.
    private static let mostRepeats = 2

    /// Returns once the store has all of it and says so when asked (DS-6).
    /// - Throws: `BlobOutage`, `S3Refusal`, `FileFailure` when the file is not what its name says.
    func put(file path: String, bytes: Int64, as name: String, hash: BlobHash) async throws {
        if bytes <= partBytes {
            try await putWhole(FileRegion(path: path, range: 0..<bytes), name, hash)
        } else {
            try await putParts(path, bytes, name, hash)
        }
        guard try await size(of: name) == bytes else {
            throw S3Refusal(action: "keep \(name)", status: 200, code: "another length than was sent")
        }
    }

    /// A part of a file as an object of its own.
    func put(_ region: FileRegion, as name: String, hash: BlobHash) async throws {
        try await putWhole(region, name, hash)
        guard try await size(of: name) == region.count else {
            throw S3Refusal(action: "keep \(name)", status: 200, code: "another length than was sent")
        }
    }

    /// Bytes of an object; nil when there is none.
    func size(of name: String) async throws -> Int64? {
        try await head(name)?.bytes
    }

    /// Its length and when it was written.
    func head(_ name: String) async throws -> (bytes: Int64, at: Instant?)? {
        let answer = try await client.send(S3Request(method: "HEAD", name: name))
        if answer.status == 404 { return nil }
        try Self.require(answer, to: "look at \(name)")
        let bytes = answer.headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
        return (bytes, answer.headers.first(name: "Last-Modified").flatMap(S3Time.instant(header:)))
    }

    /// Nil when there is no such object.
    func open(_ name: String, _ range: Range<Int64>? = nil) async throws -> BlobStream? {
        try await client.open(S3Request(method: "GET", name: name), range, to: "read \(name)")
    }

    func delete(_ name: String) async throws {
        let answer = try await client.send(S3Request(method: "DELETE", name: name))
        if answer.status == 404 { return }
        try Self.require(answer, to: "delete \(name)")
    }

    /// Everything whose name begins so, with its age in seconds.
    func list(_ prefix: String) async throws -> [(name: String, age: Int64)] {
        var found: [(name: String, age: Int64)] = []
        var token: String?
        let now = client.world.now()
        repeat {
            var request = S3Request(method: "GET", query: [("list-type", "2"), ("prefix", prefix)])
            if let token { request.query.append(("continuation-token", token)) }
            let answer = try await client.send(request)
            try Self.require(answer, to: "list \(prefix)")
            for block in S3XML.blocks("Contents", in: answer.body) {
                guard let name = S3XML.text("Key", in: block) else { continue }
                let at = S3XML.text("LastModified", in: block).flatMap(S3Time.instant(xml:))
                found.append((name, at.map { Int64(now.seconds(since: $0)) } ?? 0))
            }
            token = S3XML.text("NextContinuationToken", in: answer.body)
        } while token != nil
        return found
    }

    /// Gives up uploads in parts that nobody has gone on with for a day: they take room and are in no list (DS-6).
    func abortLeftOvers(_ prefix: String, olderThanSeconds seconds: Int64) async throws {
        let now = client.world.now()
        var place: [(name: String, value: String)] = []
        repeat {
            let query = [("uploads", ""), ("prefix", prefix)] + place
            let answer = try await client.send(S3Request(method: "GET", query: query))
            try Self.require(answer, to: "list unfinished uploads")
            for block in S3XML.blocks("Upload", in: answer.body) {
                guard let name = S3XML.text("Key", in: block), let id = S3XML.text("UploadId", in: block),
                    let begun = S3XML.text("Initiated", in: block).flatMap(S3Time.instant(xml:)),
                    now.seconds(since: begun) >= Double(seconds)
                else { continue }
                try await abort(name, id)
            }
            place = Self.nextUploads(after: answer.body)
        } while !place.isEmpty
    }

    /// Where the list of unfinished uploads goes on; empty at its end.
    private static func nextUploads(after body: String) -> [(name: String, value: String)] {
        guard let key = S3XML.text("NextKeyMarker", in: body), !key.isEmpty,
            let id = S3XML.text("NextUploadIdMarker", in: body), S3XML.text("IsTruncated", in: body) == "true"
        else { return [] }
        return [("key-marker", key), ("upload-id-marker", id)]
    }

    private func putWhole(_ region: FileRegion, _ name: String, _ hash: BlobHash) async throws {
        let answer = try await client.send(
            S3Request(
                method: "PUT", name: name, headers: Self.checksum(hash), body: .file(region, hash: hash)))
        try Self.require(answer, to: "keep \(name)")
    }

    private func putParts(_ path: String, _ bytes: Int64, _ name: String, _ hash: BlobHash) async throws {
        let begun = try await client.send(
            S3Request(
                method: "POST", name: name, query: [("uploads", "")],
                headers: [("x-amz-checksum-algorithm", "SHA256")]))
        try Self.require(begun, to: "begin \(name)")
        guard let id = S3XML.text("UploadId", in: begun.body) else {
            throw S3Refusal(action: "begin \(name)", status: begun.status, code: "no UploadId")
        }
        do {
            let parts = try await sendParts(path, bytes, name, id, hash)
            try await complete(name, id, parts)
        } catch {
            // What cannot be taken back now is taken back in a day; the first error is the one to hear of.
            do { try await abort(name, id) } catch {}
            throw error
        }
    }

    private func sendParts(
        _ path: String, _ bytes: Int64, _ name: String, _ id: String, _ hash: BlobHash
    ) async throws -> String {
        let step = max(partBytes, (bytes + Self.mostParts - 1) / Self.mostParts)
        var whole = SHA256()
        var parts = ""
        for (index, start) in stride(from: 0, to: bytes, by: Int64.Stride(step)).enumerated() {
            let region = FileRegion(path: path, range: start..<min(start + step, bytes))
            let (part, sum) = try await region.hash(into: whole)
            whole = sum
            let answer = try await insistently(
                S3Request(
                    method: "PUT", name: name, query: [("partNumber", String(index + 1)), ("uploadId", id)],
                    headers: Self.checksum(part), body: .file(region, hash: part)))
            try Self.require(answer, to: "take part \(index + 1) of \(name)")
            let tag = answer.headers.first(name: "ETag") ?? ""
            parts += "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(tag.replacing("\"", with: "&quot;"))</ETag>"
            if answer.headers.contains(name: "x-amz-checksum-sha256") {
                parts += "<ChecksumSHA256>\(Self.base64(part))</ChecksumSHA256>"
            }
            parts += "</Part>"
        }
        guard BlobHash(digest: whole.finalize()) == hash else {
            throw FileFailure(action: "recognise", path: path, code: 74)
        }
        return parts
    }

    /// The client does not ask a store again that let time pass; one part of many is worth it, unless the store is known to be out.
    private func insistently(_ request: S3Request) async throws -> S3Answer {
        var repeats = 0
        while true {
            do {
                return try await client.send(request)
            } catch let outage as BlobOutage {
                guard repeats < Self.mostRepeats, client.isReachable else { throw outage }
                repeats += 1
            }
        }
    }

    private func complete(_ name: String, _ id: String, _ parts: String) async throws {
        let body = "<CompleteMultipartUpload>\(parts)</CompleteMultipartUpload>"
        let answer = try await client.send(
            S3Request(method: "POST", name: name, query: [("uploadId", id)], body: .bytes(Array(body.utf8))))
        // It may say 200 first and think otherwise later.
        guard answer.isDone, answer.body.contains("CompleteMultipartUploadResult") else {
            // A repeated request may find it done.
            if answer.status == 404, try await size(of: name) != nil { return }
            throw S3Refusal(
                action: "complete \(name)", status: answer.status, code: S3XML.text("Code", in: answer.body) ?? "")
        }
    }

    private func abort(_ name: String, _ id: String) async throws {
        let answer = try await client.send(S3Request(method: "DELETE", name: name, query: [("uploadId", id)]))
        if answer.status == 404 { return }
        try Self.require(answer, to: "give up \(name)")
    }

    static func require(_ answer: S3Answer, to action: String) throws {
        guard !answer.isDone else { return }
        throw S3Refusal(action: action, status: answer.status, code: S3XML.text("Code", in: answer.body) ?? "")
    }

    private static func checksum(_ hash: BlobHash) -> [(name: String, value: String)] {
        [("x-amz-checksum-sha256", base64(hash))]
    }

    private static func base64(_ hash: BlobHash) -> String {
        Data(Hex.bytes(hash.text) ?? []).base64EncodedString()
    }
}
