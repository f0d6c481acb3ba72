import Domain
import Services

/// Feedback in words, the same on every page.
struct FeedbackViews {
    let now: Instant

    /// Where a comment is read in its place.
    static func address(of comment: ID<FeedbackComment>, on clip: ID<Clip>, at anchor: FeedbackAnchor) -> String {
        let time = anchor.startMilliseconds.map { "?t=\($0 / 1000)" } ?? ""
        return "/clips/\(clip)\(time)#\(name(of: comment))"
    }

    /// `comment-...`: what follows the `#` of its address.
    static func name(of comment: ID<FeedbackComment>) -> String {
        "comment-\(comment.text.drop { $0 != "_" }.dropFirst())"
    }

    /// Where what a comment says by voice or video is played from.
    static func media(of comment: ID<FeedbackComment>, isVideo: Bool) -> String {
        "/media/comments/\(comment)/\(isVideo ? "v.mp4" : "a.m4a")"
    }

    func section(_ page: FeedbackPage, vague: VagueWords, composer: ComposerView?) -> FeedbackSection {
        let address = "/clips/\(page.clip.id)/feedback"
        var section = FeedbackSection(
            feedbackAddress: address, feedbackClip: page.clip.id.text,
            feedbackCount: say("feedback.comments", count: page.commentCount))
        section.feedbackMarks = FeedbackMarks.text(
            page.places, duration: page.clip.media.durationMilliseconds ?? 0)
        section.vaguePhrases = vague.phrases.joined(separator: "|")
        section.composer = composer
        section.threadRows = page.threads.map { row($0) }
        section.moreThreadsAddress = page.nextCursor.map { "\(address)?cursor=\($0)" }
        if page.commentCount > 0 {
            section.exportRows = FeedbackExport.allCases.map {
                ExportRow(
                    exportAddress: "/api/v1/clips/\(page.clip.id)/feedback.\($0.rawValue)",
                    exportName: say("feedback.export.\($0.rawValue)"))
            }
        }
        return section
    }

    /// - Parameter chosen: labels that were ticked before.
    static func groups(chosen: Set<String> = []) -> [MoveGroup] {
        ObservableMove.Group.allCases.map { group in
            MoveGroup(
                groupName: say("move_group.\(group.rawValue)"),
                groupMoves: ObservableMove.allCases.filter { $0.group == group }.map {
                    MoveChoice(
                        moveValue: $0.rawValue, moveName: say("move.\($0.rawValue)"),
                        moveChosen: chosen.contains($0.rawValue))
                })
        }
    }

    func row(_ shown: ThreadShown) -> ThreadRow {
        let thread = shown.thread
        let start = thread.anchor.startMilliseconds
        var row = ThreadRow(
            threadId: thread.id.text, threadTime: Self.time(thread.anchor), threadStartMilliseconds: start ?? -1,
            threadAddress: "/clips/\(thread.clip)?t=\((start ?? 0) / 1000)")
        row.threadIsPrivate = thread.isPrivate
        row.threadResolved = thread.resolvedAt.map {
            say(
                "feedback.resolved_by", ["name": shown.resolvedByName ?? "", "when": Wording.ago($0, now: now)])
        }
        row.canResolve = shown.allowed.contains(.resolve) && thread.resolvedAt == nil
        row.canReopen = shown.allowed.contains(.resolve) && thread.resolvedAt != nil
        row.canReply = shown.allowed.contains(.give)
        row.commentRows = shown.comments.map { self.row($0) }
        let hidden = shown.commentCount - shown.comments.count
        if hidden > 0 {
            row.moreReplies = say("feedback.more_answers", count: hidden)
            row.moreRepliesAddress = "/threads/\(thread.id)"
        }
        return row
    }

    func row(_ shown: CommentShown) -> CommentRow {
        let comment = shown.comment
        var row = CommentRow(
            commentId: comment.id.text, commentAnchor: Self.name(of: comment.id), commentAuthor: shown.authorName,
            commentWhen: Wording.ago(comment.createdAt, now: now),
            commentAddress: Self.address(of: comment.id, on: shown.clip, at: shown.anchor),
            commentHistoryAddress: "/comments/\(comment.id)/history")
        if let deletedAt = comment.deletedAt {
            row.commentStone = say(
                "feedback.stone", ["name": shown.deletedByName ?? "", "when": Wording.ago(deletedAt, now: now)])
            return row
        }
        row.commentText = comment.words.text
        row.commentBody = Self.filled(comment.words.text)
        row.commentRecording = shown.recording.map { recording($0, of: shown) }
        row.commentEffect = Self.filled(comment.words.effect)
        row.commentAlternative = Self.filled(comment.words.alternative)
        row.commentMoves = comment.moves.map { CommentMove(moveLabel: say("move.\($0.rawValue)")) }
        row.commentEdited = comment.editedAt.map { say("feedback.edited", ["when": Wording.ago($0, now: now)]) }
        if shown.isForMe || shown.isMine { row.commentLife = Self.badge(comment.life) }
        row.commentLifeNote = Self.note(comment.life)
        row.commentIsUnread = shown.allowed.contains(.respond) && comment.life.step == .given
        row.commentThanks = shown.thanks.map { thanks in
            CommentThanks(
                thanksText: thanks.isMine
                    ? say("feedback.you_thanked", ["text": thanks.thanks.text])
                    : say("feedback.thanked_you", ["name": thanks.fromName, "text": thanks.thanks.text]))
        }
        if shown.allowed.contains(.edit) {
            row.commentEdit = CommentEditForm(
                editText: comment.words.text, editEffect: comment.words.effect,
                editAlternative: comment.words.alternative)
        }
        row.canDeleteComment = shown.allowed.contains(.delete)
        if shown.allowed.contains(.respond) {
            row.respond = RespondForm(
                respondChoices: [CommentLife.Step.willTry, .doneAlready, .disagree, .closed]
                    .filter(comment.life.allows)
                    .map {
                        RespondChoice(respondState: $0.rawValue, respondLabel: say("feedback.respond.\($0.rawValue)"))
                    })
        }
        row.commentAsksAgain = shown.askedAgainAt != nil
        row.canAskAgain = shown.canAskAgain
        row.canThank = shown.allowed.contains(.thank) && !shown.thanks.contains(where: \.isMine)
        return row
    }

