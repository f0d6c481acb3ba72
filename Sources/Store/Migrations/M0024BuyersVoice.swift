import Database

/// The seconds in which the buyer is heard, where a cue is answered.
extension Migrations {
    static let buyersVoice = Migration(number: 24, name: "buyers voice") { _ in
        [
            "ALTER TABLE cue_moment ADD COLUMN voice_start_ms bigint CHECK (voice_start_ms >= 0)",
            "ALTER TABLE cue_moment ADD COLUMN voice_end_ms bigint CHECK (voice_end_ms > 0)",
        ]
    }
}
