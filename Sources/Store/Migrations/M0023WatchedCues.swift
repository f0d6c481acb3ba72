import Database

/// Whoever agreed is asked what they watched to its end.
extension Migrations {
    static let watchedCues = Migration(number: 23, name: "watched cues") { _ in
        ["ALTER TABLE recall_habit ADD COLUMN enters_watched boolean NOT NULL DEFAULT FALSE"]
    }
}
