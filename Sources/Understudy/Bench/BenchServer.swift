import Foundation

/// The server that is measured, as its clients see it.
struct BenchServer: Sendable {
    let port: Int
    let key: String

    private struct Page: Decodable {
        struct Item: Decodable {
            let id: String
        }
        let items: [Item]
    }

    /// Asks as the machine itself, or as the machine for a person.
    func machine(as email: String? = nil) -> LoadRequest {
        let person = email.map { "\r\nX-Understudy-As: \($0)" } ?? ""
        return LoadRequest(port: port, identity: "Authorization: Operator \(key)\(person)")
    }

    /// Signs somebody of the demo team in.
    func signIn(_ person: DemoPerson) async throws -> LoadRequest {
        let json = "{\"email\": \"\(person.email)\", \"password\": \"\(DemoPerson.password)\"}"
        let request = LoadRequest(port: port).send("POST", "/api/v1/session", json: json)
        let answer = try await onOwnThread { [port] in try LoadConnection(port: port).ask(request).head }
        guard answer.status == 201, let cookie = answer.cookie else {
            throw CommandFailed("\(person.email) cannot sign in: status \(answer.status).")
        }
        return LoadRequest(port: port, identity: "Cookie: \(cookie)")
    }

    /// Clips somebody may see, newest first, 200 at most.
    func clips(_ who: LoadRequest, shelf: String = "all") async throws -> [String] {
        let request = who.get("/api/v1/clips?limit=200&state=published&shelf=\(shelf)")
        return try await onOwnThread { [port] in
            let answer = try LoadConnection(port: port).ask(request, keepsBody: true)
            return try JSONDecoder().decode(Page.self, from: Data(answer.body)).items.map(\.id)
        }
    }

    /// Returns once lookups go by meaning; at once where there is no model.
    func waitForMeaning() async throws {
        let request = machine().get("/api/v1/lookup?q=price&limit=1")
        while try await onOwnThread({ [port] in
            let answer = try LoadConnection(port: port).ask(request, keepsBody: true)
            return Bytes.end(of: "\"meaning\":\"loading\"", in: answer.body) != nil
        }) {
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Returns once everything there is can be found.
    func waitForIndex() async throws {
        let request = machine().get("/api/v1/lookup?q=price&limit=1")
        while try await onOwnThread({ [port] in
            let answer = try LoadConnection(port: port).ask(request, keepsBody: true)
            return Bytes.end(of: "\"loading\":true", in: answer.body) != nil
        }) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
