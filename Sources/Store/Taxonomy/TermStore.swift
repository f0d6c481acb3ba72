package import Database
package import Domain

/// Rows of `term`, and of `glossary_term`, which holds one more list of the same form.
package struct TermStore {
    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    package func taxonomy() throws -> Taxonomy {
        Taxonomy(terms: try list(), phrasings: try PhrasingStore(connection).list())
    }

    package func list() throws -> [Term] {
        try connection.rows("SELECT \(Self.columns) FROM \(Self.both) ORDER BY kind, position, label").map(Self.term)
    }

    package func find(_ id: ID<Term>) throws -> Term? {
        try connection.row("SELECT \(Self.columns) FROM \(Self.both) WHERE id = \(id)").map(Self.term)
    }

    /// - Throws: `Problem.conflict` `label_taken`.
    package func insert(_ term: Term) throws {
        let stage = try term.stage.map { try JSONText.write($0) }
        let objection = try term.objection.map { try JSONText.write($0) }
        let aliases = try JSONText.write(term.aliases)
        try mapped {
            try connection.run(
                """
                INSERT INTO \(Self.table(of: term.kind)) (id, kind, label, description, aliases, position, retired_at, merged_into,
                    stage_details, objection_details)
                VALUES (\(term.id), \(term.kind), \(term.label), \(term.description), \(aliases), \(term.position),
                    \(term.retiredAt), \(term.mergedInto), \(stage), \(objection))
                """)
        }
    }

    /// - Throws: `Problem.conflict` `label_taken`.
    package func update(_ term: Term) throws {
        let stage = try term.stage.map { try JSONText.write($0) }
        let objection = try term.objection.map { try JSONText.write($0) }
        let aliases = try JSONText.write(term.aliases)
        try mapped {
            try connection.run(
                """
                UPDATE \(Self.table(of: term.kind))
                SET label = \(term.label), description = \(term.description), aliases = \(aliases),
                    position = \(term.position), retired_at = \(term.retiredAt), merged_into = \(term.mergedInto),
                    stage_details = \(stage), objection_details = \(objection)
                WHERE id = \(term.id)
                """)
        }
    }

    /// -1 for an empty list.
    package func maxPosition(_ kind: TermKind) throws -> Int {
        try connection.count("SELECT COALESCE(MAX(position), -1) FROM \(Self.table(of: kind)) WHERE kind = \(kind)")
    }

    /// Everything that pointed at `id` points at `target`: clips, phrasings, entries merged earlier.
    package func merge(_ id: ID<Term>, into target: ID<Term>, at now: Instant) throws {
        guard var old = try find(id), var new = try find(target) else { throw Problem.notFound }
        new.aliases = (new.aliases + [old.label] + old.aliases).removingRepeats()
        old.mergedInto = target
        old.retiredAt = old.retiredAt ?? now
        try update(new)
        try update(old)
        let table = Self.table(of: old.kind)
        try connection.run(
            "UPDATE \(table) SET merged_into = \(target) WHERE merged_into = \(id) AND id <> \(target)")
        if let column = Self.clipColumn(of: old.kind) {
            try connection.run("UPDATE clip SET \(column) = \(target) WHERE \(column) = \(id)")
        }
        try connection.run(
            """
            UPDATE phrasing SET objection_id = \(target)
            WHERE objection_id = \(id)
                AND text NOT IN (SELECT text FROM phrasing WHERE objection_id = \(target))
            """)
    }

    /// Changes places with the active neighbour above (-1) or below (+1), if there is one.
    package func move(_ id: ID<Term>, by step: Int) throws {
        guard let term = try find(id) else { throw Problem.notFound }
        let active = try list().filter { $0.kind == term.kind && $0.isActive }
        guard let place = active.firstIndex(where: { $0.id == id }), active.indices.contains(place + step) else {
            return
        }
        var order = active
        order.swapAt(place, place + step)
        for (position, term) in order.enumerated() {
            try connection.run(
                "UPDATE \(Self.table(of: term.kind)) SET position = \(position) WHERE id = \(term.id)")
        }
    }

    private static func clipColumn(of kind: TermKind) -> SQL? {
        switch kind {
        case .stage: "stage_id"
        case .objection: "objection_id"
        case .persona: "persona_id"
        case .industry: "industry_id"
        case .clipType: "clip_type_id"
        case .product, .competitor, .glossary: nil
        }
    }

    private static func table(of kind: TermKind) -> SQL { kind == .glossary ? "glossary_term" : "term" }

    private static let both: SQL = """
        (SELECT \(columns) FROM term UNION ALL SELECT \(columns) FROM glossary_term) AS entry
        """

    private static let columns: SQL = """
        id, kind, label, description, aliases, position, retired_at, merged_into, stage_details, objection_details
        """

    private static func term(_ row: Row) throws -> Term {
        Term(
            id: try row.id("id"), kind: try row.value("kind", as: TermKind.self), label: try row.text("label"),
            description: try row.text("description"), aliases: try JSONText.read(row.text("aliases")),
            position: try row.int("position"), retiredAt: try row.instantOrNil("retired_at"),
            mergedInto: try row.idOrNil("merged_into"),
            stage: try row.textOrNil("stage_details").map { try JSONText.read($0) },
            objection: try row.textOrNil("objection_details").map { try JSONText.read($0) })
    }
}

extension Array where Element: Hashable {
    fileprivate func removingRepeats() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
