package import Database

/// Every change of the schema in order. Once merged, an entry never changes: new changes are new entries (STYLE rule 16).
package enum Migrations {
    package static let all: [Migration] = [
        people, taxonomy, clips, work, withdrawnNotices, countedClips, personLanguage, lookupUse, requests, packReports,
        clipMeaning, watches, reviewSets, assignments, recall, glossary, judging, feedback, feedbackInbox, news,
        commentRecordings, oneClock, watchedCues, buyersVoice, oldWatches, setRetention, recordings, practice, rubrics,
        promotion, severalNodes, endingBlobs,
    ]

    /// Refuses UPDATE and DELETE on a table in the database itself: what was written there stays.
    static func appendOnly(_ table: StaticString, on dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER \(literal: table)_stays BEFORE UPDATE ON \(literal: table)
                BEGIN SELECT RAISE(ABORT, 'append only'); END
                """,
                """
                CREATE TRIGGER \(literal: table)_is_kept BEFORE DELETE ON \(literal: table)
                BEGIN SELECT RAISE(ABORT, 'append only'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION \(literal: table)_append_only() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''append only''; END'
                """,
                """
                CREATE TRIGGER \(literal: table)_stays BEFORE UPDATE OR DELETE ON \(literal: table)
                FOR EACH ROW EXECUTE FUNCTION \(literal: table)_append_only()
                """,
            ]
        }
    }
}
