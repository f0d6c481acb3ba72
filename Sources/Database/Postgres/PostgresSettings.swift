import Domain
import Foundation

/// How the servers are reached (DS-5). The address is libpq's own: several hosts may be listed, the one that writes is taken.
package struct PostgresSettings: Sendable {
    /// `postgresql://person:password@host1,host2/database?...`; never logged.
    package let address: String
    /// Connections that read, for each process.
    package var readers: Int
    /// Where the tables lie; the server's own choice when nil.
    package var schema: String?
    /// What the server calls our connections: the name of this node.
    package var name = "understudy"
    /// A standby is taken where there is one, and the one that writes otherwise.
    package var prefersStandby = false
    /// A pooler in transaction mode stands between: nothing may be kept in a session.
    package var isPooled: Bool

    package init(address: String, readers: Int = 6, isPooled: Bool = false) {
        self.address = address
        self.readers = max(1, readers)
        self.isPooled = isPooled
    }

    /// Whether this is the address of a PostgreSQL server at all.
    package static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// What libpq is given beside the address; later words win over those in it.
    var options: [String: String] {
        var options = [
            "dbname": address, "target_session_attrs": prefersStandby ? "prefer-standby" : "read-write",
            "connect_timeout": "3",
            "tcp_user_timeout": "5000", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
            "application_name": name, "client_encoding": "UTF8",
        ]
        if !isPooled {
            let path = schema.map { [("search_path", $0)] } ?? []
            options["options"] = (Self.limits + Self.watch + path).map { "-c \($0.0)=\($0.1)" }.joined(separator: " ")
        }
        return options
    }

    /// What begins each transaction where a session keeps nothing.
    var localLimits: [String] {
        isPooled ? Self.limits.map { "SET LOCAL \($0.name) = '\($0.value)'" } : []
    }

    /// The server notices within half a minute that our machine is gone, and gives up what we held.
    private static let watch: [(name: String, value: String)] = [
        ("tcp_keepalives_idle", "10"), ("tcp_keepalives_interval", "5"), ("tcp_keepalives_count", "3"),
    ]

    private static let limits: [(name: String, value: String)] = [
        ("statement_timeout", "15s"), ("idle_in_transaction_session_timeout", "30s"), ("lock_timeout", "5s"),
    ]
}
