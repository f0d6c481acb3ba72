import Database
import Domain
import Foundation

/// The same clips and the same questions in a database's own full text search, in this process: what lookup is compared with.
struct FullTextBench: Sendable {
    struct Figures: Sendable, Encodable {
        let engine: String
        let buildSeconds: Double
        let milliseconds: Timings
    }

    let ground: BenchGround
    let requests: Int
    /// Where a PostgreSQL server takes connections; nil leaves it out.
    let postgres: String?

    func run() async throws -> [Figures] {
        var figures = [try await sqlite()]
        if let postgres, let found = try await PostgresFullText(address: postgres, ground: ground).run(texts) {
            figures.append(found)
        }
        return figures
    }

    /// Each as its words: any of them will do.
    private var texts: [[String]] {
        QueryMaker(corpus: ground.corpus).queries(max(requests, 50) * 2).filter { !$0.isTyping }
            .map { $0.text.split(separator: " ").map { $0.filter(\.isLetter) }.filter { !$0.isEmpty } }
            .filter { !$0.isEmpty }
    }

    private func sqlite() async throws -> Figures {
        let file = "\(ground.settings.storage)/bench-full-text.sqlite"
        // Also what a run that was ended has left.
        func clear() {
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + ending) }
        }
        clear()
        defer { clear() }
        let database = try SQLiteDatabase(path: file)
        let start = World.live.uptimeSeconds()
        try await database.write { connection in
            try connection.run("CREATE VIRTUAL TABLE said USING fts5(title, body, tokenize = 'porter unicode61')")
        }
        for first in stride(from: 0, to: ground.clips, by: 500) {
            let rows = (first..<min(first + 500, ground.clips)).map { ground.corpus.clip($0) }.flatMap(Self.windows)
            try await database.write { connection in
                for row in rows {
                    try connection.run("INSERT INTO said (title, body) VALUES (\(row.title), \(row.body))")
                }
            }
        }
        let built = World.live.uptimeSeconds()
        var took: [Double] = []
        for words in texts {
            let question = words.map { "\"\($0)\"" }.joined(separator: " OR ")
            let begin = World.live.uptimeSeconds()
            _ = try await database.read { connection in
                try connection.rows(
                    "SELECT rowid, bm25(said) AS rank FROM said WHERE said MATCH \(question) ORDER BY rank LIMIT 10")
            }
            took.append(World.live.uptimeSeconds() - begin)
        }
        try database.close()
        return Figures(
            engine: "SQLite FTS5", buildSeconds: built - start, milliseconds: Timings(seconds: Array(took.dropFirst(5)))
        )
    }

    /// Stretches of about as many words as lookup's windows have.
    static func windows(of clip: SyntheticClip) -> [(title: String, body: String)] {
        var windows: [(title: String, body: String)] = []
        var body: [String] = []
        var count = 0
        for line in clip.lines {
            body.append(line.text)
            count += line.words.count
            guard count >= 30 else { continue }
            windows.append((clip.details.title, body.joined(separator: " ")))
            (body, count) = ([], 0)
        }
        if !body.isEmpty { windows.append((clip.details.title, body.joined(separator: " "))) }
        return windows
    }
}
