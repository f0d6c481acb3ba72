@testable import Web

extension SamplePages {
    static let cueRow = CueRow(
        rowCue: "cue_1", rowCueLine: evil, rowCueAddress: "/cues/cue_1", rowCueObjection: "Too expensive",
        rowCueFacts: "3 key points, 2 speakers", rowCueBack: "/cues")

    private static let knownRow = CueRow(
        rowCue: "cue_2", rowCueLine: arabic, rowCueAddress: "/cues/cue_2", rowCueFacts: "2 key points, no speakers",
        rowCueDue: "Asked again on 3 March 2027", rowCueBack: "/clips/clip_1")

    private static let points = [
        RevealPoint(pointNumber: 1, pointText: evil, pointMust: true, pointTicked: true),
        RevealPoint(pointNumber: 2, pointText: japanese, pointMust: false),
    ]

    private static let habit = HabitForm(
        habitCues: 5, habitMinutes: 5, habitZone: "Europe/Berlin",
        habitDays: [
            HabitDay(dayValue: "saturday", dayLabel: "Saturday", dayChecked: true),
            HabitDay(dayValue: "sunday", dayLabel: "Sunday"),
        ], habitHoldFrom: "2027-03-01", habitFourGrades: true, habitEntersWatched: true)

    static var recalls: [(name: String, place: Place, page: any PageView)] { asking + cues + memories + teams }

    private static var asking: [(name: String, place: Place, page: any PageView)] {
        var empty = RecallPage(recallSummary: "Nothing waits.", habitForm: habit)
        empty.recallIsEmpty = true
        return [
            (
                "recall", .recall,
                RecallPage(
                    recallSummary: "4 cues wait, about 3 minutes", recallStart: "Start: 4 cues",
                    recallRetry: "Try the forgotten one once more", recallNotes: ["2 more stay for other days.", evil],
                    recallDone: "1 answered today, of at most 5", recallProblems: summary,
                    cramObjections: [
                        CramChoice(cramValue: "ob.price", cramLabel: evil, cramChecked: true),
                        CramChoice(cramValue: "ob.later", cramLabel: japanese),
                    ], habitForm: habit)
            ),
            ("recall-empty", .recall, empty),
            (
                "recall-asked", .recall,
                RecallCuePage(
                    pageTitle: evil, showingId: "showing_1", cueLine: evil, occasionText: "Before a call",
                    cueObjection: "Too expensive", recallBack: "/sets/set_1/play?item=item_2",
                    cueVoice: CueVoice(
                        voiceMedia: "/media/clip_1/main-0.mp4#t=4.5,8", voiceType: "video/mp4", voiceStart: 4500,
                        voiceEnd: 8000), recallProblems: summary,
                    cramWords: "ob.price ob.later",
                    cramMinutes: 4, asking: RecallAsking(typedAnswer: "First </textarea>\nsecond"))
            ),
            (
                "recall-revealed", .recall,
                RecallCuePage(
                    pageTitle: arabic, showingId: "showing_1", cueLine: arabic,
                    revealed: RecallRevealed(
                        ownAnswer: evil,
                        peerPlayer: PeerPlayer(
                            peerTitle: evil, peerSpeaker: "Pat Okoye", peerAddress: "/clips/clip_1?t=12",
                            peerMedia: "/media/clip_1/main-0.mp4#t=12,40", peerType: "video/mp4",
                            peerPoster: "/media/clip_1/poster.jpg", peerCaptions: "/api/v1/clips/clip_1/captions.vtt",
                            peerLanguage: "en"),
                        revealPoints: points, ticking: RecallTicking(ticksFour: true)))
            ),
            (
                "recall-done", .recall,
                RecallCuePage(
                    pageTitle: japanese, showingId: "showing_1", cueLine: japanese,
                    recallBack: "/sets/set_1",
                    revealed: RecallRevealed(
                        revealPoints: points,
                        outcome: RecallOutcome(
                            outcomeTitle: "Missed", outcomeTone: "warn", outcomeNext: "Asked again on 3 March 2027",
                            outcomeMore: "Next one: 3 left today")))
            ),
        ]
    }

    private static var cues: [(name: String, place: Place, page: any PageView)] {
        [
            ("cues", .recall, CuesPage(cueRows: [cueRow, knownRow])),
            ("cues-empty", .recall, CuesPage(cueRows: [])),
            (
                "cue", .recall,
                CuePage(
                    pageTitle: evil, cueId: "cue_1", cueObjection: "Too expensive", otherLines: [japanese, evil],
                    cuePoints: points,
                    cuePlaces: [
                        CuePlaceRow(
                            placeTitle: evil, placeSpeaker: "Pat Okoye", placeAddress: "/clips/clip_1?t=12",
                            placeRemove: "cuemoment_1",
                            placeVoice: PlaceVoice(voiceMoment: "cuemoment_1", voiceFrom: "0:04.5", voiceUntil: evil))
                    ], cueEntry: knownRow, cueToSet: "/sets/add?cue=cue_1", cueForm: cueForm)
            ),
            (
                "cue-bare", .recall,
                CuePage(
                    pageTitle: arabic, cueId: "cue_1", cueRetired: true, cuePoints: points, cuePlaces: [],
                    cueEntry: cueRow)
            ),
            (
                "cue-new", .clips,
                CueNewPage(
                    newClipTitle: evil, newClipAddress: "/clips/clip_1", cueForm: cueForm,
                    attachChoices: [ChoiceOption(optionValue: "cue_2", optionLabel: evil)], newClipId: "clip_1")
            ),
        ]
    }

