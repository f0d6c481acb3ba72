package import Database
package import Domain

/// Rows of `clip_meaning`: the vectors of a clip's windows, as the bytes lookup keeps them in.
package struct MeaningStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Those of the clips that have some of this model.
    package func find(_ clips: [ID<Clip>], model: String) throws -> [ID<Clip>: [UInt8]] {
        try connection.rows(
            "SELECT clip_id, vectors FROM clip_meaning WHERE model = \(model) AND clip_id IN (\(list: clips))"
        ).reduce(into: [:]) { $0[try $1.id("clip_id")] = try $1.bytes("vectors") }
    }

    /// For every published clip a number that changes with anything lookup knows of it: a kept index tells by them what it has to
    /// read again.
    package func stamps(model: String) throws -> [ID<Clip>: UInt64] {
        try stamps(where: "clip.state = \(ClipState.published)", model)
    }

    /// The same of some clips.
    package func stamps(of clips: [ID<Clip>], model: String) throws -> [ID<Clip>: UInt64] {
        try stamps(where: "clip.id IN (\(list: clips))", model)
    }

    private func stamps(where condition: SQL, _ model: String) throws -> [ID<Clip>: UInt64] {
        try connection.rows(
            """
            SELECT clip.id, clip.version, clip.updated_at, clip.stage_id, clip.objection_id, clip.clip_type_id,
                clip.persona_id, clip.industry_id, clip_meaning.made_at
            FROM clip
            LEFT JOIN clip_meaning ON clip_meaning.clip_id = clip.id AND clip_meaning.model = \(model)
            WHERE \(condition)
            """
        ).reduce(into: [:]) { $0[try $1.id("id")] = try Self.stamp($1) }
    }

    static func stamp(_ row: Row) throws -> UInt64 {
        var stamp: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ value: UInt64) { stamp = (stamp ^ value) &* 0x100_0000_01B3 }
        mix(UInt64(bitPattern: Int64(try row.int("version"))))
        mix(UInt64(bitPattern: try row.instant("updated_at").milliseconds))
        mix(UInt64(bitPattern: try row.instantOrNil("made_at")?.milliseconds ?? -1))
        for column in ["stage_id", "objection_id", "clip_type_id", "persona_id", "industry_id"] {
            for byte in (try row.textOrNil(column) ?? "-").utf8 { mix(UInt64(byte)) }
            mix(0x1F)
        }
        return stamp
    }

    package func delete(model: String) throws {
        try connection.run("DELETE FROM clip_meaning WHERE model = \(model)")
    }

    /// Vectors of any other model.
    package func deleteAll(except models: [String]) throws {
        try connection.run("DELETE FROM clip_meaning WHERE model NOT IN (\(list: models))")
    }

    /// In place of what there was. Nothing happens when the clip is gone.
    package func put(_ vectors: [UInt8], of clip: ID<Clip>, model: String, at now: Instant) throws {
        try connection.run(
            """
            INSERT INTO clip_meaning (clip_id, model, vectors, made_at)
            SELECT id, \(model), \(vectors), \(now) FROM clip WHERE id = \(clip)
            ON CONFLICT (clip_id, model) DO UPDATE SET vectors = excluded.vectors, made_at = excluded.made_at
            """)
    }
}
