package import Database
package import Domain

/// Rows of `api_token`. Secrets come in as SHA-256 only.
package struct TokenStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ token: APIToken, secretHash: String) throws {
        let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ",")
        try connection.run(
            """
            INSERT INTO api_token (id, secret_hash, person_id, name, scopes, created_at, expires_at, last_used_at)
            VALUES (\(token.id), \(secretHash), \(token.person), \(token.name), \(scopes), \(token.createdAt),
                \(token.expiresAt), \(token.lastUsedAt))
            """)
    }

    /// The token, its person and their teams as they are at this moment.
    package struct Found: Sendable {
        package let token: APIToken
        package let person: Person
        package let teams: Set<ID<Team>>
    }

    package func find(id: ID<APIToken>, secretHash: String) throws -> Found? {
        let row = try connection.row(
            "SELECT \(Self.columns) FROM api_token WHERE id = \(id) AND secret_hash = \(secretHash)")
        guard let row else { return nil }
        let token = try Self.token(row)
        guard let person = try PersonStore(connection).find(token.person) else { return nil }
        return Found(token: token, person: person, teams: try TeamStore(connection).teams(of: person.id))
    }

    /// A person's tokens, newest first.
    package func list(of person: ID<Person>) throws -> [APIToken] {
        try connection.rows(
            "SELECT \(Self.columns) FROM api_token WHERE person_id = \(person) ORDER BY created_at DESC, id DESC"
        ).map(Self.token)
    }

    package func delete(_ id: ID<APIToken>, of person: ID<Person>) throws -> Bool {
        try connection.run("DELETE FROM api_token WHERE id = \(id) AND person_id = \(person)") > 0
    }

    package func deleteAll(of person: ID<Person>) throws {
        try connection.run("DELETE FROM api_token WHERE person_id = \(person)")
    }

    package func touch(_ id: ID<APIToken>, at now: Instant) throws {
        try connection.run("UPDATE api_token SET last_used_at = \(now) WHERE id = \(id)")
    }

    private static let columns: SQL = "id, person_id, name, scopes, created_at, expires_at, last_used_at"

    private static func token(_ row: Row) throws -> APIToken {
        APIToken(
            id: try row.id("id"), person: try row.id("person_id"), name: try row.text("name"),
            scopes: Set(try row.text("scopes").split(separator: ",").compactMap { Scope(rawValue: String($0)) }),
            createdAt: try row.instant("created_at"), expiresAt: try row.instant("expires_at"),
            lastUsedAt: try row.instantOrNil("last_used_at"))
    }
}
