import Database

/// One clock of each person instead of three, and one mail a day instead of two: what recall and notifications kept of both
/// goes to where assignments keep it.
extension Migrations {
    static let oneClock = Migration(number: 22, name: "one clock") { _ in
        [
            """
            INSERT INTO person_zone (person_id, time_zone)
            SELECT person_id, time_zone FROM recall_habit
            WHERE person_id NOT IN (SELECT person_id FROM person_zone)
            """,
            // Zones of whole hours have a name; the sign is the other way round there.
            """
            INSERT INTO person_zone (person_id, time_zone)
            SELECT person_id, 'Etc/GMT' || CASE WHEN clock_offset < 0 THEN '+' ELSE '-' END
                || CAST(abs(clock_offset) / 60 AS text)
            FROM news_choice
            WHERE clock_offset <> 0 AND clock_offset % 60 = 0 AND clock_offset >= -720
                AND person_id NOT IN (SELECT person_id FROM person_zone)
            """,
            "ALTER TABLE recall_habit DROP COLUMN time_zone",
            "ALTER TABLE news_choice DROP COLUMN clock_offset",
            "ALTER TABLE digest ADD COLUMN sent_at bigint",
            "UPDATE digest SET sent_at = made_at",
            """
            INSERT INTO digest (person_id, day, lines, made_at, sent_at)
            SELECT person_id, sent_on, 1, sent_at, sent_at FROM news_digest
            WHERE NOT EXISTS (
                SELECT 1 FROM digest WHERE digest.person_id = news_digest.person_id AND digest.day = news_digest.sent_on)
            """,
            "DROP TABLE news_digest",
        ]
    }
}
