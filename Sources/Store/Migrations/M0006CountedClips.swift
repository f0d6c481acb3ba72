import Database

/// Everything by which clips are counted, so that counting reads no clip.
extension Migrations {
    static let countedClips = Migration(number: 6, name: "counted clips") { _ in
        [
            """
            CREATE INDEX clip_counted ON clip (state, visibility, team_id, owner_id, stage_id, objection_id, id)
            """
        ]
    }
}
