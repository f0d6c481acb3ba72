import Domain

@testable import Web

extension SamplePages {
    static var clips: [(name: String, place: Place, page: any PageView)] {
        [
            ("clips", .clips, clipList),
            (
                "clips-empty", .clips,
                ClipsPage(
                    scopeChips: [], stateChips: [], stageOptions: [], objectionOptions: [], totalText: "No clips",
                    clipCards: [])
            ),
            ("clip", .clips, clip),
            ("clip-audio", .clips, clipAudio),
            (
                "clip-bare", .clips,
                ClipPage(
                    pageTitle: "x", clipId: "clip_2", stateBadge: StateBadge(badgeLabel: "Draft", badgeTone: "calm"),
                    clipAddress: "/clips/clip_2")
            ),
            (
                "clip-absent", .clips,
                ClipPage(
                    pageTitle: long, clipId: "clip_8", stateBadge: StateBadge(badgeLabel: "Draft", badgeTone: "calm"),
                    absence: AbsenceView(
                        absenceTitle: "This clip has no recording",
                        absenceText: "Please ask \(evil) for the recording.",
                        canRetry: true, absenceAddress: "/clips/new"),
                    clipAddress: "/clips/clip_8")
            ),
            (
                "clip-processing", .clips,
                ClipPage(
                    pageTitle: arabic, clipId: "clip_3",
                    stateBadge: StateBadge(badgeLabel: "Processing", badgeTone: "busy"),
                    visibilityText: "Only you can see it",
                    processing: ProcessingView(processingLabel: "Making it playable", processingPercent: 40),
                    actions: ClipActions(canEdit: true, publishBlockers: ["Choose a stage", "Fill in the notice"]),
                    clipAddress: "/clips/clip_3")
            ),
            (
                "clip-rejected", .clips,
                ClipPage(
                    pageTitle: long, clipId: "clip_4", stateBadge: StateBadge(badgeLabel: "Rejected", badgeTone: "bad"),
                    rejection: RejectionView(
                        rejectionReason: "It holds no picture and no sound we can read. \(evil)",
                        rejectionKept: "The file is kept until tomorrow 14:00.", canRetry: true),
                    actions: ClipActions(canTrash: true), clipAddress: "/clips/clip_4")
            ),
            ("clip-edit", .clips, edit),
            (
                "clip-edit-bare", .clips,
                ClipEditPage(
                    pageTitle: "Edit: x", clipId: "clip_2", clipAddress: "/clips/clip_2", formVersion: "1",
                    editorId: "person_1",
                    stateBadge: StateBadge(badgeLabel: "Draft", badgeTone: "calm"))
            ),
            (
                "upload", .add,
                UploadPage(
                    acceptedKinds: "MP4, MOV, WebM, MKV, M4A, MP3, WAV, OGG", acceptedTypes: "video/*,audio/*",
                    largestText: "10 GB", largestBytes: 10_737_418_240,
                    speechNote: "The speech model is not installed, so clips get no transcript by themselves.",
                    uploadRequest: UploadRequest(uploadRequestId: "request_1", uploadRequestText: evil))
            ),
            (
                "upload-closed", .add,
                UploadPage(
                    acceptedKinds: "MP4", acceptedTypes: "video/*", largestText: "10 GB", largestBytes: 1,
                    uploadsClosed: "The disk is nearly full, so nothing can be added just now. An admin has been told.")
            ),
            (
                "trash", .clips,
                TrashPage(
                    keptFor: "30 days",
                    trashRows: [
                        TrashRow(
                            trashClipId: "clip_9", trashTitle: evil, trashedBy: "put here by Ana 2 days ago",
                            trashLeaves: "removed for good on 3 March")
                    ], moreAddress: "/trash?cursor=2")
            ),
            ("trash-empty", .clips, TrashPage(keptFor: "30 days", trashRows: [])),
        ]
    }

