import Domain
import Hummingbird

/// What stands around a recall, carried from page to page: the call that is prepared for, and the set it comes out of.
struct RecallTrail {
    /// Nil unless a call is prepared for.
    let cram: CramAsked?
    /// Where the set goes on; nil for recalls of their own.
    let back: String?

    init(_ web: WebRequest) {
        let form = web.request.method == .post ? web.form : nil
        let words = form.map { $0.all("cram") + $0.all("objection") } ?? [web.query.text("cram")].compactMap { $0 }
        cram = CramAsked(words: words, minutes: Int(form?.text("minutes") ?? web.query.text("minutes") ?? ""))
        back = (form?.filled("back") ?? web.query.text("back")).map { NextAddress.checked($0) }
    }

    /// Beginning with `?`; empty when there is nothing to carry.
    var query: String {
        let parts = [cram?.query, back.map { "back=\($0.percentEncoded())" }].compactMap { $0 }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }
}

/// What a call is prepared for.
struct CramAsked {
    let objections: [ID<Term>]
    let minutes: Int

    var words: String { objections.map(\.text).joined(separator: " ") }
    var query: String { "cram=\(words.percentEncoded())&minutes=\(minutes)" }

    /// - Parameter words: ids separated by blanks.
    init?(words: [String], minutes: Int?) {
        objections = words.flatMap { $0.split(separator: " ") }.compactMap { ID(parsing: $0) }
        self.minutes = minutes ?? 5
        if objections.isEmpty { return nil }
    }
}
