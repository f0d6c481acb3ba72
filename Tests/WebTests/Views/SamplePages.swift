@testable import Web

/// Every page with much on it and with nothing on it. The data is awkward on purpose: markup in names, a very long title,
/// scripts that run from right to left, empty lists.
enum SamplePages {
    static let evil = "<script>alert('x')</script> & \"friends\""
    static let long =
        "They said that our price is higher than what three other suppliers asked for the very same thing last spring, "
        + "and that Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft agrees"
    static let arabic = "سعركم مرتفع جدا"
    static let japanese = "他社のほうが安いと言われました"

    /// Name of the page's golden file, the place in the navigation, and the page.
    static var all: [(name: String, place: Place, page: any PageView)] {
        everyday + clips + sets + assignments + requests + recalls + feedback + practice + packs + admin + errors
    }

    static var everyday: [(name: String, place: Place, page: any PageView)] {
        [
            ("sign-in", .nowhere, SignInPage(demoAccounts: .everyRole)),
            (
                "sign-in-refused", .nowhere,
                SignInPage(
                    emailValue: evil, nextAddress: "/clips/clip_1?t=4",
                    signInProblem: "Email and password do not fit together. Nothing else happened; please try again.")
            ),
            ("set-up", .nowhere, SetUpPage(setUpToken: "abc", setUpProblems: summary, passwordProblem: "Too common")),
            ("today", .today, today),
            ("today-empty", .today, TodayPage(greeting: "Good morning", stageChips: [], libraryIsEmpty: true)),
            (
                "lookup", .lookup,
                lookup(
                    LookupResults(
                        correction: LookupCorrection(correctedText: "too expensive", typedText: "to expnsive"),
                        situation: ChipView(chipLabel: "Too expensive", chipAddress: "/lookup?q=x&objection=ob.price"),
                        countText: "4 moments", resultRows: rows, tookText: "3 ms"))
            ),
            (
                "lookup-miss", .lookup,
                lookup(
                    LookupResults(isMiss: true, askAddress: "/requests/new?q=%3Cb%3E", resultRows: [], tookText: "2 ms")
                )
            ),
            (
                "lookup-nothing-asked", .lookup,
                lookup(
                    LookupResults(
                        nothingAsked: true,
                        exampleChips: [
                            ChipView(
                                chipLabel: "You're too expensive", chipAddress: "/lookup?q=You%27re+too+expensive"),
                            ChipView(chipLabel: "Call me back in six months", chipAddress: "/lookup?q=Call+me+back"),
                            ChipView(chipLabel: "We can build that in-house", chipAddress: "/lookup?q=in-house"),
                        ],
                        recentChips: [ChipView(chipLabel: evil, chipAddress: "/lookup?q=evil")],
                        popularChips: [ChipView(chipLabel: japanese, chipAddress: "/lookup?q=x")],
                        resultRows: []))
            ),
            ("style", .nowhere, style),
            ("account", .account, account),
            (
                "account-empty", .account,
                AccountPage(
                    accountEmail: "r@x", accountRole: "Rep", nameField: TextField(), sessionRows: [], tokenRows: [])
            ),
        ]
    }

    static var style: StylePage {
        StylePage(
            iconNames: ["play", "search"], momentCards: [today.continueCards[0]], clipCards: [today.waitingCards[0]],
            chips: [
                ChipView(chipLabel: "Negotiation", chipAddress: "/style", chipCount: "4"),
                ChipView(chipLabel: "Too expensive", chipAddress: "/style", chipCurrent: true),
            ], resultRows: [rows[0]])
    }

    static var summary: ProblemSummary {
        ProblemSummary(
            summaryTitle: "Some of this needs another look",
            summaryDetail: "Nothing was saved yet. Mend the fields below and try again.",
            summaryLines: [
                ProblemLine(problemText: "Title: please give it one", problemAnchor: "f-title"),
                ProblemLine(problemText: evil, problemAnchor: "f-stage"),
            ])
    }

