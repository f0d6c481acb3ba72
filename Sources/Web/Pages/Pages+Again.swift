import Domain
import Hummingbird
import Services

/// Doing it again: asking for it, and two takes beside each other.
extension Pages {
    var againRoutes: [Route] {
        [
            .post("/comments/{comment}/again", .page(askAgain), body: .form, about: .page),
            .get("/takes/{take}/beside", .page(besidePage), about: .page),
        ]
    }

    private func askAgain(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let id: ID<FeedbackComment> = try web.id("comment")
        try await services.takes.askAgain(in: id, by: caller.actor)
        let comment = try await services.feedback.comment(id, by: caller.actor)
        return .seeOther(
            web.form.isOn("part")
                ? "/clips/\(comment.clip)/feedback?comment=\(id)"
                : FeedbackViews.address(of: id, on: comment.clip, at: comment.anchor))
    }

    /// Who asks for another take, as the page of a take shows it.
    func againRows(of shown: TakeShown, _ caller: Caller) async throws -> [AgainRow] {
        try await services.takes.again(shown.take.id, by: caller.actor).map { entry in
            AgainRow(
                againText: say(shown.isMine ? "again.asks_you" : "again.asks", ["name": entry.name]),
                againCommentAddress: "#\(FeedbackViews.name(of: entry.comment))",
                againTakeAddress: entry.take.map { "/takes/\(shown.take.id)/beside?with=\($0)" })
        }
    }

    private func besidePage(_ web: WebRequest, _ caller: Caller) async throws -> Response {
        let found = try await services.takes.beside(
            try web.id("take"), with: try web.query.id("with"), by: caller.actor)
        let sides = [
            try await side(1, found.first, caller), try await side(2, found.second, caller),
        ]
        var page = BesidePage(
            pageTitle: say("again.beside", ["title": found.second.brief.content.title]),
            besideBriefAddress: Self.address(of: found.first.brief, for: caller),
            besideBriefTitle: found.first.brief.content.title, besideSides: sides,
            besidePlays: sides.allSatisfy { $0.sideMedia != nil })
        page.changeRows = found.changes.filter { !$0.people.isEmpty }.map { entry in
            ChangeRow(
                changeCriterion: entry.criterion.title,
                changeCells: entry.people.map { person in
                    ChangeCell(
                        changeWho: person.isSelf ? say("rubric.self", ["name": person.name]) : person.name,
                        changeBefore: Self.level(person.before), changeAfter: Self.level(person.after))
                })
        }
        return try await draw(page, caller, at: .practice)
    }

    private static func level(_ level: Int?) -> String {
        level.map {
            say("rubric.level_of", ["level": "\($0)", "most": "\(RubricCriterion.levelCount)"])
        } ?? say("again.not_said")
    }

    private func side(_ number: Int, _ shown: TakeShown, _ caller: Caller) async throws -> BesideSide {
        let take = shown.take
        let views = PracticeViews(taxonomy: try await services.taxonomy.taxonomy(), now: world.now())
        var side = BesideSide(
            sideNumber: number, sideTitle: say(number == 1 ? "again.first" : "again.second"),
            sideAddress: "/takes/\(take.id)", sideFacts: views.facts(shown))
        side.sideText = take.text.isEmpty ? nil : take.text
        if take.text.isEmpty {
            let clip = try await services.clips.show(take.clip, by: caller.actor)
            if let main = clip.rendition(.main) {
                side.sideMedia = MediaName.address(of: main)
                side.sideType = main.contentType
                side.sidePoster = clip.rendition(.poster).map(MediaName.address(of:))
                if !clip.transcript.lines.isEmpty {
                    side.sideCaptions = "/api/v1/clips/\(take.clip)/captions.vtt"
                    side.sideLanguage = clip.transcript.language
                }
            } else {
                side.sideWaits = say("again.cannot_be_played")
            }
        }
        side.sideReview = take.submittedAt == nil && !shown.isMine ? [] : PracticeViews.review(take.review)
        let page = try await services.feedback.page(of: take.clip, limit: 100, by: caller.actor)
        side.sideComments = page.threads.flatMap(\.comments).filter { !$0.comment.isDeleted }.map { comment in
            let start = comment.anchor.startMilliseconds
            return SideComment(
                sideCommentWho: comment.authorName,
                sideCommentAddress: FeedbackViews.address(of: comment.comment.id, on: take.clip, at: comment.anchor),
                sideCommentTime: FeedbackViews.time(comment.anchor),
                sideCommentStart: start.map(String.init) ?? "", sideCommentText: comment.comment.words.text,
                sideCommentAlternative: comment.comment.words.alternative.isEmpty
                    ? nil : comment.comment.words.alternative)
        }
        return side
    }
}
