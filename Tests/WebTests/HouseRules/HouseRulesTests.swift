import Foundation
import Testing

/// Rules that a machine can check (STYLE rule 26): what may not stand in the source, and where the exceptions are.
struct HouseRulesTests {
    /// Words that may not stand in a Swift source, but for the files named.
    struct Rule: Sendable, CustomTestStringConvertible {
        let reason: String
        let pattern: String
        var except: [String] = []

        var testDescription: String { reason }
    }

    static let rules: [Rule] = [
        Rule(
            reason: "time comes from World",
            pattern: #"\bDate\(\)|\bDate\.now\b|\bContinuousClock\.now\b|\bContinuousClock\(\)\.now\b"#,
            except: ["Understudy/World+Live.swift"]),
        Rule(reason: "ids come from World", pattern: #"\bUUID\(\)"#),
        Rule(
            reason: "randomness comes from World",
            pattern: #"\.random\(|\brandomElement\(|\bSystemRandomNumberGenerator\b|\.shuffled\(\)"#,
            except: ["Understudy/World+Live.swift"]),
        Rule(
            reason: "no unstructured tasks", pattern: #"\bTask\s*\{|\bTask\.detached|\bTask\(priority"#,
            except: ["Understudy/Server.swift"]),
        Rule(reason: "no try!", pattern: #"\btry!"#),
        Rule(reason: "no traps", pattern: #"\bfatalError\(|\bpreconditionFailure\(|\bassertionFailure\("#),
        Rule(reason: "no unfinished work", pattern: #"\bTODO\b|\bFIXME\b|\bXXX\b"#),
        Rule(
            reason: "concurrency is proved, not promised",
            pattern: #"@unchecked\s+Sendable|nonisolated\(unsafe\)|@preconcurrency"#, except: allowedUnchecked),
        Rule(reason: "no shell", pattern: #""/bin/(ba)?sh""#),
        Rule(reason: "package, not public", pattern: #"^\s*public\s"#),
        Rule(
            reason: "the environment is read once", pattern: #"ProcessInfo\.processInfo\.environment|\bgetenv\("#,
            except: ["Understudy/Settings.swift"]),
        Rule(
            reason: "one client opens sockets (SS-5)",
            pattern: #"\bURLSession\b|\bHTTPClient\b|\bClientBootstrap\b|\bDatagramBootstrap\b"#,
            except: [
                "Understudy/Client/ServerClient.swift", "Outbound/OutboundClient.swift",
                "Understudy/Mail/SMTPConnection.swift", "Media/Blobs/S3/S3Client.swift", "Media/Blobs/BlobStream.swift",
            ]),
    ]

    /// Files that may, each with a proof in a comment beside it.
    static let allowedUnchecked: [String] = []

    @Test(arguments: rules)
    func sourcesKeepTheRule(rule: Rule) throws {
        let expression = try NSRegularExpression(pattern: rule.pattern, options: [.anchorsMatchLines])
        for (path, text) in try Self.sources(".swift") where !rule.except.contains(path) {
            let code = Self.withoutComments(text)
            let found = expression.firstMatch(in: code, range: NSRange(code.startIndex..., in: code))
            #expect(found == nil, "\(path): \(rule.reason)")
        }
    }

    /// STYLE A.1: what only one of the engines understands.
    static let foreignSQL = [
        #"\bILIKE\b"#, #"\bgroup_concat\b"#, #"\bstring_agg\b"#, #"\bifnull\b"#, #"\bgreatest\b"#, #"\bleast\b"#,
        #"= ANY\b"#, #"CURRENT_TIMESTAMP"#, #"\bAUTOINCREMENT\b"#, #"\bSELECT \*"#, #"->>"#,
        // Not what sets a trigger of PostgreSQL off: that is named for its engine.
        #"\bINSERT OR (ABORT|FAIL|IGNORE|REPLACE|ROLLBACK)\b"#,
        #"::[a-z]"#,
        #"\bdatetime\("#, #"\bstrftime\("#, #"\bnow\(\)"#,
    ]

    @Test(arguments: foreignSQL)
    func sharedSQLIsUnderstoodByBothEngines(pattern: String) throws {
        let expression = try NSRegularExpression(pattern: pattern)
        for (path, text) in try Self.sources(".swift") where path.hasPrefix("Store/") {
            for literal in Self.sqlTexts(text) {
                let found = expression.firstMatch(in: literal, range: NSRange(literal.startIndex..., in: literal))
                #expect(found == nil, "\(path): \(pattern) in \(literal.prefix(120))")
            }
        }
    }

    @Test func onlyDatabaseSeesTheEngineAndOnlyWebTheServer() throws {
        for (path, text) in try Self.sources(".swift") {
            let room = path.split(separator: "/").first.map(String.init) ?? ""
            if room != "Database" { #expect(!text.contains("import GRDB"), "\(path)") }
            // The composition puts the application together; nothing else may know the server.
            if room != "Web" && path != "Understudy/Server.swift" {
                #expect(!text.contains("import Hummingbird"), "\(path)")
            }
            if room == "Web" {
                #expect(!text.contains("import Store") && !text.contains("import Database"), "\(path)")
            }
            // The fast loops take bare pointers: one room knows how to hold them.
            if room != "Lookup" { #expect(!text.contains("import CKernels"), "\(path)") }
            if room == "Recall" { #expect(!text.contains("import Domain"), "\(path)") }
            if room == "Domain" || room == "Lookup" || room == "Recall" {
                #expect(!text.contains("import Services") && !text.contains("import Store"), "\(path)")
            }
        }
    }

    /// What each room may stand on, as `Package.swift` says it: the picture of the README, checked.
    @Test func roomsStandOnlyOnWhatIsBelowThem() throws {
        let package = URL(fileURLWithPath: Stage.templates).deletingLastPathComponent()
            .appendingPathComponent("Package.swift").path
        let text = try String(contentsOfFile: package, encoding: .utf8)
        let below: [String: Set<String>] = [
            "Domain": [], "Recall": [], "Outbound": [], "Lookup": ["Domain", "CKernels"], "Database": ["Domain"],
            "Store": ["Domain", "Database"],
            "Media": ["Domain", "CMagic", "CSeccomp"],
            "Services": ["Domain", "Store", "Database", "Media", "Lookup", "Outbound", "Recall", "CSodium"],
            "Web": ["Domain", "Services", "Media", "Lookup", "CZlib"],
        ]
        for (room, allowed) in below {
            let start = try #require(text.range(of: "name: \"\(room)\""), "\(room) has no target")
            let rest = text[start.upperBound...]
            let target = rest[..<(rest.range(of: "swiftSettings")?.lowerBound ?? rest.endIndex)]
            let quoted = target.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            let ours = Set(quoted).intersection(
                Set(below.keys).union(["CKernels", "CMagic", "CSeccomp", "CSodium", "CZlib"]))
            #expect(ours.isSubset(of: allowed), "\(room) stands on \(ours.subtracting(allowed))")
        }
    }

    @Test func templatesInsertNothingRaw() throws {
        let folder = Stage.templates
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let templates = names.filter { $0.hasSuffix(".mustache") }
        #expect(templates.count > 10)
        for name in templates {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(!text.contains("style=\"") && !text.contains("onclick="), "\(name)")
        }
    }

    @Test func noFolderIsNamedAfterNothing() throws {
        let forbidden: Set<String> = ["Core", "Common", "Shared", "Utils", "Helpers", "Extensions", "Misc", "Manager"]
        for (path, _) in try Self.sources(".swift") {
            let parts = path.replacingOccurrences(of: ".swift", with: "").split(separator: "/").map(String.init)
            #expect(Set(parts).isDisjoint(with: forbidden), "\(path)")
        }
    }

    /// Every source with its path below `Sources`.
    private static func sources(_ suffix: String) throws -> [(path: String, text: String)] {
        let folder = URL(fileURLWithPath: Stage.templates).deletingLastPathComponent()
            .appendingPathComponent("Sources").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let found = names.filter { $0.hasSuffix(suffix) }.sorted()
        try #require(found.count > 50)
        return try found.map { ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) }
    }

    private static func withoutComments(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let start = line.drop { $0 == " " }
            return start.hasPrefix("//") ? "" : String(line)
        }.joined(separator: "\n")
    }

    /// Triple-quoted texts and one-line texts that begin like SQL.
    private static func sqlTexts(_ text: String) -> [String] {
        let blocks = text.components(separatedBy: "\"\"\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let lines = text.split(separator: "\n").filter { line in
            ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE "].contains { line.contains($0) }
        }
        return blocks + lines.map(String.init)
    }
}
