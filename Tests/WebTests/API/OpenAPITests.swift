import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Web

/// The API document and the routes are the same thing.
struct OpenAPITests {
    @Test func documentNamesEveryRouteAndNothingElse() async throws {
        try await Stage.open { stage in
            let document = try #require(try await stage.ask(.anon, .get, "/api/openapi.json").json)
            guard case .object(let paths) = document["paths"] else { return #expect(Bool(false), "no paths") }
            let written = paths.flatMap { path -> [String] in
                guard case .object(let operations) = path.value else { return [] }
                return operations.map { "\($0.key.uppercased()) \(path.key)" }
            }
            let routes = stage.web.table.routes.filter { $0.surface != .page && $0.surface != .asset }
            #expect(written.sorted() == routes.map { "\($0.method.rawValue) \($0.path)" }.sorted())
            #expect(document["openapi"] == .text("3.1.0"))
        }
    }

    @Test func everyReferenceLeadsSomewhere() async throws {
        try await Stage.open { stage in
            let text = try await stage.ask(.anon, .get, "/api/openapi.json").text
            let document = try #require(try? JSONParser.parse(Array(text.utf8)))
            guard case .object(let schemas) = document["components"]?["schemas"] else {
                return #expect(Bool(false), "no schemas")
            }
            let known = Set(schemas.map(\.key))
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
        try await Stage.open { stage in
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
