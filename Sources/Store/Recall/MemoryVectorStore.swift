package import Database
package import Domain

/// Rows of `memory_parameters`: every vector that was ever fitted, those in use among them.
package struct MemoryVectorStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func insert(_ vector: MemoryVector) throws {
        try connection.run(
            """
            INSERT INTO memory_parameters (id, person_id, model, numbers, answers, old_loss, new_loss, upper_difference,
                state, created_at)
            VALUES (\(vector.id), \(vector.person), \(vector.model), \(try JSONText.write(vector.values)),
                \(vector.answers), \(vector.oldLoss), \(vector.newLoss), \(vector.upper), \(vector.state),
                \(vector.createdAt))
            """)
    }

    package func find(_ id: ID<MemoryVector>) throws -> MemoryVector? {
        try connection.row("SELECT \(Self.columns) FROM memory_parameters WHERE id = \(id)").map(Self.vector)
    }

    package func setState(_ state: MemoryVector.State, of id: ID<MemoryVector>) throws {
        try connection.run("UPDATE memory_parameters SET state = \(state) WHERE id = \(id)")
    }

    /// Takes the vectors of single people out of use: they were drawn towards another one of everybody's.
    package func rollBackOwn() throws {
        try connection.run(
            "UPDATE memory_parameters SET state = 'rolled_back' WHERE person_id IS NOT NULL AND state = 'deployed'")
    }

    /// The one in use for everybody, or for one person; nil while there is none.
    package func deployed(for person: ID<Person>?) throws -> MemoryVector? {
        let isTheirs: SQL = person.map { "person_id = \($0)" } ?? "person_id IS NULL"
        return try connection.row(
            """
            SELECT \(Self.columns) FROM memory_parameters
            WHERE \(isTheirs) AND state = 'deployed'
            ORDER BY created_at DESC, id DESC
            LIMIT 1
            """
        ).map(Self.vector)
    }

    /// The ones in use for single people.
    package func deployedForPeople() throws -> [ID<Person>: MemoryVector] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM memory_parameters
            WHERE person_id IS NOT NULL AND state = 'deployed'
            ORDER BY created_at, id
            """
        ).map(Self.vector).reduce(into: [:]) { vectors, vector in
            if let person = vector.person { vectors[person] = vector }
        }
    }

    /// Everybody's, latest first.
    package func pooled(limit: Int) throws -> [MemoryVector] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM memory_parameters
            WHERE person_id IS NULL
            ORDER BY created_at DESC, id DESC
            LIMIT \(limit)
            """
        ).map(Self.vector)
    }

    /// Differs after every fit and after every step back.
    package struct Fits: Sendable, Hashable {
        private let all: Int
        private let deployed: Int
        private let latest: Instant?

        fileprivate init(all: Int, deployed: Int, latest: Instant?) {
            self.all = all
            self.deployed = deployed
            self.latest = latest
        }
    }

    package func fits() throws -> Fits {
        let row = try connection.row(
            """
            SELECT COUNT(*) AS number, COUNT(*) FILTER (WHERE state = 'deployed') AS deployed,
                MAX(created_at) AS latest
            FROM memory_parameters
            """)
        return Fits(
            all: try row?.int("number") ?? 0, deployed: try row?.int("deployed") ?? 0,
            latest: try row?.instantOrNil("latest"))
    }

    private static let columns: SQL = """
        id, person_id, model, numbers, answers, old_loss, new_loss, upper_difference, state, created_at
        """

    private static func vector(_ row: Row) throws -> MemoryVector {
        MemoryVector(
            id: try row.id("id"), person: try row.idOrNil("person_id"), model: try row.text("model"),
            values: try JSONText.read(try row.text("numbers")), answers: try row.int("answers"),
            oldLoss: try row.realOrNil("old_loss"), newLoss: try row.realOrNil("new_loss"),
            upper: try row.realOrNil("upper_difference"), state: try row.value("state"),
            createdAt: try row.instant("created_at"))
    }
}
