import Foundation

/// Writes what is known about a clip through the API; entries of lists may be named by id, label or alias.
struct ClipEditor {
    let client: ServerClient

    private struct Lists: Decodable {
        struct Term: Decodable {
            let id: String
            let kind: String
            let label: String
            let aliases: [String]
        }
        let terms: [Term]
    }

    private struct Speaker: Encodable {
        let name: String
    }

    private struct Edit: Encodable {
        var title: String?
        var description: String?
        var stage: String?
        var objection: String?
        var clipType: String?
        var persona: String?
        var industry: String?
        var language: String?
        var speakers: [Speaker]?
        var tags: [String]?
    }

    /// - Throws: `CommandFailed` for an entry no list has.
    func apply(_ row: ClipManifest.Row, to clip: String) async throws {
        let lists: Lists = try await client.get("/api/v1/taxonomy").checked().decoded()
        func term(_ column: String) throws -> String? {
            guard let name = row[column], !name.isEmpty else { return nil }
            let known = lists.terms.filter { $0.kind == column }
            let found = known.first {
                ([$0.id, $0.label] + $0.aliases).contains { $0.lowercased() == name.lowercased() }
            }
            guard let found else { throw CommandFailed("There is no \(column) called \(name).") }
            return found.id
        }
        func text(_ column: String) -> String? { row[column].flatMap { $0.isEmpty ? nil : $0 } }
        func list(_ column: String) -> [String]? { text(column)?.split(separator: ";").map { String($0) } }
        let edit = Edit(
            title: text("title"), description: text("description"), stage: try term("stage"),
            objection: try term("objection"), clipType: try term("clip_type"), persona: try term("persona"),
            industry: try term("industry"), language: text("language"),
            speakers: list("speakers")?.map(Speaker.init), tags: list("tags"))
        _ = try await client.sendJSON("PATCH", "/api/v1/clips/\(clip)", edit).checked()
    }
}
