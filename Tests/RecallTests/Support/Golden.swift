import Foundation
import Recall

/// Numbers other implementations of the model gave: py-fsrs 6.3.2 in double precision, checked against fsrs-rs 6.6.2.
enum Golden {
    /// The lines of a table, without its header.
    static func rows(_ name: String) throws -> [[Substring]] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name).csv").path
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        return lines.dropFirst(name == "parameters" ? 0 : 1).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
    }

    static func models() throws -> [Substring: MemoryModel] {
        try rows("parameters").reduce(into: [:]) { models, row in
            models[row[0]] = MemoryModel(MemoryParameters(clipping: row.dropFirst().compactMap { Double($0) }))
        }
    }
}

extension Double {
    /// Equal to a billionth of its size.
    func isClose(to other: Double) -> Bool {
        abs(self - other) <= 1e-9 * max(abs(self), abs(other))
    }
}