    static var clipList: ClipsPage {
        ClipsPage(
            scopeChips: [
                ChipView(chipLabel: "Everything", chipAddress: "/clips", chipCount: "128", chipCurrent: true),
                ChipView(chipLabel: "Mine", chipAddress: "/clips?scope=mine", chipCount: "3"),
                ChipView(chipLabel: "Team", chipAddress: "/clips?scope=team", chipCount: "40"),
                ChipView(chipLabel: "Library", chipAddress: "/clips?scope=library", chipCount: "85"),
            ],
            stateChips: [
                ChipView(chipLabel: "Published", chipAddress: "/clips?state=published", chipCount: "120"),
                ChipView(chipLabel: "Draft", chipAddress: "/clips?state=draft", chipCount: "5"),
            ],
            stageOptions: options(stages, any: "Any stage"),
            objectionOptions: options(["Too expensive"], any: "Any objection"),
            scopeValue: evil, stateValue: "draft", totalText: "128 clips",
            clipCards: [
                ClipCard(
                    cardAddress: "/clips/clip_1", cardTitle: "Too expensive, answered with the cost of waiting",
                    cardPoster: "/sample/poster.jpg", cardLength: "1:42", cardSpeaker: "Maya Lindqvist",
                    cardStage: "Negotiation", cardObjection: "Too expensive", cardWhen: "added 3 days ago by Ana"),
                ClipCard(
                    cardAddress: "/clips/clip_2", cardTitle: long, cardPoster: "/sample/poster.jpg",
                    cardLength: "1:02:10",
                    cardSpeaker: evil, cardStage: "Proposal", cardFreshness: "Verify by 1 March"),
                ClipCard(
                    cardAddress: "/clips/clip_3", cardTitle: japanese, cardIsAudio: true, cardLength: "0:31",
                    cardSpeaker: "佐藤 美咲", cardState: StateBadge(badgeLabel: "Retired", badgeTone: "warn")),
                ClipCard(
                    cardAddress: "/clips/clip_4", cardTitle: "call.mp4",
                    cardState: StateBadge(badgeLabel: "Waiting", badgeTone: "busy"), cardProgress: 0, cardClip: "clip_4"
                ),
            ],
            moreAddress: "/clips?cursor=abc&scope=mine", isFiltered: true, trashCount: "2")
    }

    /// Neither loud nor quiet for long, the same in every run.
    static let peaks: [UInt8] = (0..<400).map { (index: Int) -> UInt8 in
        let step: Int = index * 37
        let turn: Int = (index * index) % 91
        return UInt8((step + turn) % 200 + 40)
    }

    static var player: PlayerView {
        PlayerView(
            mediaAddress: "/sample/clip.mp4", mediaType: "video/mp4", posterAddress: "/sample/poster.jpg",
            captionsAddress: "/sample/captions.vtt", durationMilliseconds: 20000, durationText: "0:20",
            resumeMilliseconds: 6000, resumeText: "0:06",
            waveformPath: Waveform.path(peaks),
            markerRows: [
                MarkerView(
                    markerStart: 100, markerWidth: 350, markerTitle: evil, markerStartMilliseconds: 2000,
                    markerEndMilliseconds: 9000),
                MarkerView(
                    markerStart: 600, markerWidth: 300, markerTitle: "What makes you different?",
                    markerStartMilliseconds: 12_000, markerEndMilliseconds: 18_000),
            ],
            storyboard: StoryboardView(
                storyboardAddress: "/media/clip_1/storyboard.jpg", storyboardLayout: "2000,10,1,160,90"),
            playerClip: "clip_1", playerTitle: "Too expensive")
    }

