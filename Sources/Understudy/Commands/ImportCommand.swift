import ArgumentParser
import Domain
import Foundation

/// `understudy import FOLDER`: every recording in a folder becomes a clip; what is there already is left alone.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make clips of the recordings in a folder.",
        discussion: """
            Goes on where it stopped when it is started again: a file that is a clip already is left alone. Waits until the
            recordings are prepared, with progress, unless --no-wait is given.

            A manifest is a CSV file with a header line, which says more about some or all of the recordings. Columns: file (required), title, stage, objection, clip_type,
            persona, industry, language, speakers (separated by ;), description, tags (separated by ;). Stages, objections
            and the rest may be given by id or by label.
            """)

    @Argument(help: "The folder with recordings (mp4, mov, webm, mkv, m4a, mp3, wav, ogg, flac).")
    var folder: String

    @Option(help: "A CSV file with one line for each recording.")
    var manifest: String?

    @Option(
        name: .customLong("as"),
        help: "The mail address of the person who will own the clips; the first admin when it is not given.")
    var owner: String?

    @Flag(inversion: .prefixedNo, help: "Wait until every recording is prepared.")
    var wait = true

    @Flag(help: "Print one JSON object at the end.")
    var json = false

    @OptionGroup var storage: StorageOption

    private static let suffixes: Set<String> = [
        "mp4", "mov", "m4v", "webm", "mkv", "m4a", "mp3", "wav", "ogg", "oga", "flac",
    ]

    func run() async throws {
        let rows = try manifest.map { try ClipManifest(path: $0) }
        let files = try recordings(rows)
        guard !files.isEmpty else { throw CommandFailed("There are no recordings in \(folder).") }
        let report = try await storage.withServer(actingAs: owner) { client in
            var client = client
            if client.actsAs == nil { client.actsAs = try await firstAdmin(client) }
            return try await load(files, rows, client)
        }
        if json { print(try report.json()) } else { print(report.sentence) }
        if report.failed > 0 { throw ExitCode(1) }
    }

    private func recordings(_ rows: ClipManifest?) throws -> [String] {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailed("\(folder) is not a folder.")
        }
        let names = manager.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let wanted = names.filter { Self.suffixes.contains(URL(fileURLWithPath: $0).pathExtension.lowercased()) }
        if let absent = rows?.files(besides: wanted), !absent.isEmpty {
            throw CommandFailed("The manifest names what is not in \(folder): \(absent.joined(separator: ", ")).")
        }
        return wanted.sorted().map { "\(folder)/\($0)" }
    }

    /// Whoever set the server up, as a rule.
    private func firstAdmin(_ client: ServerClient) async throws -> String {
        struct People: Decodable {
            struct Entry: Decodable {
                let id: String
                let email: String
                let role: String
                let isActive: Bool
            }
            let items: [Entry]
        }
        let people = try await client.get("/api/v1/people?fields=email").checked().decoded(People.self).items
        // Ids are ordered by time.
        let admins = people.filter { $0.role == "admin" && $0.isActive }
        guard let email = admins.min(by: { $0.id < $1.id })?.email else {
            throw CommandFailed(
                "Nobody is here yet to own the clips. Set the server up first, or add an admin with 'person add'.")
        }
        return email
    }

    private func load(_ files: [String], _ rows: ClipManifest?, _ client: ServerClient) async throws -> ImportReport {
        var report = ImportReport(files: files.count)
        var line = ProgressLine()
        let editor = ClipEditor(client: client)
        for (number, file) in files.enumerated() {
            let name = URL(fileURLWithPath: file).lastPathComponent
            do {
                let clip = try await FileUpload(client: client, path: file).run { fraction in
                    line.show(name, (Double(number) + fraction) / Double(files.count))
                }
                guard let clip else { continue }
                report.clips.append(clip)
                if let row = rows?.row(for: name) { try await editor.apply(row, to: clip) }
            } catch let failure as CommandFailed {
                line.say("\(name): \(failure)")
                report.failed += 1
            }
        }
        if wait { try await waitUntilPrepared(&report, client, &line) }
        return report
    }

    private func waitUntilPrepared(
        _ report: inout ImportReport, _ client: ServerClient, _ line: inout ProgressLine
    ) async throws {
        let watcher = ClipWatcher(client: client)
        let rejected = try await watcher.waitForAll(Array(Set(report.clips))) { done, all in
            line.show("preparing clips", Double(done) / Double(max(all, 1)))
        }
        for (clip, reason) in rejected {
            line.say("\(clip) was refused: \(reason)")
            report.failed += 1
        }
    }
}

/// What an import did.
struct ImportReport: Encodable {
    let files: Int
    var clips: [String] = []
    var failed = 0

    init(files: Int) {
        self.files = files
    }

    var sentence: String {
        "\(files) recordings, \(Set(clips).count) clips, \(failed) failed. Publish them on their pages."
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
