package import Database
package import Domain

/// Rows of `upload_part`: the stretches of unfinished uploads that all nodes can read. A row is written with the offset it
/// leads to, so the rows of an upload always lie one behind the other.
package struct UploadPartStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// One stretch: the object that holds it, where it begins, its length and its SHA-256.
    package struct Part: Sendable, Hashable {
        package let object: String
        package let start: Int64
        package let bytes: Int64
        package let hash: String

        package init(object: String, start: Int64, bytes: Int64, hash: String) {
            self.object = object
            self.start = start
            self.bytes = bytes
            self.hash = hash
        }
    }

    package func insert(_ part: Part, of upload: ID<Upload>) throws {
        try connection.run(
            """
            INSERT INTO upload_part (upload_id, start, bytes, sha256, object)
            VALUES (\(upload), \(part.start), \(part.bytes), \(part.hash), \(part.object))
            """)
    }

    /// In their order.
    package func list(of upload: ID<Upload>) throws -> [Part] {
        try connection.rows(
            "SELECT object, start, bytes, sha256 FROM upload_part WHERE upload_id = \(upload) ORDER BY start"
        ).map(Self.part)
    }

    /// Of all uploads: what must not be swept.
    package func objects() throws -> Set<String> {
        Set(try connection.rows("SELECT object FROM upload_part").map { try $0.text("object") })
    }

    /// The upload has become a clip, and they are not needed any more.
    package func delete(of upload: ID<Upload>) throws {
        try connection.run("DELETE FROM upload_part WHERE upload_id = \(upload)")
    }

    private static func part(_ row: Row) throws -> Part {
        Part(
            object: try row.text("object"), start: try row.integer("start"), bytes: try row.integer("bytes"),
            hash: try row.text("sha256"))
    }
}
