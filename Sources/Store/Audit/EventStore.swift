import Crypto
package import Database
package import Domain
import Foundation

/// Rows of `event`, the audit: appended, never changed, each with a hash over itself and the one before.
package struct EventStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// An event as it was written.
    package struct Stored: Sendable, Hashable {
        package let sequence: Int64
        package let id: ID<Event>
        package let event: Event
        package let at: Instant
        package let hash: String
    }

    package func append(_ event: Event, id: ID<Event>, at now: Instant) throws {
        let last = try connection.row("SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1")
        let sequence = try (last?.integer("sequence") ?? 0) + 1
        let hash = Self.hash(after: try last?.text("hash") ?? "", sequence, id, event, now)
        try connection.run(
            """
            INSERT INTO event (sequence, id, name, actor_id, is_operator, object, note, created_at, hash)
            VALUES (\(sequence), \(id), \(event.name), \(event.actor), \(event.isOperator), \(event.object),
                \(event.note), \(now), \(hash))
            """)
    }

    /// Newest first; of one object, or all.
    package func list(object: String? = nil, before sequence: Int64? = nil, limit: Int) throws -> [Stored] {
        let ofObject: SQL = if let object { "object = \(object)" } else { "TRUE" }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM event
            WHERE sequence < \(sequence ?? Int64.max) AND \(ofObject)
            ORDER BY sequence DESC
            LIMIT \(limit)
            """
        ).map(Self.stored)
    }

    /// The sequence of the first row that does not follow from the one before; nil when the chain is whole.
    package func firstBreak() throws -> Int64? {
        var hash = ""
        var last: Int64 = 0
        while true {
            let rows = try connection.rows(
                "SELECT \(Self.columns) FROM event WHERE sequence > \(last) ORDER BY sequence LIMIT 1000"
            ).map(Self.stored)
            if rows.isEmpty { return nil }
            for row in rows {
                let expected = Self.hash(after: hash, row.sequence, row.id, row.event, row.at)
                guard row.sequence == last + 1, row.hash == expected else { return row.sequence }
                hash = row.hash
                last = row.sequence
            }
        }
    }

    private static let columns: SQL = "sequence, id, name, actor_id, is_operator, object, note, created_at, hash"

    private static func stored(_ row: Row) throws -> Stored {
        Stored(
            sequence: try row.integer("sequence"), id: try row.id("id"),
            event: Event(
                try row.text("name"), actor: try row.idOrNil("actor_id"), isOperator: try row.flag("is_operator"),
                object: try row.textOrNil("object"), note: try row.text("note")),
            at: try row.instant("created_at"), hash: try row.text("hash"))
    }

    /// SHA-256 over the hash before and every field with its length in front, so that no two rows read the same.
    private static func hash(
        after previous: String, _ sequence: Int64, _ id: ID<Event>, _ event: Event, _ at: Instant
    ) -> String {
        let fields = [
            previous, String(sequence), id.text, event.name, event.actor?.text ?? "", String(event.isOperator),
            event.object ?? "", event.note, String(at.milliseconds),
        ]
        let text = fields.map { "\($0.utf8.count):\($0)" }.joined()
        return Hex.text(SHA256.hash(data: Data(text.utf8)))
    }
}
