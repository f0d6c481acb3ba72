/// What is asked for, checked.
package struct NewRequest: Sendable, Hashable {
    package let text: String
    package let stage: ID<Term>?
    package let objection: ID<Term>?
    /// For whoever answers: the buyer's situation, what was tried.
    package let note: String

    /// - Throws: `Problem.invalid` with every field that needs another look.
    package init(text: String, stage: ID<Term>? = nil, objection: ID<Term>? = nil, note: String = "") throws {
        var problems = FieldProblems()
        let text = text.singleLine
        if text.isEmpty || text.count > 200 || text.unicodeScalars.count > 800 {
            problems.add("text", "Please give the buyer's sentence in 1 to 200 characters.")
        } else if !text.unicodeScalars.contains(where: {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }) {
            problems.add("text", "Please give the buyer's sentence in words.")
        }
        if !Self.isShort(note.trimmedText) { problems.add("note", Self.noteComplaint) }
        try problems.check()
        self.text = text
        self.stage = stage
        self.objection = objection
        self.note = note.trimmedText
    }

    /// A note by itself, for joining and judging.
    /// - Throws: `Problem.invalid`.
    package static func checkedNote(_ raw: String) throws -> String {
        let note = raw.trimmedText
        guard isShort(note) else { throw Problem.invalid("note", noteComplaint) }
        return note
    }

    private static let noteComplaint = "A note has at most 1,000 characters."

    private static func isShort(_ note: String) -> Bool {
        note.count <= 1000 && note.unicodeScalars.count <= 4000
    }
}

/// Why somebody cannot answer: never empty, so that whoever asked learns something.
package struct RequestReason: Sendable, Hashable {
    package let text: String

    /// - Throws: `Problem.invalid`.
    package init(_ raw: String) throws {
        let text = raw.trimmedText
        guard !text.isEmpty, text.count <= 500, text.unicodeScalars.count <= 2000 else {
            throw Problem.invalid("reason", "Please say why, in at most 500 characters.")
        }
        self.text = text
    }
}

extension String {
    /// Trimmed, with every run of white space as one blank.
    package var singleLine: String {
        trimmedText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
