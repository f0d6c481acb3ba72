import Domain
import Services

/// What the edit page offers beside its fields: suggestions, what is missing for publishing, the transcript and its history.
struct ClipEditHelp {
    let shown: ClipShown
    let taxonomy: Taxonomy
    let people: [Person]
    let now: Instant

    func suggest(_ suggestions: ClipSuggestions, on page: inout ClipEditPage) {
        let title = shown.clip.details.title
        // A file's name is better than nothing, and worse than anything.
        let titles = suggestions.titles.filter { title.isEmpty || $0.source != .fileName }
        page.titleSuggestions = titles.filter { $0.text.lowercased() != title.lowercased() }.map {
            switch $0.source {
            case .said(let start):
                TitleSuggestion(
                    suggestedTitle: $0.text,
                    suggestedFrom: say("edit.said_at", ["time": Wording.clock(milliseconds: start)]))
            case .fileName: TitleSuggestion(suggestedTitle: $0.text, suggestedFrom: say("edit.from_the_files_name"))
            }
        }
        page.objectionSuggestion = suggestions.objection.flatMap { guess in
            taxonomy.term(guess.term).map {
                ObjectionSuggestion(
                    guessTerm: guess.term.text, guessLabel: $0.label, guessSure: Self.sureness(guess.likelihood),
                    guessQuote: guess.sentence, guessTime: Wording.clock(milliseconds: guess.startMilliseconds),
                    guessMilliseconds: guess.startMilliseconds)
            }
        }
    }

    /// A likelihood in words: a number would look more exact than it is.
    static func sureness(_ likelihood: Float) -> String {
        switch likelihood {
        case 0.6...: say("edit.quite_sure")
        case 0.4...: say("edit.likely")
        default: say("edit.only_a_guess")
        }
    }

    /// What `ClipService.publish` asks for.
    func addSteps(_ page: inout ClipEditPage) {
        let details = shown.clip.details
        let hasNotice = shown.clip.notice?.covers(shown.clip.visibility, on: now.day) ?? false
        page.stepRows = [
            StepRow(
                stepLabel: say("edit.title"), stepKey: "title", stepAnchor: "f-title", stepDone: !details.title.isEmpty),
            StepRow(
                stepLabel: say("edit.objection_or_clip_type"), stepKey: "objection", stepAnchor: "f-objection",
                stepDone: details.objection != nil || details.clipType != nil),
            StepRow(
                stepLabel: say("edit.stage"), stepKey: "stage", stepAnchor: "f-stage", stepDone: details.stage != nil),
            StepRow(
                stepLabel: say("edit.notice"), stepKey: "notice", stepAnchor: "f-notice_people", stepDone: hasNotice),
        ]
        page.stepsDone = say(
            "edit.steps_done",
            ["done": "\(page.stepRows.filter(\.stepDone).count)", "all": "\(page.stepRows.count)"])
    }

    /// - Parameter history: every revision, newest first, without lines.
    func transcript(_ history: [Transcript]) -> TranscriptForm {
        let transcript = shown.transcript
        let earlier = history.filter { $0.revision != transcript.revision }
        return TranscriptForm(
            transcriptVersion: String(transcript.revision), transcriptSource: source(transcript),
            lineForms: transcript.lines.enumerated().map { index, line in self.line(line, number: index + 1) },
            revisionRows: earlier.map { RevisionRow(revisionNumber: $0.revision, revisionText: source($0)) },
            revisionCount: earlier.isEmpty ? nil : Wording.count(earlier.count, "earlier_version"))
    }

    private func line(_ line: TranscriptLine, number: Int) -> LineForm {
        let words = line.text.split(whereSeparator: \.isWhitespace)
        let doubts = words.count == line.words.count ? words.indices.filter { line.words[$0].isDoubtful } : []
        return LineForm(
            lineNumber: number, lineTime: Wording.clock(milliseconds: line.startMilliseconds),
            lineStartMilliseconds: line.startMilliseconds, lineEndMilliseconds: line.endMilliseconds,
            lineText: line.text, lineDoubts: doubts.isEmpty ? nil : doubts.map(String.init).joined(separator: " "),
            lineDoubtWords: doubts.isEmpty ? nil : doubts.map { String(words[$0]) }.joined(separator: ", "))
    }

    private func source(_ transcript: Transcript) -> String {
        let what =
            switch transcript.source {
            case .edited: "edited"
            case .uploaded: "uploaded"
            default: "machine"
            }
        let person = transcript.savedBy.flatMap { id in people.first { $0.id == id }?.name }
        let when = transcript.savedAt.map { Wording.ago($0, now: now) }
        return switch (person, when) {
        case (let person?, let when?): say("transcript.\(what)_by_when", ["person": person, "when": when])
        case (let person?, nil): say("transcript.\(what)_by", ["person": person])
        case (nil, let when?): say("transcript.\(what)_when", ["when": when])
        case (nil, nil): say("transcript.\(what)")
        }
    }
}
