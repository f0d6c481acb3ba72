import Foundation

/// One line on the console that is drawn over while work goes on; plain lines where the output is not a terminal.
struct ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var last = ""

    /// - Parameter fraction: 0...1.
    mutating func show(_ label: String, _ fraction: Double) {
        let filled = Int(exactly: (min(max(fraction, 0), 1) * 24).rounded(.down)) ?? 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let percent = Int(exactly: (min(max(fraction, 0), 1) * 100).rounded(.down)) ?? 0
        let line = "\(bar) \(percent) %  \(label)"
        guard isTerminal, line != last else { return }
        last = line
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    /// A line that stays.
    func say(_ text: String) {
        FileHandle.standardError.write(Data("\(isTerminal ? "\r\u{1B}[K" : "")\(text)\n".utf8))
    }
}