    private func recording(_ recording: RecordingShown, of shown: CommentShown) -> RecordingView {
        var view = RecordingView(
            recordingIsVideo: recording.isVideo,
            recordingLabel: say(
                recording.isVideo ? "feedback.video_of" : "feedback.voice_of", ["name": shown.authorName]))
        if recording.isReady {
            view.recordingAddress = Self.media(of: shown.comment.id, isVideo: recording.isVideo)
        } else {
            view.recordingWaits = recording.rejection == nil
            view.recordingState = recording.rejection ?? say("feedback.being_prepared")
        }
        view.recordingSaid = recording.said
        return view
    }

    func elsewhere(_ entry: CommentElsewhere) -> ElsewhereRow {
        let comment = entry.shown.comment
        var row = ElsewhereRow(
            elsewhereAddress: Self.address(of: comment.id, on: entry.clip.id, at: entry.shown.anchor),
            elsewhereTime: Self.time(entry.shown.anchor), elsewhereClip: ClipViews.title(entry.clip),
            elsewhereWho: say(
                entry.shown.isMine ? "feedback.to_on" : "feedback.from_on",
                [
                    "name": entry.shown.isMine ? entry.ownerName : entry.shown.authorName,
                    "when": Wording.ago(comment.createdAt, now: now),
                ]),
            elsewhereText: comment.words.text)
        row.elsewhereAlternative = Self.filled(comment.words.alternative)
        row.elsewhereLife = Self.badge(comment.life)
        row.elsewhereNote = Self.note(comment.life)
        return row
    }

    static func time(_ anchor: FeedbackAnchor) -> String? {
        switch anchor {
        case .whole: nil
        case .point(let start): Wording.clock(milliseconds: start)
        case .range(let start, let end):
            say(
                "feedback.from_to",
                ["from": Wording.clock(milliseconds: start), "to": Wording.clock(milliseconds: end)])
        }
    }

    static func badge(_ life: CommentLife) -> StateBadge {
        let tone =
            switch life.step {
            case .given: "busy"
            case .read: "calm"
            case .willTry, .triedOn, .doneAlready: "good"
            case .disagree: "warn"
            case .closed: "calm"
            }
        return StateBadge(badgeLabel: say("feedback.life.\(life.step.rawValue)"), badgeTone: tone)
    }

    private static func note(_ life: CommentLife) -> String? {
        let day = life.triedOn.map { say("feedback.tried_on", ["day": Wording.day($0)]) }
        let parts = [day, filled(life.note)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private static func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
}

/// Where something is said, on a bar of a thousand parts.
enum FeedbackMarks {
    /// From so many on single marks would be one smear: then the bar shows how much is said where.
    static let mostSingle = 60
    private static let slices = 100

    /// `start width depth` with semicolons between them; depth from 1 to 4.
    static func text(_ places: [FeedbackAnchor], duration: Int) -> String {
        guard duration > 0 else { return "" }
        let marks = places.count > mostSingle ? dense(places, duration) : places.compactMap { single($0, duration) }
        return marks.map { "\($0.start) \($0.width) \($0.depth)" }.joined(separator: ";")
    }

    private typealias Mark = (start: Int, width: Int, depth: Int)

    private static func single(_ place: FeedbackAnchor, _ duration: Int) -> Mark? {
        guard let start = place.startMilliseconds else { return nil }
        let left = min(997, start * 1000 / duration)
        let right = place.endMilliseconds.map { min(1000, $0 * 1000 / duration) } ?? left
        return (left, max(3, right - left), place.endMilliseconds == nil ? 4 : 2)
    }

    private static func dense(_ places: [FeedbackAnchor], _ duration: Int) -> [Mark] {
        var counts = Array(repeating: 0, count: slices)
        for place in places {
            guard let start = place.startMilliseconds else { continue }
            let first = min(slices - 1, start * slices / duration)
            let last = min(slices - 1, (place.endMilliseconds ?? start) * slices / duration)
            for slice in first...max(first, last) { counts[slice] += 1 }
        }
        let most = counts.max() ?? 0
        return counts.enumerated().compactMap { slice, count in
            count == 0 ? nil : (slice * 10, 10, max(1, count * 4 / max(1, most)))
        }
    }
}
