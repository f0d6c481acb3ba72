import Database
package import Domain
import Lookup
import Store

/// Guesses from what is said, for the people who describe a clip.
extension ClipService {
    /// Less than this is no guess worth showing.
    private static let leastLikelihood: Float = 0.2
    /// The beginning is where the buyer speaks; an hour of talk need not be read for a title.
    private static let mostSentences = 150

    package func suggestions(for id: ID<Clip>, by actor: Actor) async throws -> ClipSuggestions {
        let (clip, transcript, taxonomy) = try await ground.database.read { connection in
            guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            try Permission.require(.edit, for: actor, on: clip.access)
            return (
                clip, try TranscriptStore(connection).latest(of: id) ?? .empty, try TermStore(connection).taxonomy()
            )
        }
        var suggestions = ClipSuggestions()
        let sentences = Array(SpokenSentence.all(of: transcript.lines).prefix(Self.mostSentences))
        if let heard = index.index.objection(in: sentences.map(\.text)), heard.likelihood >= Self.leastLikelihood {
            let sentence = sentences[heard.sentence]
            suggestions.objection = ClipSuggestions.Objection(
                term: heard.objection, likelihood: heard.likelihood, sentence: sentence.text,
                startMilliseconds: sentence.startMilliseconds)
            suggestions.titles.append(
                ClipSuggestions.Title(
                    text: SuggestedTitle.text(ofSentence: sentence.text),
                    source: .said(startMilliseconds: sentence.startMilliseconds)))
        }
        let objection = clip.details.objection ?? suggestions.objection?.term
        suggestions.stages = objection.flatMap { taxonomy.term($0)?.objection?.usualStages } ?? []
        let fromFile = SuggestedTitle.text(ofFile: clip.media.originalName)
        if !fromFile.isEmpty { suggestions.titles.append(ClipSuggestions.Title(text: fromFile, source: .fileName)) }
        return suggestions
    }
}

/// One sentence of a transcript and when it begins.
struct SpokenSentence: Sendable, Hashable {
    let text: String
    let startMilliseconds: Int

    /// Sentences end with their marks or with a long pause, not with the line the machine happened to break.
    static func all(of lines: [TranscriptLine]) -> [SpokenSentence] {
        var sentences: [SpokenSentence] = []
        var words: [Substring] = []
        var start = 0
        var lastEnd = 0
        func finish() {
            if !words.isEmpty {
                sentences.append(SpokenSentence(text: words.joined(separator: " "), startMilliseconds: start))
            }
            words = []
        }
        for line in lines {
            if line.startMilliseconds - lastEnd > pauseMilliseconds { finish() }
            let texts = line.text.split(whereSeparator: \.isWhitespace)
            let isTimed = texts.count == line.words.count
            for (index, word) in texts.enumerated() {
                if words.isEmpty { start = isTimed ? line.words[index].startMilliseconds : line.startMilliseconds }
                words.append(word)
                if let last = word.last, ".?!…".contains(last) { finish() }
            }
            lastEnd = line.endMilliseconds
        }
        finish()
        return sentences
    }

    private static let pauseMilliseconds = 1200
}
