@testable import Web

extension SamplePages {
    static var requests: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "requests", .requests,
                RequestsPage(
                    requestTabs: requestTabs, requestRows: requestRows, emptyTitle: "", emptyDetail: "",
                    gapsAddress: "/gaps")
            ),
            (
                "requests-empty", .requests,
                RequestsPage(
                    requestTabs: requestTabs, requestRows: [], emptyTitle: "Nobody waits for you",
                    emptyDetail: "Questions come to people whose clips were of use.", narrowedText: evil)
            ),
            (
                "request-new", .requests,
                RequestNewPage(
                    requestProblems: summary, textField: TextField(fieldValue: evil, fieldProblem: "Too long"),
                    stageField: ChoiceField(fieldOptions: options(stages, any: "Any stage")),
                    objectionField: ChoiceField(fieldOptions: options([evil], any: "None of these")),
                    noteField: TextField(fieldValue: "First line\nsecond line </textarea>"), nearRows: requestRows)
            ),
            ("request", .requests, request),
            (
                "request-bare", .requests,
                RequestPage(
                    pageTitle: arabic, requestId: "request_1",
                    requestState: StateBadge(badgeLabel: "Closed", badgeTone: "calm"),
                    requestAskers: "1 person asks this",
                    requestWhen: "asked today")
            ),
            (
                "tagging", .clips,
                TaggingPage(
                    tagRows: [
                        TagRow(
                            tagClip: "clip_1", tagTitle: evil, tagAddress: "/clips/clip_1", tagIsSure: true,
                            tagLikelihood: "82 % sure, because of", tagSentence: evil,
                            tagObjections: options([evil], any: "Choose one"),
                            tagStages: options(stages, any: "Choose one")),
                        TagRow(
                            tagClip: "clip_2", tagTitle: arabic, tagAddress: "/clips/clip_2",
                            tagObjections: options(["Not now"], any: "Choose one"),
                            tagStages: options(stages, any: "Choose one")),
                    ], tagProblems: summary)
            ),
            ("tagging-empty", .clips, TaggingPage(tagRows: [])),
            (
                "learning", .admin,
                AdminLearningPage(
                    keptRows: [
                        KeptQuestionRow(
                            keptText: evil, keptObjection: "Too expensive", keptObjectionId: "ob.price",
                            keptUse: "kept in 4 lookups by 3 people"),
                        KeptQuestionRow(
                            keptText: japanese, keptObjection: evil, keptObjectionId: "ob.x",
                            keptUse: "kept in 1 lookup"),
                    ])
            ),
            ("learning-empty", .admin, AdminLearningPage(keptRows: [])),
            (
                "judging", .admin,
                JudgingPage(
                    judgingProblems: summary, newTextField: TextField(fieldValue: evil, fieldProblem: "Too long"),
                    stageOptions: options(stages, any: "Any"),
                    judgedRows: [
                        JudgedRow(
                            judgedAddress: "/admin/judging/judged_1", judgedText: evil, judgedStage: "Negotiation",
                            judgedState: "7 moments judged", judgedIsUnanswered: false),
                        JudgedRow(
                            judgedAddress: "/admin/judging/judged_2", judgedText: arabic, judgedStage: nil,
                            judgedState: "1 moment judged", judgedIsUnanswered: true),
                    ], canMeasure: true,
                    qualityRows: [
                        QualityRow(
                            qualityWhen: "26 November 2026", qualityCount: "24 + 3", qualityNDCG: "0.76",
                            qualityMRR: "0.81", qualitySuccess: "0.75", qualityMoment: "0.70", qualityMisses: "0.67",
                            qualityTook: "3.1")
                    ])
            ),
            (
                "judging-empty", .admin,
                JudgingPage(
                    stageOptions: options(stages, any: "Any"), judgedRows: [], canMeasure: false, qualityRows: [])
            ),
            (
                "judging-sheet", .admin,
                JudgingSheetPage(
                    judgedId: "judged_1", judgedText: evil, judgedStage: "Negotiation",
                    answerRows: [
                        AnswerRow(
                            answerKey: "clip_1.42000", answerNumber: "1", answerTitle: evil,
                            answerAddress: "/clips/clip_1?t=42", answerSpeaker: japanese,
                            answerQuote: [QuotePart(partText: evil), QuotePart(partText: "price", partMarked: true)],
                            gradeChoices: [
                                GradeChoice(gradeValue: "", gradeLabel: "Not judged", gradeChosen: false),
                                GradeChoice(gradeValue: "3", gradeLabel: "Exactly this", gradeChosen: true),
                            ])
                    ])
            ),
            (
                "judging-sheet-empty", .admin,
                JudgingSheetPage(judgedId: "judged_1", judgedText: arabic, judgedStage: nil, answerRows: [])
            ),
        ]
    }

    static let requestTabs = ["Open", "Asked by you", "For you to answer", "Answered"].enumerated().map {
        ChipView(chipLabel: $1, chipAddress: "/requests?scope=\($0)", chipCurrent: $0 == 0)
    }

    static let requestRows = [
        RequestRow(
            requestAddress: "/requests/request_1", requestText: evil, requestAskers: "3 people ask this",
            requestState: StateBadge(badgeLabel: "Waits for you", badgeTone: "busy"), requestStage: "Negotiation",
            requestObjection: "Too expensive", requestWhen: "asked 2 days ago"),
        RequestRow(
            requestAddress: "/requests/request_2", requestText: japanese, requestAskers: "You ask this",
            requestState: StateBadge(badgeLabel: "Answered", badgeTone: "good"), requestWhen: "asked yesterday"),
    ]

    /// Everything that can be on it at once, which no one person ever sees.
    static var request: RequestPage {
        var page = RequestPage(
            pageTitle: evil, requestId: "request_1",
            requestState: StateBadge(badgeLabel: "Answered", badgeTone: "good"),
            requestAskers: "You and 2 other people ask this", requestWhen: "asked 2 days ago",
            requestStage: "Negotiation", requestObjection: evil)
        page.answerCards = [today.continueCards[0]]
        page.hiddenAnswers = "1 answer"
        page.askVerdict = RequestVerdictForm(verdictId: "request_1")
        page.verdictText = "You said: not quite. It is open again."
        page.answering = RequestAnswering(
            answerWaits: true,
            answerChoices: [
                AnswerChoice(
                    choiceClip: "clip_1", choiceTitle: evil, choiceSpeaker: "Maya Lindqvist",
                    choiceAddress: "/clips/clip_1?t=4", choiceLength: "0:48")
            ], newClipAddress: "/clips/new?request=request_1")
        page.promiseAddress = "/clips/clip_2/edit"
        page.canJoin = true
        page.canLeave = true
        page.canClose = true
        page.canDecline = true
        page.handOnOptions = [ChoiceOption(optionValue: "person_1", optionLabel: evil)]
        page.askerNotes = [RequestNote(noteWho: evil, noteText: long, noteWhen: "yesterday")]
        page.askedRows = [RequestNote(noteWho: "Bo: cannot answer", noteText: evil, noteWhen: "today")]
        page.historyRows = [
            RequestNote(noteWho: "Ana asked", noteWhen: "2 days ago"),
            RequestNote(noteWho: "Bo cannot answer", noteText: evil, noteWhen: "yesterday"),
        ]
        return page
    }
}
