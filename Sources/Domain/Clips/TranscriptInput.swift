/// Lines of a transcript as they come from outside.
package enum TranscriptInput {
    /// The lines in the order of time, without empty ones.
    /// - Throws: `Problem.invalid`, fields `lines_1` and so on in the given order.
    package static func checked(_ lines: [TranscriptLine]) throws -> [TranscriptLine] {
        var problems = FieldProblems()
        if lines.count > 20_000 { problems.add("lines", "At most 20,000 lines, please.") }
        for (index, line) in lines.enumerated() {
            if line.text.count > 2000 { problems.add("lines_\(index + 1)", "At most 2,000 characters in a line.") }
            if line.startMilliseconds < 0 || line.endMilliseconds < line.startMilliseconds
                || line.endMilliseconds > 86_400_000
            {
                problems.add("lines_\(index + 1)", "The end comes after the start.")
            }
        }
        try problems.check()
        return lines.map {
            var line = $0
            line.text = line.text.trimmedText
            return line
        }.filter { !$0.text.isEmpty }.sorted { $0.startMilliseconds < $1.startMilliseconds }
    }
}