    static var today: TodayPage {
        TodayPage(
            greeting: "Good morning, Ana",
            stageChips: stages.map { ChipView(chipLabel: $0, chipAddress: "/lookup?stage=\($0)", chipCount: "4") },
            todayRecall: TodayRecall(
                recallText: "4 cues wait, about 3 minutes \(evil)", recallWaits: true,
                retentionAddress: "/team/retention"),
            nextSteps: [
                NextStep(
                    stepIcon: "edit", stepTitle: "Publish \u{201C}\(evil)\u{201D}",
                    stepDetail: "It is ready to watch, but nobody can find it yet.", stepAddress: "/clips/clip_6/edit")
            ],
            stageGrid: grid, gapsAddress: "/gaps",
            continueCards: [
                MomentCard(
                    momentAddress: "/clips/clip_1?t=72", momentTitle: "We found someone cheaper",
                    momentSpeaker: "Maya Lindqvist", momentPoster: "/sample/poster.jpg", momentLength: "1:05",
                    momentStage: "Negotiation", momentObjection: "Too expensive", momentNote: "You stopped at 1:12",
                    momentProgress: 62)
            ],
            newestCards: [
                MomentCard(
                    momentAddress: "/clips/clip_2?t=4", momentTitle: "Call me back in six months",
                    momentSpeaker: "Jonas Weber", momentIsAudio: true, momentLength: "0:48",
                    momentStage: "First contact",
                    momentObjection: "Not now", momentNote: "added today"),
                MomentCard(
                    momentAddress: "/clips/clip_3?t=0", momentTitle: long, momentSpeaker: evil,
                    momentPoster: "/sample/poster.jpg", momentLength: "12:04"),
                MomentCard(
                    momentAddress: "/clips/clip_4?t=9", momentTitle: japanese, momentSpeaker: "佐藤 美咲",
                    momentLength: "0:31",
                    momentObjection: "Too expensive"),
            ],
            waitingCards: [
                ClipCard(
                    cardAddress: "/clips/clip_5", cardTitle: "call-2026-11-24.mp4",
                    cardState: StateBadge(badgeLabel: "Making it playable", badgeTone: "busy"), cardProgress: 40,
                    cardClip: "clip_5"),
                ClipCard(
                    cardAddress: "/clips/clip_6", cardTitle: arabic, cardIsAudio: true, cardLength: "1:42",
                    cardState: StateBadge(badgeLabel: "Draft", badgeTone: "calm"), cardFreshness: "Needs a notice",
                    cardWhen: "added yesterday", cardClip: "clip_6"),
            ], lookupChart: DayChart.lookups(days(28, people: 9)))
    }

    static let stages = [
        "Targeting", "First contact", "Qualification", "Discovery", "Demonstration", "Trial",
        "Proposal", "Negotiation", "Commitment", "Handover", "Expansion",
    ]

    static var grid: StageGrid {
        StageGrid(
            gridHeads: stages.map { GridHead(headLabel: $0, headAddress: "/lookup?stage=\($0)") },
            gridRows: ["Too expensive", "No money now", "Not now", "Not my decision", "Happy with what we have", evil]
                .enumerated().map { row, label in
                    GridRow(
                        rowLabel: label, rowAddress: "/lookup?objection=ob.\(row)", rowTotal: "\(row * 3)",
                        rowCells: stages.indices.map { column in
                            let count = (row * 7 + column * 5) % 11 - 6
                            guard count > 0 else { return GridCell() }
                            return GridCell(
                                cellLink: GridLink(
                                    cellAddress: "/lookup?stage=\(column)&objection=ob.\(row)", cellCount: "\(count)",
                                    cellLabel: "\(count) clips: \(label), \(stages[column])", cellDepth: min(4, count)))
                        })
                })
    }

    static func options(_ labels: [String], any: String) -> [ChoiceOption] {
        [ChoiceOption(optionValue: "", optionLabel: any)]
            + labels.enumerated().map { index, label in
                ChoiceOption(optionValue: "term.\(index)", optionLabel: label, optionSelected: index == 1)
            }
    }

