import Domain

/// How long pages take and how large they are, for the people who open them.
struct PagesBench: Sendable {
    struct Figures: Sendable, Encodable {
        let role: String
        let page: String
        /// From the first byte of the question to the last of the answer, one at a time on a kept connection.
        let milliseconds: Timings
        let plainBytes: Int
        /// As sent to a browser that takes compressed answers; nil when the server does not compress.
        let compressedBytes: Int?
    }

    let ground: BenchGround
    let requests: Int

    private struct Page {
        let role: Role
        let name: String
        let paths: [String]
        let who: LoadRequest
    }

    func run(_ server: BenchServer) async throws -> [Figures] {
        var figures: [Figures] = []
        for page in try await pages(server) {
            figures.append(try await measure(page, server))
        }
        return figures
    }

    private func pages(_ server: BenchServer) async throws -> [Page] {
        let queries = QueryMaker(corpus: ground.corpus).queries(40).map { "/lookup?q=\(LoadRequest.escaped($0.text))" }
        var pages: [Page] = []
        for person in [DemoPerson.tomasz, .ingrid, .sam] {
            let who = try await server.signIn(person)
            func add(_ name: String, _ paths: [String]) {
                pages.append(Page(role: person.role, name: name, paths: paths, who: who))
            }
            let clips = try await server.clips(who)
            add("today", ["/"])
            add("lookup", ["/lookup"])
            add("lookup of words", queries)
            add("clips", ["/clips"])
            add("clip", clips.map { "/clips/\($0)" })
            guard person.role != .rep else { continue }
            let own = person.role == .admin ? clips : try await server.clips(who, shelf: "team")
            add("edit", own.map { "/clips/\($0)/edit" })
            guard person.role == .admin else { continue }
            for name in ["", "/people", "/teams", "/taxonomy", "/jobs", "/storage"] {
                add("admin\(name)", ["/admin\(name)"])
            }
        }
        return pages
    }

    private func measure(_ page: Page, _ server: BenchServer) async throws -> Figures {
        let requests = requests
        return try await onOwnThread {
            let connection = LoadConnection(port: server.port)
            let questions = page.paths.map { page.who.get($0, fields: ["Accept-Encoding: gzip"]) }
            guard let first = questions.first, let path = page.paths.first else {
                throw CommandFailed("There is no \(page.name) page to measure.")
            }
            let plain = try connection.ask(page.who.get(path))
            let compressed = try connection.ask(first)
            guard plain.head.status == 200 else {
                throw CommandFailed("\(path) answered with status \(plain.head.status).")
            }
            var seconds: [Double] = []
            for number in 0..<requests {
                let start = World.live.uptimeSeconds()
                let answer = try connection.ask(questions[number % questions.count])
                seconds.append(World.live.uptimeSeconds() - start)
                guard answer.head.status == 200 else {
                    throw CommandFailed("\(page.name) answered with status \(answer.head.status).")
                }
            }
            return Figures(
                role: page.role.rawValue, page: page.name, milliseconds: Timings(seconds: seconds),
                plainBytes: plain.bodyBytes,
                compressedBytes: compressed.head.isCompressed ? compressed.bodyBytes : nil)
        }
    }
}
