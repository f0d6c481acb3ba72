import Database

/// The vectors of what is said in clips, of each model that made some: a start does not make them again.
extension Migrations {
    static let clipMeaning = Migration(number: 11, name: "clip meaning") { dialect in
        [
            """
            CREATE TABLE clip_meaning (
                clip_id text NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
                model text NOT NULL,
                vectors \(dialect.bytesType) NOT NULL,
                made_at bigint NOT NULL,
                PRIMARY KEY (clip_id, model)
            )
            """
        ]
    }
}
