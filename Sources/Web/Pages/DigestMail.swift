import Domain
package import Services

/// The one mail of a day: what is to be done, what waits and what happened, each with its address.
package enum DigestMail {
    /// In the words of whoever gets it.
    /// - Parameter base: how browsers reach the server.
    package static func write(_ digest: Digest, base: String, in languages: Languages) throws -> Mail {
        try Words.$current.withValue(languages.words(chosen: digest.person.language, accepted: nil)) {
            let parts = [say("digest.hello", ["name": digest.person.name])] + paragraphs(digest, base: base)
            return try Mail(
                to: digest.person.email, subject: subject(digest), text: parts.joined(separator: "\n\n") + "\n")
        }
    }

    private static func subject(_ digest: Digest) -> String {
        let counts = [
            ("digest.sets", digest.lines.count), ("digest.cues", digest.cues), ("digest.news", digest.news.count),
        ]
        return say(
            "digest.subject",
            ["what": counts.filter { $0.1 > 0 }.map { say($0.0, count: $0.1) }.joined(separator: ", ")])
    }

    private static func paragraphs(_ digest: Digest, base: String) -> [String] {
        var paragraphs: [String] = []
        if !digest.lines.isEmpty {
            let lines = digest.lines.flatMap { ["- \(text($0))", "  \(base)\($0.address)"] }
            paragraphs.append(([say("digest.to_do")] + lines).joined(separator: "\n"))
        }
        if digest.cues > 0 {
            let minutes = ["minutes": Wording.count(digest.minutes, "minute")]
            paragraphs.append(say("digest.cues_wait", count: digest.cues, minutes) + "\n\(base)/recall")
        }
        if digest.waiting > 0 {
            paragraphs.append(say("digest.waiting", count: digest.waiting) + "\n\(base)/feedback")
        }
        if !digest.news.isEmpty {
            paragraphs.append(
                digest.news.flatMap {
                    ["- \(NewsViews.text($0)) (\(ClipViews.title($0.clip)))", "  \(base)\(NewsViews.address(of: $0))"]
                }.joined(separator: "\n"))
        }
        return paragraphs + [say("digest.switch_off") + "\n\(base)/notifications"]
    }

    /// Such as "Price objections, due 27 November, Ana reminds you".
    private static func text(_ line: Digest.Line) -> String {
        let due = line.due.map { due in
            say(line.state == .overdue ? "digest.was_due" : "digest.due", ["day": Wording.day(due)])
        }
        return [line.title, due, line.sender.map { say("digest.reminds", ["name": $0]) }].compactMap { $0 }
            .joined(separator: ", ")
    }
}