    private static var cueForm: CueForm {
        CueForm(
            formAction: "/cues/cue_1", formVersion: "3", formClip: "clip_1", formStart: "1000", formEnd: "9000",
            lineFields: [CueLineField(lineNumber: 1, lineValue: evil), CueLineField(lineNumber: 2, lineValue: "")],
            pointFields: [
                CuePointField(formPointNumber: 1, formPointText: evil, formPointMust: true, formPointId: "4"),
                CuePointField(formPointNumber: 2, formPointText: "", formPointMust: false),
            ], objectionField: ChoiceField(fieldOptions: options([evil], any: "None of these")),
            retentionField: ChoiceField(fieldOptions: options(["Usual"], any: "Any")), cueProblems: summary,
            asksWording: true)
    }

    private static var memories: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "memory", .recall,
                MemoryPage(
                    pageTitle: "Memory", memoryLead: "What \(evil) remembers",
                    memoryExpected: "Expects 41 of 48 to be recalled today (38–44)",
                    memoryScope: "Predicted chance of recalling each cue.",
                    memoryBasis: "Fitted to this team's answers.",
                    memoryObserved: ["Asked when due: 9 of 10 recalled.", "Nothing was asked by chance."],
                    memoryRows: [
                        MemoryRow(
                            memoryCue: evil, memoryAddress: "/cues/cue_1", memoryObjection: "Too expensive",
                            memoryChance: "62 %", memoryDepth: 1, memoryHolds: "about 3 weeks", memoryDue: "waits now"),
                        MemoryRow(
                            memoryCue: japanese, memoryAddress: "/cues/cue_2", memoryChance: "not started",
                            memoryDepth: 0, memoryDue: "3 March 2027"),
                    ], memoryLooks: ["\(evil), yesterday"], memoryIsMine: true)
            ),
            (
                "memory-empty", .recall,
                MemoryPage(
                    pageTitle: "Memory", memoryLead: "What you remember", memoryScope: "Nothing.",
                    memoryBasis: "Based on other people's memory.", memoryObserved: [], memoryRows: [], memoryLooks: [],
                    memoryIsMine: false)
            ),
        ]
    }

    private static var teams: [(name: String, place: Place, page: any PageView)] {
        let bin = CalibrationBinRow(
            binLabel: evil, binCount: "42", binPredicted: "88", binObserved: "86", binX: 88, binY: 14)
        return [
            (
                "retention", .recall,
                TeamRetentionPage(
                    retentionScope: "On 3 March 2027: 40 of 48 cues.", retentionBand: "Predictions 4 points off.",
                    retentionHeads: [
                        RetentionHead(
                            teamHead: evil, teamFacts: "9 people", teamTable: "/api/v1/teams/team_1/retention.csv")
                    ],
                    retentionLines: [
                        RetentionLine(
                            retentionLabel: "All",
                            retentionCells: [
                                RetentionCellView(
                                    cellExpected: "41 of 48 (38–44)", cellFacts: "9 people; 48 of 60 begun", cellTone: 3
                                )
                            ]),
                        RetentionLine(
                            retentionLabel: evil,
                            retentionCells: [RetentionCellView(cellFacts: "fewer than 5 people")]),
                    ],
                    retentionMembers: [
                        RetentionMemberRow(
                            memberName: evil, memberAddress: "/people/person_1/memory", memberFacts: "3 of 4 begun")
                    ],
                    fadingRows: [
                        FadingRow(
                            fadingLine: japanese, fadingAddress: "/cues/cue_1", fadingFacts: "6 people: 62 % today")
                    ])
            ),
            (
                "retention-empty", .recall,
                TeamRetentionPage(
                    retentionScope: "Nothing.", retentionBand: "Nothing.", retentionHeads: [], retentionLines: [],
                    retentionMembers: [], fadingRows: [])
            ),
            (
                "calibration", .recall,
                CalibrationPage(
                    calibrationLead: "Predicted 88 %, observed 86 %", calibrationScope: "Since the beginning.",
                    calibrationLines: [
                        CalibrationLine(
                            lineMethod: evil, lineLogLoss: "0.406", lineBrier: "0.121", lineAuc: "0.713",
                            lineRmse: "0.024", lineBias: "+0.6 (−0.4 to +1.7)")
                    ], calibrationBins: [bin], occasionRows: [bin],
                    machinery: CalibrationMachinery(
                        vectorRows: [
                            VectorRow(
                                vectorWhen: "yesterday", vectorState: "in use", vectorFacts: evil,
                                vectorRollback: "vector_1"),
                            VectorRow(vectorWhen: "3 days ago", vectorState: "not better", vectorFacts: "412 answers"),
                        ], ownVectors: "Nobody has one."))
            ),
            (
                "calibration-few", .recall,
                CalibrationPage(calibrationScope: "Since the beginning.", calibrationTooFew: "3 scored answers")
            ),
        ]
    }
}
