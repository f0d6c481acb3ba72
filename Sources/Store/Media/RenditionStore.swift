package import Database
package import Domain

/// Rows of `rendition`.
package struct RenditionStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func list(of clip: ID<Clip>) throws -> [Rendition] {
        try list(of: [clip])
    }

    package func list(of clips: [ID<Clip>]) throws -> [Rendition] {
        try connection.rows(
            "SELECT \(Self.columns) WHERE rendition.clip_id IN (\(list: clips)) ORDER BY rendition.clip_id, rendition.kind"
        ).map(Self.rendition)
    }

    package func find(_ clip: ID<Clip>, _ kind: RenditionKind) throws -> Rendition? {
        try connection.row(
            "SELECT \(Self.columns) WHERE rendition.clip_id = \(clip) AND rendition.kind = \(kind)"
        ).map(Self.rendition)
    }

    /// The latest of a kind replaces the one before; its blob must be there already.
    package func upsert(_ rendition: Rendition) throws {
        try connection.run(
            """
            INSERT INTO rendition (clip_id, kind, blob_hash, content_type, width, height, layout, created_at)
            VALUES (\(rendition.clip), \(rendition.kind), \(rendition.blob), \(rendition.contentType),
                \(rendition.width), \(rendition.height), \(rendition.layout), \(rendition.createdAt))
            ON CONFLICT (clip_id, kind) DO UPDATE
            SET blob_hash = excluded.blob_hash, content_type = excluded.content_type, width = excluded.width,
                height = excluded.height, layout = excluded.layout, created_at = excluded.created_at
            """)
    }

    private static let columns: SQL = """
        rendition.clip_id, rendition.kind, rendition.blob_hash, blob.bytes, rendition.content_type, rendition.width,
        rendition.height, rendition.layout, rendition.created_at
        FROM rendition
        JOIN blob ON blob.hash = rendition.blob_hash
        """

    private static func rendition(_ row: Row) throws -> Rendition {
        Rendition(
            clip: try row.id("clip_id"), kind: try row.value("kind", as: RenditionKind.self),
            blob: try row.text("blob_hash"), bytes: try row.integer("bytes"),
            contentType: try row.text("content_type"), width: try row.intOrNil("width"),
            height: try row.intOrNil("height"), layout: try row.textOrNil("layout"),
            createdAt: try row.instant("created_at"))
    }
}
