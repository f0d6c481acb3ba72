package import Database
package import Domain

/// Rows of `person`.
package struct PersonStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Somebody new, who has chosen no language yet.
    /// - Throws: `Problem.conflict` `email_taken`.
    package func insert(_ person: Person, passwordHash: String?) throws {
        try mapped {
            try connection.run(
                """
                INSERT INTO person (id, name, email, role, password_hash, created_at, deactivated_at)
                VALUES (\(person.id), \(person.name), \(person.email), \(person.role), \(passwordHash),
                    \(person.createdAt), \(person.deactivatedAt))
                """)
        }
    }

    package func find(_ id: ID<Person>) throws -> Person? {
        try connection.row("SELECT \(Self.columns) FROM person WHERE id = \(id)").map(Self.person)
    }

    package func find(email: String) throws -> (person: Person, passwordHash: String?)? {
        let row = try connection.row(
            "SELECT \(Self.columns), password_hash FROM person WHERE email = \(email.lowercased())")
        return try row.map { (try Self.person($0), try $0.textOrNil("password_hash")) }
    }

    package func passwordHash(of id: ID<Person>) throws -> String? {
        try connection.row("SELECT password_hash FROM person WHERE id = \(id)")?.textOrNil("password_hash")
    }

    /// Everyone, by name.
    package func list() throws -> [Person] {
        try connection.rows("SELECT \(Self.columns) FROM person ORDER BY lower(name), id").map(Self.person)
    }

    /// What these people are called.
    package func names(of ids: some Sequence<ID<Person>>) throws -> [ID<Person>: String] {
        try connection.rows("SELECT id, name FROM person WHERE id IN (\(list: Set(ids).sorted { $0.text < $1.text }))")
            .reduce(into: [:]) { $0[try $1.id("id")] = try $1.text("name") }
    }

    /// Name, address, role, language and whether the account is closed.
    /// - Throws: `Problem.conflict` `email_taken`.
    package func update(_ person: Person) throws {
        try mapped {
            try connection.run(
                """
                UPDATE person
                SET name = \(person.name), email = \(person.email), role = \(person.role),
                    deactivated_at = \(person.deactivatedAt), language = \(person.language)
                WHERE id = \(person.id)
                """)
        }
    }

    package func setPasswordHash(_ hash: String, of id: ID<Person>) throws {
        try connection.run("UPDATE person SET password_hash = \(hash) WHERE id = \(id)")
    }

    package func count() throws -> Int {
        try connection.count("SELECT COUNT(*) FROM person")
    }

    package func countActiveAdmins() throws -> Int {
        try connection.count(
            "SELECT COUNT(*) FROM person WHERE role = \(Role.admin) AND deactivated_at IS NULL")
    }

    static let columns: SQL = "id, name, email, role, created_at, deactivated_at, language"

    static func person(_ row: Row) throws -> Person {
        Person(
            id: try row.id("id"), name: try row.text("name"), email: try row.text("email"),
            role: try row.value("role", as: Role.self), createdAt: try row.instant("created_at"),
            deactivatedAt: try row.instantOrNil("deactivated_at"), language: try row.textOrNil("language"))
    }
}
