@testable import Web

extension SamplePages {
    static var feedback: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "clip-feedback", .clips,
                ClipFeedbackPage(
                    pageTitle: "Feedback: \(evil)", feedbackClipTitle: evil, feedbackClipAddress: "/clips/clip_1",
                    feedbackProblems: summary, feedback: feedbackSection)
            ),
            (
                "clip-feedback-empty", .clips,
                ClipFeedbackPage(
                    pageTitle: "Feedback: x", feedbackClipTitle: "x", feedbackClipAddress: "/clips/clip_1",
                    feedback: FeedbackSection(
                        feedbackAddress: "/clips/clip_1/feedback", feedbackClip: "clip_1",
                        feedbackCount: "nothing yet", composer: ComposerView()))
            ),
            (
                "thread", .clips,
                ThreadPage(
                    pageTitle: "Feedback: \(evil)", threadClipTitle: evil,
                    threadClipAddress: "/clips/clip_1?t=42#comment-1", commentRows: [opening, stone],
                    moreCommentsAddress: "/threads/thread_1?cursor=comment_2")
            ),
            (
                "comment-history", .clips,
                CommentHistoryPage(
                    pageTitle: "What \(evil) said", historyBackAddress: "/clips/clip_1#comment-1",
                    revisionRows: [
                        CommentRevisionRow(revisionText: evil, revisionMore: arabic, revisionWhen: "yesterday"),
                        CommentRevisionRow(revisionText: long, revisionWhen: "2 days ago"),
                    ],
                    stepRows: [
                        CommentRevisionRow(revisionText: "Will try", revisionMore: evil, revisionWhen: "just now")
                    ])
            ),
            (
                "comment-history-empty", .clips,
                CommentHistoryPage(
                    pageTitle: "What Ana said", historyBackAddress: "/clips/clip_1#comment-1", revisionRows: [],
                    stepRows: [])
            ),
            ("inbox", .feedback, inbox),
            (
                "inbox-empty", .feedback,
                InboxPage(
                    feedbackTabs: [], inboxRows: [], inboxBudget: "Asked 0 of at most 3 times",
                    helpForm: HelpForm(helpPerWeek: "3"), receiptAddress: "/feedback/receipts")
            ),
            ("news", .feedback, news),
            (
                "news-empty", .feedback,
                NewsPage(newsRows: [], newsSwitches: NewsSwitches(newsKinds: []))
            ),
            ("feedback", .feedback, feedbackList([elsewhere, ElsewhereRow.bare])),
            ("feedback-empty", .feedback, feedbackList([])),
            (
                "receipt", .feedback,
                ReceiptPage(
                    pageTitle: "Your month", receiptPeriod: "November 2026",
                    previousAddress: "/feedback/receipts?month=2026-10",
                    nextAddress: "/feedback/receipts?month=2026-12",
                    receiptClips: [
                        ReceiptRow(
                            receiptText: evil, receiptDetail: "3 people played it. It helped 1 person.",
                            receiptAddress: "/clips/clip_1")
                    ],
                    receiptThanks: [
                        ReceiptRow(
                            receiptText: "\(evil): \(arabic)", receiptDetail: "3 November 2026",
                            receiptAddress: "/clips/clip_1")
                    ], receiptSteps: [ReceiptRow(receiptText: "2 comments tried")])
            ),
            (
                "receipt-empty", .feedback,
                ReceiptPage(
                    pageTitle: "Your month", receiptPeriod: "November 2026",
                    previousAddress: "/feedback/receipts?month=2026-10")
            ),
        ]
    }

    private static var inbox: InboxPage {
        let row = InboxRow(
            inboxTurn: "turn_1", inboxAddress: "/clips/clip_1", inboxTitle: evil, inboxWhy: "\(evil) asks you by name",
            inboxSince: "yesterday", inboxNote: "First line\nsecond line", inboxLength: "1:05")
        var snoozed = InboxRow(
            inboxTurn: "turn_2", inboxAddress: "/clips/clip_2", inboxTitle: arabic, inboxWhy: "it is your turn",
            inboxSince: "2 days ago")
        snoozed.inboxSnoozed = "put off until 3 November 2026"
        return InboxPage(
            feedbackTabs: [ChipView(chipLabel: "Waiting for me", chipAddress: "/feedback", chipCurrent: true)],
            inboxProblems: summary, inboxRows: [row], snoozedRows: [snoozed],
            inboxBudget: "Asked 1 of at most 3 times in the last seven days",
            helpForm: HelpForm(
                helpOpen: true, helpPerWeek: evil, helpPerWeekProblem: "No number", helpAway: "2026-12-01",
                helpNote: evil,
                helpTerms: [
                    HelpTerm(helpTermId: "ob.price", helpTermLabel: evil, helpTermChosen: true),
                    HelpTerm(helpTermId: "st.x", helpTermLabel: "Discovery"),
                ]), receiptAddress: "/feedback/receipts")
    }

    private static var news: NewsPage {
        NewsPage(
            newsProblems: summary,
            newsRows: [
                NewsRow(
                    newsText: "\(evil) will try what you said", newsAddress: "/clips/clip_1?t=42#comment-1",
                    newsClip: evil, newsQuote: "First line\nsecond line", newsWhen: "just now", newsIsUnread: true),
                NewsRow(
                    newsText: "Somebody asks you for feedback", newsAddress: "/clips/clip_2", newsClip: arabic,
                    newsWhen: "yesterday"),
            ], hasUnread: true,
            newsSwitches: NewsSwitches(
                switchesOpen: true,
                newsKinds: [
                    NewsKindSwitch(kindValue: "thanks", kindLabel: "Thanks", kindOn: false),
                    NewsKindSwitch(kindValue: "ask", kindLabel: evil),
                ], wantsDigest: true, quietFrom: "18:00", quietUntil: evil))
    }

    static var feedbackSection: FeedbackSection {
        var resolved = ThreadRow(
            threadId: "thread_2", threadTime: "0:42 to 1:05", threadStartMilliseconds: 42_000,
            threadAddress: "/clips/clip_1?t=42")
        resolved.threadResolved = "Resolved by \(evil) yesterday"
        resolved.canReopen = true
        resolved.threadIsPrivate = true
        resolved.commentRows = [stone]
        var open = ThreadRow(
            threadId: "thread_1", threadStartMilliseconds: -1, threadAddress: "/clips/clip_1?t=0")
        open.canReply = true
        open.canResolve = true
        open.commentRows = [opening]
        open.moreReplies = "30 more answers"
        open.moreRepliesAddress = "/threads/thread_1"
        return FeedbackSection(
            feedbackAddress: "/clips/clip_1/feedback", feedbackClip: "clip_1", feedbackCount: "33 comments",
            feedbackMarks: "420 3 4;640 20 2", vaguePhrases: "great job|\(evil)",
            askForm: AskForm(
                askAddress: "/clips/clip_1/feedback/ask",
                askOptions: [
                    ChoiceOption(optionValue: "", optionLabel: "Whoever can help"),
                    ChoiceOption(optionValue: "person_1", optionLabel: evil),
                ], askedRows: [AskedRow(askedWho: "\(evil) handed it back:", askedReason: arabic)], askIsOpen: true),
            composer: ComposerView(
                composerOpen: true, composerFrom: "0:42", composerTo: evil,
                composerText: "First line\nsecond line </textarea>", composerEffect: evil,
                composerAlternative: arabic, composerPrivate: true,
                moveGroups: [
                    MoveGroup(
                        groupName: "Answering an objection",
                        groupMoves: [
                            MoveChoice(moveValue: "paused", moveName: "paused before answering", moveChosen: true),
                            MoveChoice(moveValue: "acknowledged", moveName: evil),
                        ])
                ]),
            threadRows: [open, resolved], moreThreadsAddress: "/clips/clip_1/feedback?cursor=42~thread_2",
            exportRows: [ExportRow(exportAddress: "/api/v1/clips/clip_1/feedback.csv", exportName: "Table (CSV)")])
    }

    private static var opening: CommentRow {
        var row = CommentRow(
            commentId: "comment_1", commentAnchor: "comment-1", commentAuthor: evil, commentWhen: "yesterday",
            commentAddress: "/clips/clip_1?t=42#comment-1", commentHistoryAddress: "/comments/comment_1/history")
        row.commentText = "You paused.\n\(evil)"
        row.commentBody = row.commentText
        row.commentRecording = RecordingView(
            recordingAddress: "/media/comments/comment_1/v.mp4", recordingIsVideo: true,
            recordingLabel: "Video by \(evil)", recordingSaid: evil)
        row.commentEffect = arabic
        row.commentAlternative = long
        row.commentMoves = [CommentMove(moveLabel: "paused before answering"), CommentMove(moveLabel: evil)]
        row.commentEdited = "edited 5 minutes ago"
        row.commentLife = StateBadge(badgeLabel: "Tried", badgeTone: "good")
        row.commentLifeNote = "Tried on 3 November 2026. \(evil)"
        row.commentIsUnread = true
        row.commentThanks = [CommentThanks(thanksText: "Ana says thank you: \(evil)")]
        row.commentEdit = CommentEditForm(editText: "First line\nsecond line </textarea>", editEffect: evil)
        row.canDeleteComment = true
        row.respond = RespondForm(
            respondChoices: [
                RespondChoice(respondState: "will_try", respondLabel: "Will try"),
                RespondChoice(respondState: "disagree", respondLabel: "I see it otherwise"),
            ])
        row.canThank = true
        return row
    }

    private static var stone: CommentRow {
        var row = CommentRow(
            commentId: "comment_2", commentAnchor: "comment-2", commentAuthor: "Bo", commentWhen: "yesterday",
            commentAddress: "/clips/clip_1#comment-2", commentHistoryAddress: "/comments/comment_2/history")
        row.commentStone = "\(evil) took this away yesterday."
        return row
    }

    private static func feedbackList(_ rows: [ElsewhereRow]) -> FeedbackListPage {
        FeedbackListPage(
            feedbackTabs: [
                ChipView(chipLabel: "To me", chipAddress: "/feedback?shelf=received", chipCurrent: true),
                ChipView(chipLabel: "What became of mine", chipAddress: "/feedback?shelf=given"),
            ], elsewhereRows: rows, emptyTitle: "Nobody has said anything about your clips yet",
            emptyDetail: "Feedback comes with the moment it is about.", receiptAddress: "/feedback/receipts")
    }

    private static var elsewhere: ElsewhereRow {
        var row = ElsewhereRow(
            elsewhereAddress: "/clips/clip_1?t=42#comment-1", elsewhereTime: "0:42", elsewhereClip: evil,
            elsewhereWho: "\(evil), yesterday", elsewhereText: "First line\nsecond line")
        row.elsewhereAlternative = arabic
        row.elsewhereLife = StateBadge(badgeLabel: "Will try", badgeTone: "good")
        row.elsewhereNote = evil
        return row
    }
}

extension ElsewhereRow {
    fileprivate static let bare = ElsewhereRow(
        elsewhereAddress: "/clips/clip_2#comment-3", elsewhereClip: "x", elsewhereWho: "Bo, just now",
        elsewhereText: "y")
}
