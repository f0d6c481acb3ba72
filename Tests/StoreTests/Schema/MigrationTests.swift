import Database
import Domain
import Rehearsal
import Store
import Testing

struct MigrationTests {
    private static func schema(of database: any Database) async throws -> [String] {
        try await database.read { connection in
            let query: SQL =
                switch connection.dialect {
                case .sqlite:
                    "SELECT type, name, COALESCE(sql, '') AS definition FROM sqlite_master ORDER BY type, name"
                case .postgres:
                    """
                    SELECT 'index' AS type, indexname AS name, indexdef AS definition FROM pg_indexes
                    WHERE schemaname = current_schema()
                    UNION ALL
                    SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable
                    FROM information_schema.columns WHERE table_schema = current_schema()
                    ORDER BY type, name
                    """
                }
            return try connection.rows(query).map {
                try "\($0.text("type")) \($0.text("name")) \($0.text("definition"))"
            }
        }
    }

    @Test func migrationsAreNumberedWithoutGaps() {
        #expect(Migrations.all.map(\.number) == Array(1...Migrations.all.count))
        #expect(Set(Migrations.all.map(\.name)).count == Migrations.all.count)
    }

    @Test(arguments: Engine.available)
    func secondRunFindsNothingToDo(engine: Engine) async throws {
        let world = TestWorld()
        let database = try await TestDatabases.make(engine, world: world)
        let before = try await Self.schema(of: database)
        let applied = try await Migrator(Migrations.all, world: world.world).migrate(database)
        #expect(applied.isEmpty)
        #expect(try await Self.schema(of: database) == before)
    }

    @Test(arguments: 1..<Migrations.all.count)
    func databaseOfAnOlderServerEndsUpLikeAFreshOne(count: Int) async throws {
        let world = TestWorld()
        let database = try SQLiteDatabase.inMemory()
        try await Migrator(Array(Migrations.all.prefix(count)), world: world.world).migrate(database)
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        let fresh = try await TestDatabases.make(.sqlite)
        #expect(try await Self.schema(of: database) == Self.schema(of: fresh))
    }

    @Test(arguments: Engine.available)
    func clocksAndMailsOfAnOlderServerAreKeptInOnePlace(engine: Engine) async throws {
        let number = try #require(Migrations.all.first { $0.name == "one clock" }).number
        let database = try await TestDatabases.empty(engine)
        try await Migrator(Array(Migrations.all.prefix(number - 1)), world: TestWorld().world).migrate(database)
        try await database.write { connection in
            for name in ["told", "chose", "behind", "both"] {
                try connection.run(
                    """
                    INSERT INTO person (id, name, email, role, created_at)
                    VALUES (\(name), \(name), \(name), 'rep', 0)
                    """)
            }
            try connection.run("INSERT INTO person_zone (person_id, time_zone) VALUES ('told', 'Asia/Tokyo')")
            for name in ["told", "chose"] {
                try connection.run(
                    """
                    INSERT INTO recall_habit (person_id, time_zone, cues_per_day, minutes_per_day, quiet_days, four_grades,
                        updated_at)
                    VALUES (\(name), 'Europe/Berlin', 5, 5, '', FALSE, 0)
                    """)
            }
            try connection.run(
                """
                INSERT INTO news_choice (person_id, silent, wants_digest, clock_offset, updated_at)
                VALUES ('behind', '', TRUE, -420, 0)
                """)
            try connection.run("INSERT INTO digest (person_id, day, lines, made_at) VALUES ('both', 5, 3, 10)")
            try connection.run("INSERT INTO news_digest (person_id, sent_on, sent_at) VALUES ('both', 6, 20)")
        }
        try await Migrator(Migrations.all, world: TestWorld().world).migrate(database)
        try await database.read { connection in
            let zones = try ZoneStore(connection).zones(of: ["told", "chose", "behind", "both"].map { ID($0) })
            #expect(
                zones.reduce(into: [:]) { $0[$1.key.text] = $1.value.name } == [
                    "told": "Asia/Tokyo", "chose": "Europe/Berlin", "behind": "Etc/GMT+7",
                ])
            #expect(try DigestStore(connection).last(to: ID("both")) == Instant(milliseconds: 20))
        }
    }

    @Test func rowsWrittenByAnOlderServerAreStillThereAfterwards() async throws {
        let world = TestWorld()
        let database = try SQLiteDatabase.inMemory()
        try await Migrator(Array(Migrations.all.prefix(1)), world: world.world).migrate(database)
        let person = Person(id: world.id(), name: "Ana", email: "ana@example.com", role: .rep, createdAt: world.now)
        try await database.write { try PersonStore($0).insert(person, passwordHash: nil) }
        try await Migrator(Migrations.all, world: world.world).migrate(database)
        #expect(try await database.read { try PersonStore($0).list() } == [person])
    }
}
