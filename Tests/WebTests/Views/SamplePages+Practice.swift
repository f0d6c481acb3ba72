@testable import Web

extension SamplePages {
    static var practice: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "practice", .practice,
                PracticePage(
                    briefTabs: ["To practise", "Drafts"].enumerated().map {
                        ChipView(chipLabel: $1, chipAddress: "/practice?state=\($0)", chipCurrent: $0 == 0)
                    },
                    briefRows: [
                        BriefRow(
                            briefRowAddress: "/briefs/brief_1", briefRowTitle: evil, briefRowLine: long,
                            briefRowFacts: facts, briefRowTakes: "You have 2 takes"),
                        BriefRow(briefRowAddress: "/briefs/brief_2", briefRowTitle: arabic, briefRowFacts: []),
                    ], takeRows: takeRows, canWrite: true)
            ),
            ("practice-empty", .practice, PracticePage(briefRows: [])),
            ("brief", .practice, brief),
            (
                "brief-bare", .practice,
                BriefPage(
                    pageTitle: japanese, briefAddress: "/briefs/brief_1", briefFacts: [], briefAnswers: "In writing",
                    briefAudience: "Everyone here", briefBy: "by Ana, Sales")
            ),
            ("brief-edit", .practice, briefForm),
            (
                "brief-new", .practice,
                BriefFormPage(
                    pageTitle: "Write a brief", formAddress: "/briefs", backAddress: "/practice",
                    backTitle: "Practice", isNew: true)
            ),
            ("record", .practice, record),
            (
                "record-bare", .practice,
                RecordPage(
                    pageTitle: "Record: \(arabic)", recordBriefId: "brief_1", recordBriefAddress: "/briefs/brief_1",
                    recordBriefTitle: arabic, recordPersonId: "person_1", recordTeam: "team_1",
                    recordAllowsVoice: true, recordAudienceText: "Only you see it until you submit it.")
            ),
            ("take", .practice, take),
            ("take-draft", .practice, draft),
            ("rubrics", .practice, rubrics),
            ("rubrics-empty", .practice, RubricsPage(rubricRows: [])),
            ("rubric", .practice, rubric),
            ("rubric-edit", .practice, rubricForm),
            ("beside", .practice, beside),
            (
                "beside-bare", .practice,
                BesidePage(
                    pageTitle: "Two takes", besideBriefAddress: nil, besideBriefTitle: arabic,
                    besideSides: [
                        BesideSide(
                            sideNumber: 1, sideTitle: "First take", sideAddress: "/takes/take_1", sideFacts: [],
                            sideText: evil),
                        BesideSide(
                            sideNumber: 2, sideTitle: "Second take", sideAddress: "/takes/take_2", sideFacts: [],
                            sideWaits: "It cannot be played yet."),
                    ])
            ),
            (
                "take-written", .practice,
                TakePage(
                    pageTitle: "Your take: \(arabic)", takeAddress: "/takes/take_1", clipId: "clip_1",
                    takeBriefAddress: nil, takeBriefTitle: arabic,
                    takeBadge: StateBadge(badgeLabel: "Submitted", badgeTone: "good"), takeFacts: facts,
                    takeText: "First line\n\(evil)",
                    feedback: FeedbackSection(
                        feedbackAddress: "/clips/clip_1/feedback", feedbackClip: "clip_1", feedbackCount: "0 comments"))
            ),
        ]
    }

    private static let facts = [PracticeFact(practiceFact: evil), PracticeFact(practiceFact: "about 60 seconds")]

    private static let takeRows = [
        TakeRow(
            takeRowAddress: "/takes/take_1", takeRowTitle: evil,
            takeRowBadge: StateBadge(badgeLabel: "Submitted", badgeTone: "good"), takeRowFacts: facts),
        TakeRow(
            takeRowAddress: "/takes/take_2", takeRowTitle: japanese,
            takeRowBadge: StateBadge(badgeLabel: "Only you see it", badgeTone: "calm"), takeRowFacts: []),
    ]

    private static var brief: BriefPage {
        var page = BriefPage(
            pageTitle: evil, briefAddress: "/briefs/brief_1",
            briefBadge: StateBadge(badgeLabel: "Draft", badgeTone: "warn"), briefLine: long, briefSituation: evil,
            briefFacts: facts, briefPoints: [BriefPoint(pointText: evil), BriefPoint(pointText: arabic)],
            briefDialogue: [
                BriefTurnRow(turnWho: "Buyer", turnText: evil), BriefTurnRow(turnWho: "You", turnText: japanese),
            ], briefAnswers: "Camera, Voice", briefAudience: "Everyone in the team", briefBy: "by \(evil), Sales")
        page.briefRubric = PracticeLink(linkAddress: "/rubrics/rubric_1", linkText: evil)
        page.recordAddress = "/briefs/brief_1/record"
        page.addToSetAddress = "/sets/add?brief=brief_1"
        page.briefProblems = summary
        page.ownTakeRows = takeRows
        page.otherTakeRows = takeRows
        page.editAddress = "/briefs/brief_1/edit"
        page.stateChoices = [BriefStateChoice(stateChoice: "retired", stateChoiceLabel: "Retire it")]
        page.versionRows = [
            BriefVersionRow(versionNumber: 2, versionName: "Version 2, by \(evil), today", versionText: evil),
            BriefVersionRow(
                versionNumber: 1, versionName: "Version 1, by Ana, yesterday", versionText: long, versionIsOld: true),
        ]
        page.requestAddress = "/requests/request_1"
        return page
    }

    private static var briefForm: BriefFormPage {
        var page = BriefFormPage(
            pageTitle: "Change the brief", formAddress: "/briefs/brief_1/edit", backAddress: "/briefs/brief_1",
            backTitle: evil, briefProblems: summary)
        let text = TextField(fieldValue: evil, fieldProblem: "Too long")
        page.titleField = text
        page.lineField = text
        page.situationField = TextField(fieldValue: "First line\nsecond line </textarea>")
        page.stageField = ChoiceField(fieldOptions: options([evil], any: "Any"), fieldProblem: "Not on the list")
        page.objectionField = ChoiceField(fieldOptions: options([evil], any: "Any"))
        page.personaField = ChoiceField(fieldOptions: options([arabic], any: "Any"))
        page.pointsField = text
        page.dialogueField = text
        page.targetField = TextField(fieldValue: "5", fieldProblem: "Please give 10 to 1,800 seconds.")
        page.answerBoxes = [
            AnswerBox(answerValue: "video", answerLabel: "Camera", answerTicked: true),
            AnswerBox(answerValue: "text", answerLabel: "In writing"),
        ]
        page.rubricField = ChoiceField(fieldOptions: options([evil], any: "None"), fieldProblem: "Not there")
        page.reviewersField = TextField(fieldValue: "9", fieldProblem: "Please give 1 to 5 reviewers.")
        page.releaseField = TextField(fieldValue: "7")
        page.answersProblem = "Please allow at least one way to answer."
        page.audienceField = ChoiceField(fieldOptions: [ChoiceOption(optionValue: "team", optionLabel: "The team")])
        page.teamField = ChoiceField(fieldOptions: [ChoiceOption(optionValue: "team_1", optionLabel: evil)])
        page.formVersion = "3"
        page.formRequest = "request_1"
        return page
    }

    private static var record: RecordPage {
        var page = RecordPage(
            pageTitle: "Record: \(evil)", recordBriefId: "brief_1", recordBriefAddress: "/briefs/brief_1",
            recordBriefTitle: evil, recordPersonId: "person_1", recordTeam: "team_1",
            recordAudienceText: "Only you see it until you submit it.")
        page.recordLine = long
        page.recordSituation = [RecordSituation(situationText: evil)]
        page.recordPoints = [BriefPoint(pointText: evil), BriefPoint(pointText: arabic)]
        page.recordDialogue = [BriefTurnRow(turnWho: "Buyer", turnText: evil)]
        page.recordTargetSeconds = "60"
        page.recordTargetText = "about 60 seconds"
        page.recordAgain = "take_1"
        page.recordAllowsVideo = true
        page.recordAllowsScreen = true
        page.recordAllowsVoice = true
        page.recordAllowsText = true
        page.recordProblems = summary
        page.recordText = "First line\nsecond line </textarea>"
        return page
    }

    private static var take: TakePage {
        var page = TakePage(
            pageTitle: "\(evil)'s take: \(evil)", takeAddress: "/takes/take_1", clipId: "clip_1",
            takeBriefAddress: "/briefs/brief_1", takeBriefTitle: evil,
            takeBadge: StateBadge(badgeLabel: "Submitted", badgeTone: "good"), takeFacts: facts)
        page.takeLine = long
        page.takeProblems = summary
        page.takeNote = "It is submitted. Everyone who could look was asked often enough."
        page.player = player
        page.transcriptLines = clip.transcriptLines
        page.transcriptNote = clip.transcriptNote
        page.reviewRows = [
            ReviewRow(reviewName: "What worked?", reviewText: evil),
            ReviewRow(reviewName: "How sure did you feel?", reviewText: "Sure"),
        ]
        page.feedback = feedbackSection
        page.recordAgainAddress = "/briefs/brief_1/record?again=take_1"
        page.canDeleteTake = true
        page.siblingRows = takeRows
        page.scores = scores
        page.againRows = [
            AgainRow(
                againText: "\(evil) asks you to do it again", againCommentAddress: "#comment-1",
                againTakeAddress: "/takes/take_1/beside?with=take_2")
        ]
        page.besideAddress = "/takes/take_1/beside"
        page.promotion = promotion
        return page
    }

    private static var draft: TakePage {
        var page = TakePage(
            pageTitle: "Your take: \(long)", takeAddress: "/takes/take_1", clipId: "clip_1",
            takeBriefAddress: "/briefs/brief_1", takeBriefTitle: long,
            takeBadge: StateBadge(badgeLabel: "Only you see it", badgeTone: "calm"), takeFacts: facts)
        page.processing = ProcessingView(processingLabel: "Preparing the picture and sound", processingPercent: 40)
        page.takeRejection = evil
        page.selfReview = SelfReviewForm(
            workedField: TextField(fieldValue: evil, fieldProblem: "Too long"),
            confidenceField: ChoiceField(fieldOptions: options(["Sure"], any: "I'd rather not say")),
            toField: ChoiceField(fieldOptions: options([evil], any: "Whoever can")),
            reviewAudience: "Everyone in the team", reviewAudienceValue: "team")
        page.recordAgainAddress = "/briefs/brief_1/record?again=take_1"
        page.canDeleteTake = true
        return page
    }

    private static var scores: ScoresView {
        var view = ScoresView(scoresAddress: "/takes/take_1/scorecard", scoresState: "1 of 2 filled it in.")
        view.scoreForm = ScoreForm(
            scoreRubric: evil, scoreVersion: "3", scoreOpen: true,
            scoreQuestions: [
                ScoreQuestion(
                    questionNumber: 1, questionCriterion: "criterion_1", questionTitle: evil,
                    questionLevels: (1...4).map {
                        ScoreLevel(
                            choiceName: "level_1", choiceId: "f-level_1_\($0)", choiceNumber: $0, choiceText: long,
                            choiceChosen: $0 == 2)
                    })
            ], scoreNote: "First line\nsecond line </textarea>", scoreProblem: "Please answer every criterion.")
        view.scoreNames = [ScoreName(scoreName: "You"), ScoreName(scoreName: evil)]
        view.scoreRows = [
            ScoreRow(
                scoreCriterion: evil,
                scoreCells: [
                    ScoreCell(scoreLevel: "2 of 4", scoreText: long), ScoreCell(),
                ], scoreDiffers: true)
        ]
        view.scoreNotes = [ReviewRow(reviewName: "You", reviewText: evil)]
        return view
    }

    private static var promotion: PromotionView {
        var view = PromotionView()
        view.promotionAsk = "\(evil) would like to bring this take into the catalog."
        view.promotionAskedAt = "1764152720000"
        view.promotionFacts = [ReviewRow(reviewName: "Title", reviewText: evil)]
        view.promotionState = "Its speaker is asked."
        view.promotedAddress = "/clips/clip_1"
        let text = TextField(fieldValue: evil, fieldProblem: "Too long")
        view.promotionForm = PromotionForm(
            promotionOpen: true, titleField: text,
            stageField: ChoiceField(fieldOptions: options(stages, any: "Choose one"), fieldProblem: "Please choose"),
            objectionField: ChoiceField(fieldOptions: options([evil], any: "Choose one")), ruleWhenField: text,
            ruleDoField: text, ruleBecauseField: TextField(fieldValue: arabic),
            visibilityField: ChoiceField(fieldOptions: options(["The team"], any: "Nobody")), howTold: text,
            alsoHeard: text, promotionNote: "\(evil) is asked first.")
        view.consentOptions = options(["Yes, for the team"], any: "Ask me first")
        return view
    }

    private static let levels = ["None.", evil, long, arabic].enumerated().map {
        CriterionLevel(levelNumber: $0.offset + 1, levelText: $0.element)
    }

    private static var rubrics: RubricsPage {
        RubricsPage(
            rubricRows: [
                RubricRow(rubricRowAddress: "/rubrics/rubric_1", rubricRowTitle: evil, rubricRowFacts: facts),
                RubricRow(
                    rubricRowAddress: "/rubrics/rubric_2", rubricRowTitle: arabic, rubricRowFacts: [],
                    rubricRowRetired: true),
            ],
            starterRows: [StarterRow(starterName: "opener", starterTitle: "Opener", starterFacts: facts)],
            canWrite: true, teamOptions: options([evil], any: "Sales"))
    }

    private static var rubric: RubricPage {
        let row = CriterionRow(criterionTitle: evil, criterionWeight: "weighs 2", criterionLevels: levels)
        return RubricPage(
            pageTitle: evil, rubricAddress: "/rubrics/rubric_1", rubricBy: "by \(evil)", rubricSummary: long,
            criterionRows: [row], retiredRows: [row], editAddress: "/rubrics/rubric_1/edit", canRetire: true,
            canBringBack: true)
    }

    private static var rubricForm: RubricFormPage {
        RubricFormPage(
            pageTitle: "Change the rubric", formAddress: "/rubrics/rubric_1/edit", backAddress: "/rubrics/rubric_1",
            backTitle: evil, rubricProblems: summary,
            titleField: TextField(fieldValue: evil, fieldProblem: "Too long"),
            summaryField: TextField(fieldValue: "First line\nsecond line </textarea>"),
            criterionForms: [
                CriterionForm(
                    formNumber: 1, formCriterion: "criterion_1", formTitle: evil, formWeight: "much",
                    formLevels: (1...4).map {
                        LevelForm(levelName: "level_1_\($0)", levelNumber: $0, levelText: evil)
                    }, formRetired: true, formProblem: "A weight is a whole number from 1 to 10."),
                CriterionForm(
                    formNumber: 2,
                    formLevels: (1...4).map { LevelForm(levelName: "level_2_\($0)", levelNumber: $0) }),
            ], teamField: ChoiceField(fieldOptions: options([evil], any: "Sales")), formVersion: "3")
    }

    private static var beside: BesidePage {
        let sides = [1, 2].map { number in
            BesideSide(
                sideNumber: number, sideTitle: number == 1 ? "First take" : "Second take",
                sideAddress: "/takes/take_\(number)", sideFacts: facts, sideMedia: "/media/clip_\(number)/v.mp4",
                sideType: "video/mp4", sidePoster: "/media/clip_1/poster.jpg",
                sideCaptions: "/api/v1/clips/clip_1/captions.vtt",
                sideReview: [ReviewRow(reviewName: "What worked?", reviewText: evil)],
                sideComments: [
                    SideComment(
                        sideCommentWho: evil, sideCommentAddress: "/clips/clip_1?t=42#comment-1",
                        sideCommentTime: "0:42", sideCommentStart: "42000", sideCommentText: evil,
                        sideCommentAlternative: long),
                    SideComment(
                        sideCommentWho: "Ana", sideCommentAddress: "/clips/clip_1?t=0#comment-2",
                        sideCommentText: arabic),
                ])
        }
        return BesidePage(
            pageTitle: "Two takes: \(evil)", besideBriefAddress: "/briefs/brief_1", besideBriefTitle: evil,
            besideSides: sides, besidePlays: true,
            changeRows: [
                ChangeRow(
                    changeCriterion: evil,
                    changeCells: [
                        ChangeCell(changeWho: evil, changeBefore: "2 of 4", changeAfter: "3 of 4"),
                        ChangeCell(changeWho: "Ana", changeBefore: "not said", changeAfter: "1 of 4"),
                    ])
            ])
    }
}