    static var clip: ClipPage {
        ClipPage(
            pageTitle: "Too expensive, answered with the cost of waiting", clipId: "clip_1",
            stateBadge: StateBadge(badgeLabel: "Published", badgeTone: "good"),
            visibilityText: "Everyone here can see it",
            freshnessWarning: "The price list 2025 has ended. Check before you quote a number.",
            leadFacts: [
                FactRow(factName: "Speaker", factValue: evil),
                FactRow(factName: "Objection", factValue: "Too expensive", factAddress: "/lookup?objection=ob.price"),
            ],
            description: "Recorded after the spring round. \(evil)", player: player,
            transcriptLines: [
                TranscriptLineView(
                    lineStartMilliseconds: 0, lineTime: "0:00", lineSeconds: 0,
                    lineSpeaker: "Buyer", lineText: "You are way above the others.",
                    lineWordStarts: "0 300 600 1100 1500 1900"),
                TranscriptLineView(
                    lineStartMilliseconds: 3000, lineTime: "0:03",
                    lineSeconds: 3, lineSpeaker: "Maya",
                    lineText: "That may well be. Compared with what, if I may ask?",
                    lineWordStarts: "0 300 500 900 1500 2200 2600 3000 3200 3300 3500"),
                TranscriptLineView(
                    lineStartMilliseconds: 8000, lineTime: "0:08",
                    lineSeconds: 8, lineText: evil),
                TranscriptLineView(
                    lineStartMilliseconds: 14000, lineTime: "0:14",
                    lineSeconds: 14, lineSpeaker: "ليلى", lineText: arabic),
            ],
            transcriptNote: "Written by the machine, not checked yet.",
            momentRows: [
                MomentRow(
                    rowMomentTitle: "You're way above the others", rowMomentTime: "0:02",
                    rowMomentLength: "0:07", rowStartMilliseconds: 2000, rowEndMilliseconds: 9000,
                    rowMomentAddress: "/clips/clip_1?t=2"),
                MomentRow(
                    rowMomentTitle: long, rowMomentTime: "0:12", rowMomentLength: "0:06",
                    rowStartMilliseconds: 12000, rowEndMilliseconds: 18000, rowMomentAddress: "/clips/clip_1?t=12"),
            ],
            ruleRows: [
                RuleRow(
                    ruleWhen: "they compare us with the cheapest", ruleDo: "ask what that offer leaves out",
                    ruleBecause: "the gap is what they will pay for later"),
                RuleRow(ruleWhen: evil, ruleDo: "stay calm"),
            ],
            factRows: [
                FactRow(factName: "Speaker", factValue: "Maya Lindqvist"),
                FactRow(factName: "Stage", factValue: "Negotiation", factAddress: "/lookup?stage=st.negotiate"),
                FactRow(factName: "Objection", factValue: "Too expensive", factAddress: "/lookup?objection=ob.price"),
                FactRow(factName: "Owner", factValue: evil),
                FactRow(factName: "Verify by", factValue: "1 March 2027"),
            ],
            conditionRows: [
                ConditionRow(conditionText: "price list 2026-Q3"),
                ConditionRow(conditionText: evil, conditionEnded: "ended on 1 October"),
            ],
            notice: NoticeView(
                noticePeople: "Maya, and a colleague as the buyer", noticeTold: "asked before recording",
                noticeUses: "team and library", noticeUntil: "until 1 March 2027", noticeIsOver: true),
            heat: HeatView(
                HeatMap(
                    (0..<6).map { index in
                        var total = WatchTotal(openedAt: Instant(milliseconds: 0))
                        let end = 4000 + index * 3000
                        total.add(
                            [PlayedInterval(start: 0, end: end, at: 0, wall: end)], length: 20_000,
                            at: Instant(milliseconds: 0))
                        return total
                    }, length: 20_000), length: 20_000),
            rememberOffer: RememberOffer(
                offerRows: [OfferRow(offerLine: evil, offerCue: "cue_1")], offerEnters: false),
            clipCues: ClipCuesView(clipCueRows: [cueRow], makeCueAddress: "/cues/new?clip=clip_1", suggestedLine: evil),
            feedback: feedbackSection,
            related: RelatedView(
                relatedObjection: "Too expensive \(evil)", relatedAddress: "/lookup?objection=ob.price",
                relatedCards: [
                    MomentCard(
                        momentAddress: "/clips/clip_5?t=42", momentTitle: evil, momentSpeaker: "Maya Lindqvist",
                        momentPoster: "/sample/poster.jpg", momentLength: "0:48", momentStage: "Negotiation",
                        momentNote: "You watched this yesterday"),
                    MomentCard(
                        momentAddress: "/clips/clip_6", momentTitle: japanese, momentIsAudio: true, momentLength: "1:10"
                    ),
                ]),
            actions: ClipActions(
                canEdit: true, canPublish: true, canRetire: true, canTrash: true, canRestore: true,
                downloadOriginal: "/media/original/clip_1"),
            clipAddress: "/clips/clip_1")
    }

    static var clipAudio: ClipPage {
        ClipPage(
            pageTitle: japanese, clipId: "clip_7", stateBadge: StateBadge(badgeLabel: "Draft", badgeTone: "calm"),
            visibilityText: "Only you can see it",
            player: PlayerView(
                mediaAddress: "/sample/clip.mp4", mediaType: "audio/mp4", playerIsAudio: true,
                durationMilliseconds: 20000,
                durationText: "0:20", startMilliseconds: 4000, playerClip: "clip_7", playerTitle: evil),
            factRows: [FactRow(factName: "Stage", factValue: "Discovery")],
            heat: HeatView(HeatMap([], length: 20_000), length: 20_000), clipAddress: "/clips/clip_7")
    }