    static func lookup(_ results: LookupResults) -> LookupPage {
        LookupPage(
            queryText: results.nothingAsked ? "" : "to expnsive",
            stageOptions: options(stages, any: "Any stage"), objectionOptions: options([evil], any: "Any objection"),
            personaOptions: options(["Finance lead", "Buyer"], any: "Any persona"),
            industryOptions: options(["Retail"], any: "Any"), speakerOptions: options([evil], any: "Any"),
            languageOptions: options(["en", "de"], any: "Any"), unseenOptions: options(["Not seen yet"], any: "All"),
            moreIsOpen: results.isMiss, lookupResults: results)
    }

    static var rows: [LookupRow] {
        [
            LookupRow(
                resultAddress: "/clips/clip_1?t=42", resultTitle: "You're way above the others",
                resultSpeaker: "Maya Lindqvist", resultPoster: "/sample/poster.jpg", resultMedia: "/sample/clip.mp4",
                resultCaptions: "/sample/captions.vtt", resultStartMilliseconds: 2000, resultEndMilliseconds: 9000,
                resultQuote: [
                    QuotePart(partText: "So you are saying we are "),
                    QuotePart(partText: "too expensive", partMarked: true),
                    QuotePart(partText: ". Compared with what, if I may ask?"),
                ],
                resultWhy: "The transcript says it, and it is filed under Too expensive", resultLength: "0:48",
                resultWatched: "You watched this on 3 March", resultStage: "Negotiation",
                resultObjection: "Too expensive", resultClip: "clip_1", resultKept: true),
            LookupRow(
                resultAddress: "/clips/clip_2?t=0", resultTitle: long, resultSpeaker: evil, resultIsAudio: true,
                resultStartMilliseconds: 0, resultEndMilliseconds: 65000,
                resultQuote: [QuotePart(partText: evil), QuotePart(partText: "</mark>", partMarked: true)],
                resultWhy: "Means the same", resultLength: "1:05", resultFreshness: "Price list 2025 has ended"),
            LookupRow(
                resultAddress: "/clips/clip_3?t=7", resultTitle: arabic, resultSpeaker: "ليلى",
                resultMedia: "/sample/clip.mp4",
                resultStartMilliseconds: 7000, resultEndMilliseconds: 20000,
                resultQuote: [
                    QuotePart(partText: "نفهم ذلك تماما، "),
                    QuotePart(partText: "بالمقارنة مع ماذا؟", partMarked: true),
                ],
                resultWhy: "Filed under Too expensive", resultLength: "0:13"),
        ]
    }

    static var account: AccountPage {
        AccountPage(
            accountEmail: "ana@demo.example", accountRole: "Manager", accountTeams: "North, \(evil)",
            nameField: TextField(fieldValue: evil, fieldProblem: "That is no name we can read out"),
            languageField: ChoiceField(
                fieldOptions: [
                    ChoiceOption(optionValue: "", optionLabel: "As you like"),
                    ChoiceOption(optionValue: "ar", optionLabel: arabic, optionSelected: true),
                ]),
            newPasswordProblem: "This is one of the passwords everybody tries first",
            sessionRows: [
                SessionRow(
                    sessionId: "session_1", sessionDevice: "Firefox on Linux", sessionLastSeen: "last seen now",
                    sessionIsThis: true),
                SessionRow(sessionId: "session_2", sessionDevice: evil, sessionLastSeen: "last seen 3 days ago"),
            ],
            hasOtherSessions: true,
            requestBudget: RequestBudgetView(
                budgetPerWeek: "3", budgetUsed: "You were asked 1 time in the last seven days."),
            tokenRows: [
                TokenRow(
                    tokenId: "token_1", tokenName: "Nightly import", tokenScopes: "read, upload",
                    tokenExpires: "until 1 March 2027", tokenLastUsed: "never used")
            ],
            canMakeAdminToken: true,
            freshToken: FreshToken(freshTokenName: "Nightly import", freshTokenSecret: "und_abc_0123456789"))
    }
}
