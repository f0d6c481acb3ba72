import Domain
import Foundation

/// The same in PostgreSQL, through its own client, so that its own figures of time are the ones compared.
struct PostgresFullText: Sendable {
    let address: String
    let ground: BenchGround

    private static let client = "/usr/bin/psql"

    /// - Returns: nil when there is no client or it cannot connect.
    func run(_ texts: [[String]]) async throws -> FullTextBench.Figures? {
        guard FileManager.default.isExecutableFile(atPath: Self.client) else { return nil }
        let folder = ground.settings.storage
        let data = "\(folder)/bench-full-text.tsv"
        let script = "\(folder)/bench-full-text.sql"
        defer { for file in [data, script] { try? FileManager.default.removeItem(atPath: file) } }
        try writeData(data)
        let set = """
            \\set ON_ERROR_STOP on
            CREATE TEMPORARY TABLE said (title text, body text);
            \\copy said FROM '\(data)'
            ALTER TABLE said ADD COLUMN words tsvector;
            UPDATE said SET words = to_tsvector('english', title || ' ' || body);
            CREATE INDEX said_words ON said USING gin (words);
            ANALYZE said;
            \\echo built
            \\timing on

            """
        let questions = texts.map { words in
            "SELECT ctid, ts_rank(words, question) AS rank FROM said, to_tsquery('english', '"
                + words.joined(separator: " | ") + "') AS question WHERE words @@ question ORDER BY rank DESC LIMIT 10;"
        }
        try (set + questions.joined(separator: "\n")).write(toFile: script, atomically: true, encoding: .utf8)
        let start = World.live.uptimeSeconds()
        let output = try await onOwnThread { try Self.output(of: ["-X", "-q", "-d", address, "-f", script]) }
        let whole = World.live.uptimeSeconds() - start
        guard let built = output.range(of: "built\n") else { return nil }
        let took = output[built.upperBound...].split(separator: "\n").compactMap { line -> Double? in
            guard line.hasPrefix("Time: ") else { return nil }
            return Double(line.dropFirst(6).prefix { $0.isNumber || $0 == "." }).map { $0 / 1000 }
        }
        return FullTextBench.Figures(
            engine: "PostgreSQL full text", buildSeconds: whole - took.reduce(0, +),
            milliseconds: Timings(seconds: Array(took.dropFirst(5))))
    }

    private func writeData(_ path: String) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else { throw CommandFailed("\(path) cannot be written.") }
        for number in 0..<ground.clips {
            let rows = FullTextBench.windows(of: ground.corpus.clip(number)).map { row in
                [row.title, row.body].map { text in
                    String(text.map { "\t\n\\".contains($0) ? " " : $0 })
                }.joined(separator: "\t") + "\n"
            }
            try file.write(contentsOf: Data(rows.joined().utf8))
        }
        try file.close()
    }

    private static func output(of arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: client)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