    static var edit: ClipEditPage {
        ClipEditPage(
            pageTitle: "Edit: \(evil)", clipId: "clip_1", clipAddress: "/clips/clip_1", formVersion: "7",
            editorId: "person_1", stateBadge: StateBadge(badgeLabel: "Draft", badgeTone: "calm"), editProblems: summary,
            firstTimeHint: true,
            stepRows: [
                StepRow(stepLabel: "Title", stepKey: "title", stepAnchor: "f-title", stepDone: true),
                StepRow(stepLabel: "Notice", stepKey: "notice", stepAnchor: "f-notice_people"),
            ],
            stepsDone: "1 of 2",
            titleSuggestions: [TitleSuggestion(suggestedTitle: evil, suggestedFrom: "Said at 0:12")],
            objectionSuggestion: ObjectionSuggestion(
                guessTerm: "term_1", guessLabel: "Too expensive", guessSure: "Quite sure", guessQuote: evil,
                guessTime: "0:12", guessMilliseconds: 12_000),
            player: player,
            titleField: TextField(fieldValue: evil, fieldProblem: "Please give it a title people recognise"),
            descriptionField: TextField(fieldValue: "First line\nsecond line </textarea><b>"),
            stageField: ChoiceField(fieldOptions: options(stages, any: "Choose one"), fieldProblem: "Choose a stage"),
            objectionField: ChoiceField(fieldOptions: options(["Too expensive", "Not now"], any: "Choose one")),
            clipTypeField: ChoiceField(fieldOptions: options(["Pitch", "Story"], any: "None")),
            personaField: ChoiceField(fieldOptions: options(["Finance lead", arabic], any: "Anyone")),
            visibilityField: ChoiceField(fieldOptions: options(["Team", "Library"], any: "Only me")),
            teamField: ChoiceField(fieldOptions: options(["North", "South"], any: "None")),
            tagsField: TextField(fieldValue: "quote, discount"), verifyByField: TextField(fieldValue: "2027-03-01"),
            conditionsField: TextField(fieldValue: "price list 2026-Q3\n\(evil)"),
            speakerForms: [
                SpeakerForm(formNumber: 1, speakerNameField: TextField(fieldValue: "Maya Lindqvist")),
                SpeakerForm(formNumber: 2),
            ],
            peopleNames: ["Ana", evil],
            ruleForms: [
                RuleForm(
                    formNumber: 1, ruleWhenField: TextField(fieldValue: evil),
                    ruleDoField: TextField(fieldProblem: "Say what to do")),
                RuleForm(formNumber: 2), RuleForm(formNumber: 3),
            ],
            momentForms: [
                MomentForm(
                    formNumber: 1, formMomentId: "moment_1", momentStartField: TextField(fieldValue: "0:42"),
                    momentEndField: TextField(fieldValue: "0:12", fieldProblem: "It must end after it starts"),
                    momentTitleField: TextField(fieldValue: "You're way above the others")),
                MomentForm(formNumber: 2),
            ],
            marking: MarkingView(markingDuration: 90_000, markingPath: "M0 50L500 20L1000 50Z"),
            noticeForm: NoticeForm(
                noticePeopleField: TextField(fieldProblem: "Say who is heard"),
                noticeAllowsField: ChoiceField(
                    fieldOptions: options(["The team", "Everyone here"], any: "Only those responsible")),
                noticeExternalField: CheckField(fieldChecked: true)),
            canPublish: true,
            transcriptForm: TranscriptForm(
                transcriptVersion: "2", transcriptSource: "Written by the machine",
                lineForms: [
                    LineForm(lineNumber: 1, lineTime: "0:00", lineStartMilliseconds: 0, lineText: evil),
                    LineForm(
                        lineNumber: 2, lineTime: "0:03", lineStartMilliseconds: 3000, lineEndMilliseconds: 6000,
                        lineText: arabic, lineDoubts: "0", lineDoubtWords: evil),
                ],
                revisionRows: [RevisionRow(revisionNumber: 1, revisionText: "Written by \(evil)")],
                revisionCount: "1 earlier version"))
    }
}
