@testable import Web

extension SamplePages {
    static var sets: [(name: String, place: Place, page: any PageView)] {
        [
            (
                "sets", .sets,
                SetsPage(
                    setTabs: [
                        ChipView(chipLabel: "My teams", chipAddress: "/sets?scope=team", chipCurrent: true),
                        ChipView(chipLabel: "Templates", chipAddress: "/sets?scope=templates"),
                    ],
                    setCards: [
                        SetCard(
                            setAddress: "/sets/set_1", setTitle: evil, setSize: "6 items, 8:40",
                            setRule: "Done is watched, 80 %", setBy: "by \(evil), North", setDone: "2 of 6 items done",
                            setPercent: 33),
                        SetCard(
                            setAddress: "/sets/set_2", setTitle: long, setSize: "1 item, 0:40",
                            setRule: "Done is recalled", setBy: "by Ana, North"),
                    ], emptyTitle: "", emptyDetail: "", canBuild: true)
            ),
            (
                "sets-empty", .sets,
                SetsPage(setTabs: [], setCards: [], emptyTitle: "No sets yet", emptyDetail: "Look something up.")
            ),
            (
                "set-new", .sets,
                SetNewPage(
                    setProblems: summary, titleField: TextField(fieldValue: evil, fieldProblem: "Too long"),
                    goalField: ChoiceField(fieldOptions: options(["opened", "watched"], any: "Any")),
                    thresholdField: ChoiceField(fieldOptions: options(["80 %"], any: "Any")),
                    retentionField: ChoiceField(fieldOptions: options([evil], any: "As each cue says")),
                    teamField: ChoiceField(fieldOptions: options(["North", evil], any: "Any")),
                    patternOptions: options(["First week"], any: "Nothing"), gatheredFrom: evil,
                    foundRows: [
                        FoundRow(
                            foundNumber: 1, foundTitle: evil, foundClip: "clip_1", foundStart: 0, foundEnd: 900,
                            foundFacts: "Maya, 0:48", foundTicked: true),
                        FoundRow(
                            foundNumber: 2, foundTitle: arabic, foundClip: "clip_2", foundStart: 5, foundEnd: 900,
                            foundFacts: japanese),
                    ])
            ),
            (
                "set-add", .sets,
                SetAddPage(
                    addTitle: evil, addFacts: "Maya", addClip: "clip_1", addCue: "cue_1",
                    partOptions: options([evil], any: "The whole clip"), setOptions: options([evil], any: "A new set"),
                    addProblems: summary)
            ),
            ("set", .sets, set),
            (
                "set-bare", .sets,
                SetPage(
                    pageTitle: arabic, setId: "set_2", setAddress: "/sets/set_2", setSize: "no items",
                    setRule: "Done is opened", setBy: "by Ana, North", setDone: "0 of 0 items done", setPercent: 0,
                    isRetired: true, hiddenText: "2 items are not for you to see.")
            ),
            (
                "set-play", .sets,
                SetPlayPage(
                    pageTitle: evil, setAddress: "/sets/set_1", setTitle: long, playPlace: "2 of 3", playPercent: 33,
                    itemKind: "Moment", itemFacts: "Maya, 0:48", itemNote: evil,
                    itemState: StateBadge(badgeLabel: "40 % watched", badgeTone: "busy"), player: player,
                    momentEnd: 9000,
                    rememberOffer: RememberOffer(
                        offerRows: [OfferRow(offerLine: arabic, offerCue: nil)], offerEnters: true),
                    clipAddress: "/clips/clip_1", previousAddress: "/sets/set_1/play?item=item_1",
                    nextAddress: "/sets/set_1/play?item=item_3", playRows: playRows)
            ),
            (
                "set-play-cue", .sets,
                SetPlayPage(
                    pageTitle: "Cue", setAddress: "/sets/set_1", setTitle: evil, playPlace: "3 of 3", playPercent: 66,
                    itemKind: "Cue", itemFacts: "", itemState: StateBadge(badgeLabel: "To do", badgeTone: "calm"),
                    absentText: "This is a cue.",
                    askRows: [AskRow(askCue: "cue_1", askLine: evil, askBack: "/sets/set_1/play?item=item_2&x")],
                    previousAddress: "/sets/set_1/play?item=item_2", playRows: playRows)
            ),
        ]
    }

    private static var playRows: [PlayRow] {
        [
            PlayRow(
                rowAddress: "/sets/set_1/play?item=item_1", rowTitle: evil, rowNumber: 1,
                rowState: StateBadge(badgeLabel: "Done", badgeTone: "good")),
            PlayRow(
                rowAddress: "/sets/set_1/play?item=item_2", rowTitle: long, rowNumber: 2,
                rowState: StateBadge(badgeLabel: "To do", badgeTone: "calm"), rowIsCurrent: true),
        ]
    }

    private static var set: SetPage {
        SetPage(
            pageTitle: evil, setId: "set_1", setAddress: "/sets/set_1", setProblems: summary, setSummary: evil,
            setSize: "2 items, 1:40", setRule: "Done is watched, 80 %", setBy: "by Ana, North",
            setDone: "1 of 2 items done", setPercent: 50, isTemplate: true,
            playAddress: "/sets/set_1/play?item=item_2", playWords: "Go on",
            itemRows: [
                SetItemRow(
                    itemId: "item_1", itemAddress: "/sets/set_1/play?item=item_1", itemTitle: evil,
                    itemKind: "Moment", itemFacts: "Maya, 0:48", itemNote: evil,
                    itemState: StateBadge(badgeLabel: "Done", badgeTone: "good"),
                    itemBuilding: SetItemBuilding(
                        itemPlace: "/sets/set_1/items/item_1", noteValue: evil, noteField: "note-item_1",
                        canGoUp: false)),
                SetItemRow(
                    itemId: "item_2", itemAddress: "/sets/set_1/play?item=item_2", itemTitle: japanese,
                    itemKind: "Cue", itemFacts: "", itemState: StateBadge(badgeLabel: "To do", badgeTone: "calm"),
                    itemBuilding: SetItemBuilding(
                        itemPlace: "/sets/set_1/items/item_2", noteValue: "", noteField: "note-item_2",
                        canGoDown: false)),
            ],
            building: SetBuilding(
                buildVersion: "3", titleField: TextField(fieldValue: evil, fieldProblem: "Too long"),
                summaryField: TextField(fieldValue: "First\nsecond </textarea>"),
                goalField: ChoiceField(fieldOptions: options(["watched"], any: "Any")),
                thresholdField: ChoiceField(fieldOptions: options(["80 %"], any: "Any")),
                retentionField: ChoiceField(fieldOptions: options([evil], any: "As each cue says")),
                stageOptions: options(stages, any: "Any stage"),
                objectionOptions: options([evil], any: "Any objection"),
                cueOptions: options([japanese, evil], any: arabic),
                versionRows: [
                    SetVersionRow(versionNumber: 3, versionText: "Version 3: \(evil)", versionIsNow: true),
                    SetVersionRow(versionNumber: 2, versionText: "Version 2"),
                ]))
    }
}
