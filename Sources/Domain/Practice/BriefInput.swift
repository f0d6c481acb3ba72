/// What a brief is to say, checked as far as it can be without the lists.
package struct BriefInput: Sendable, Hashable {
    package let content: BriefContent

    package static let mostPoints = 12
    package static let mostTurns = 40

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(_ raw: BriefContent) throws {
        var problems = FieldProblems()
        var content = raw
        content.title = raw.title.singleLine
        content.line = raw.line.singleLine
        content.situation = raw.situation.trimmedText
        content.points = raw.points.map(\.singleLine).filter { !$0.isEmpty }
        content.dialogue = raw.dialogue.map { BriefTurn($0.who, $0.text.singleLine) }.filter { !$0.text.isEmpty }
        content.answers = TakeKind.allCases.filter(raw.answers.contains)
        // The title stands in a clip's row too, where code points are counted.
        if content.title.isEmpty || content.title.unicodeScalars.count > 120 {
            problems.add("title", "Please give a title of 1 to 120 characters.")
        }
        if !Self.fits(content.line, 300) { problems.add("line", "What the buyer says has at most 300 characters.") }
        if !Self.fits(content.situation, 2000) {
            problems.add("situation", "The situation has at most 2,000 characters.")
        }
        if content.points.count > Self.mostPoints { problems.add("points", "Please give at most 12 key points.") }
        if !content.points.allSatisfy({ Self.fits($0, 200) }) {
            problems.add("points", "A key point has at most 200 characters.")
        }
        if content.dialogue.count > Self.mostTurns { problems.add("dialogue", "Please give at most 40 lines.") }
        if !content.dialogue.allSatisfy({ Self.fits($0.text, 500) }) {
            problems.add("dialogue", "A line of the conversation has at most 500 characters.")
        }
        if let seconds = content.targetSeconds, !(10...1800).contains(seconds) {
            problems.add("target_seconds", "Please give 10 to 1,800 seconds.")
        }
        if let reviewers = content.reviewers, !(1...5).contains(reviewers) {
            problems.add("reviewers", "Please give 1 to 5 reviewers.")
        }
        if let days = content.releaseDays, !(1...60).contains(days) {
            problems.add("release_days", "Please give 1 to 60 days.")
        }
        if content.answers.isEmpty { problems.add("answers", "Please allow at least one way to answer.") }
        try problems.check()
        self.content = content
    }

    /// Marks that combine without end count too.
    private static func fits(_ text: String, _ most: Int) -> Bool {
        text.utf8.count <= most * 8 && text.count <= most && text.unicodeScalars.count <= most * 4
    }

    /// A conversation as people write it: a line each, the buyer's with `Buyer:` (or what `buyer` says) before it.
    package static func dialogue(_ text: String, buyer: String) -> [BriefTurn] {
        text.split(whereSeparator: \.isNewline).map { line in
            let line = String(line).singleLine
            for (who, name) in [(BriefTurn.Speaker.buyer, buyer), (.buyer, "buyer"), (.rep, "you"), (.rep, "rep")] {
                if line.lowercased().hasPrefix("\(name.lowercased()):") {
                    return BriefTurn(who, String(line.dropFirst(name.count + 1)).singleLine)
                }
            }
            return BriefTurn(.rep, line)
        }
    }
}
