import Database

/// How surely the cues of a set are to be known.
extension Migrations {
    static let setRetention = Migration(number: 26, name: "set retention") { _ in
        [
            """
            ALTER TABLE review_set ADD COLUMN retention double precision
                CHECK (retention >= 0.75 AND retention <= 0.97)
            """
        ]
    }
}
