@testable import Web

extension SamplePages {
    static var packs: [(name: String, place: Place, page: any PageView)] {
        [
            ("pack", .nowhere, pack(shown)),
            (
                "pack-miss", .nowhere,
                pack(
                    PackShown(
                        packAddress: "/pack?minutes=5", packChips: [], packLength: "No moment for this yet",
                        packLines: [],
                        packMoments: [], packAskAddress: "/requests/new?q=%3Cb%3E"))
            ),
            ("pack-nothing-asked", .nowhere, pack(nil)),
            (
                "gaps", .nowhere,
                GapsPage(
                    periodChips: periods, gapsScope: "n = 412 lookups by 23 people in the last 28 days",
                    gapRows: [
                        GapRow(
                            gapTitle: evil, gapAsked: "12 lookups, 9 without a good answer", gapThere: "no moments",
                            gapLookupAddress: "/lookup?objection=ob.x",
                            gapRequests: GapRequests(
                                gapRequestsText: "2 open requests", gapRequestsAddress: "/requests?objection=ob.x")),
                        GapRow(
                            gapTitle: "Not now, Negotiation", gapAsked: "4 lookups, 1 without a good answer",
                            gapThere: "1 moment", gapLookupAddress: "/lookup?objection=ob.timing"),
                    ], gapHeads: Array(grid.gridHeads.prefix(3)),
                    gapLines: [
                        GapLine(
                            lineLabel: evil, lineAddress: "/lookup?objection=ob.x",
                            lineCells: [
                                GapCell(), gapCell(lack: 3, demand: "12", supply: "0"),
                                gapCell(lack: 0, demand: "0", supply: "4"),
                            ], lineAsked: "12", lineThere: "4")
                    ])
            ),
            (
                "gaps-few", .nowhere,
                GapsPage(
                    periodChips: periods, gapsScope: "n = no lookups by no people in the last 28 days",
                    tooFew: "Below 20 lookups a comparison says nothing.", gapRows: [], gapHeads: [], gapLines: [])
            ),
        ]
    }

    private static let periods = [7, 28, 90].map {
        ChipView(chipLabel: "\($0) days", chipAddress: "/gaps?days=\($0)", chipCurrent: $0 == 28)
    }

    private static func gapCell(lack: Int, demand: String, supply: String) -> GapCell {
        GapCell(
            gapLink: GapLink(
                gapAddress: "/lookup?stage=st.x&objection=ob.x", gapDemand: demand, gapSupply: supply,
                gapLabel: "\(demand) lookups, \(supply) moments: \(evil)", gapLack: lack))
    }

    private static func pack(_ shown: PackShown?) -> PackPage {
        PackPage(
            packWords: evil, packMinuteOptions: options(["2 minutes", "5 minutes"], any: "1 minute"),
            packStageOptions: options(stages, any: "Any stage"), packPersonaOptions: options([evil], any: "Anybody"),
            packObjectionOptions: options(["Too expensive", evil], any: "Not known"),
            packExamples: shown == nil
                ? [ChipView(chipLabel: "Discovery, CFO, \(evil), 5 minutes", chipAddress: "/pack?q=Discovery")] : [],
            packShown: shown)
    }

    private static let ask = PackAskView(
        askClip: "clip_1", askObjection: "ob.price", askBack: "/pack?minutes=5&q=%3Cb%3E")

    private static let shown = PackShown(
        packAddress: "/pack?objection=ob.price&minutes=5&clips=clip_1,clip_2",
        packChips: [
            ChipView(chipLabel: "Negotiation", chipAddress: "/pack?minutes=5"),
            ChipView(chipLabel: evil, chipAddress: "/pack?minutes=5"),
        ], packLength: "3 moments, 2:35 of 5 minutes", packWidened: "Nothing fits all of this.",
        packLines: [
            PackLineView(
                lineObjection: "Too expensive", lineQuestion: "Compared with what?", lineMeans: evil,
                lineRule: PackRuleView(ruleWhen: evil, ruleDo: "ask, and wait", ruleBecause: "they know best")),
            PackLineView(lineObjection: evil),
        ],
        packMoments: [
            PackMomentView(packRow: rows[0], packObjection: "Too expensive", askCameUp: ask),
            PackMomentView(packRow: rows[1], packObjection: evil, askHelped: ask),
            PackMomentView(packRow: rows[2], packSaid: "It came up, and this helped."),
        ])
}
