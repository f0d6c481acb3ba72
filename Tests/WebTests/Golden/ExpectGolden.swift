import Foundation
import Testing

/// Compares text with the file `Golden/pages/<name>`; `RECORD=1` in the environment writes the file instead.
/// On a difference it reports the first line that differs, which is all a reader needs.
func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let address = goldenFolder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try FileManager.default.createDirectory(
            at: address.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: address)
        return
    }
    let golden = String(decoding: try Data(contentsOf: address), as: UTF8.self)
    guard golden != text else { return }
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    Issue.record(
        """
        \(name) differs from line \(line + 1) on:
        - \(line < old.count ? String(old[line]) : "(end)")
        + \(line < new.count ? String(new[line]) : "(end)")
        """,
        sourceLocation: sourceLocation)
}

private let goldenFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("pages")
