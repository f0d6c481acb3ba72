package import Database
package import Domain

/// Rows of `team` and `team_member`.
package struct TeamStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// - Throws: `Problem.conflict` `team_taken`.
    package func insert(_ team: Team) throws {
        try mapped {
            try connection.run(
                "INSERT INTO team (id, name, created_at) VALUES (\(team.id), \(team.name), \(team.createdAt))")
        }
    }

    package func find(_ id: ID<Team>) throws -> Team? {
        try connection.row("SELECT id, name, created_at FROM team WHERE id = \(id)").map(Self.team)
    }

    package func find(name: String) throws -> Team? {
        try connection.row("SELECT id, name, created_at FROM team WHERE name = \(name)").map(Self.team)
    }

    package func list() throws -> [Team] {
        try connection.rows("SELECT id, name, created_at FROM team ORDER BY lower(name), id").map(Self.team)
    }

    package func rename(_ id: ID<Team>, to name: String) throws {
        try mapped { try connection.run("UPDATE team SET name = \(name) WHERE id = \(id)") }
    }

    package func teams(of person: ID<Person>) throws -> Set<ID<Team>> {
        Set(
            try connection.rows("SELECT team_id FROM team_member WHERE person_id = \(person)")
                .map { try $0.id("team_id", of: Team.self) })
    }

    /// By person; whoever is in no team is not in it.
    package func teams(of people: [ID<Person>]) throws -> [ID<Person>: Set<ID<Team>>] {
        try connection.rows("SELECT person_id, team_id FROM team_member WHERE person_id IN (\(list: people))")
            .reduce(into: [:]) { $0[try $1.id("person_id"), default: []].insert(try $1.id("team_id")) }
    }

    /// The people of a team, by name.
    package func members(of team: ID<Team>) throws -> [Person] {
        try connection.rows(
            """
            SELECT person.id, person.name, person.email, person.role, person.created_at, person.deactivated_at,
                person.language
            FROM person
            JOIN team_member ON team_member.person_id = person.id
            WHERE team_member.team_id = \(team)
            ORDER BY lower(person.name), person.id
            """
        ).map(PersonStore.person)
    }

    /// Joining twice is joining once.
    package func add(_ person: ID<Person>, to team: ID<Team>, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO team_member (team_id, person_id, joined_at)
            VALUES (\(team), \(person), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Exactly these people; who stays keeps the date of joining.
    package func setMembers(of team: ID<Team>, to people: [ID<Person>], at now: Instant) throws {
        try connection.run(
            "DELETE FROM team_member WHERE team_id = \(team) AND person_id NOT IN (\(list: people + [ID("nobody")]))")
        for person in people { try add(person, to: team, at: now) }
    }

    private static func team(_ row: Row) throws -> Team {
        Team(id: try row.id("id"), name: try row.text("name"), createdAt: try row.instant("created_at"))
    }
}
