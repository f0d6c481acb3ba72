import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// The API document and the routes are the same thing.
struct OpenAPITests {
    @Test func documentNamesEveryRouteAndNothingElse() async throws {
        try await Stage.open { stage in
            let document = try Self.document(try await stage.ask(.anon, .get, "/api/openapi.json").text)
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let written = paths.flatMap { path, operations in operations.keys.map { "\($0.uppercased()) \(path)" } }
            let routes = stage.web.table.routes.filter { $0.surface != .page && $0.surface != .asset }
            #expect(written.sorted() == routes.map { "\($0.method.rawValue) \($0.path)" }.sorted())
            #expect(document["openapi"] as? String == "3.1.0")
        }
    }

    /// Our own parser takes no more keys than a request may have; the document has more.
    private static func document(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func everyReferenceLeadsSomewhere() async throws {
        try await Stage.open { stage in
            let text = try await stage.ask(.anon, .get, "/api/openapi.json").text
            let components = try #require(try Self.document(text)["components"] as? [String: Any])
            let known = Set(try #require(components["schemas"] as? [String: Any]).keys)
            let named = text.components(separatedBy: "#/components/schemas/").dropFirst().compactMap {
                $0.split(separator: "\"").first.map(String.init)
            }
            #expect(Set(named).subtracting(known) == [])
        }
    }

    @Test func operationIdsAreUnique() async throws {
        try await Stage.open { stage in
            let text = try await stage.ask(.anon, .get, "/api/openapi.json").text
            let ids = text.components(separatedBy: "\"operationId\":\"").dropFirst().compactMap {
                $0.split(separator: "\"").first.map(String.init)
            }
            #expect(ids.count > 60)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func oneNameMeansOneShape() async throws {
        try await Stage.open { stage in
            let roots = stage.web.table.routes.flatMap { [$0.about.input, $0.about.output].compactMap { $0 } }
            let shapes = Dictionary(grouping: roots.flatMap(\.named), by: \.name)
            for (name, found) in shapes {
                #expect(Set(found.map(\.schema.definition.jsonText)).count == 1, "\(name) has two shapes")
            }
        }
    }

    @Test(arguments: MatrixRow.matrix)
    func answersFitTheDocument(row: MatrixRow) async throws {
        try await Stage.open(practising: row.needsTakes) { stage in
            let answer = try await stage.ask(
                .admin, row.method, row.path, json: row.json, headers: row.headers, body: row.body)
            let path = stage.path(row.path).replacingOccurrences(of: "{me}", with: "admin")
            let bare = path.split(separator: "?").first.map(String.init) ?? ""
            let route = stage.web.table.routes.first { $0.method == row.method && RouteTable.matches($0.path, bare) }
            guard let route, answer.status < 300 else { return }
            #expect(answer.status == route.about.status || answer.status == 206)
            guard let schema = route.about.output else { return }
            #expect(SchemaCheck.problems(try #require(answer.json), schema) == [])
        }
    }

    @Test func problemsFitTheDocument() async throws {
        try await Stage.open { stage in
            let answer = try await stage.ask(.owner, .patch, "/api/v1/clips/{team}", json: #"{"nonsense":1}"#)
            #expect(answer.status == 422)
            #expect(SchemaCheck.problems(try #require(answer.json), ProblemAnswers.schema) == [])
        }
    }
}
