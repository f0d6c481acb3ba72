import Domain
import Lookup
import Services

/// A pack as a page.
struct PackViews {
    let taxonomy: Taxonomy
    /// Nil when what was asked for could not be understood.
    let pack: PackService.Pack?

    var page: PackPage {
        let question = pack?.question ?? PackQuestion()
        var page = PackPage(
            packWords: question.rest,
            packMinuteOptions: [2, 3, 5, 8, 10, 15, 30].map {
                ChoiceOption(
                    optionValue: "\($0)", optionLabel: say("pack.minutes", count: $0),
                    optionSelected: $0 == question.minutes)
            },
            packStageOptions: taxonomy.options(.stage, selected: question.stage?.text, none: say("pack.any_stage")),
            packPersonaOptions: taxonomy.options(.persona, selected: question.persona?.text, none: say("pack.anybody")),
            packObjectionOptions: taxonomy.options(
                .objection, selected: question.objections.first?.text, none: say("pack.not_known")))
        guard let pack, !question.isEmpty else {
            page.packExamples = Self.examples(taxonomy)
            return page
        }
        // What was understood is in the choices now: the box is for what is added.
        if !question.objections.isEmpty { page.packWords = "" }
        page.packShown = shown(pack)
        return page
    }

    private func shown(_ pack: PackService.Pack) -> PackShown {
        let question = pack.question
        let address = PackAddress(pack).text
        let total = pack.moments.map(\.milliseconds).reduce(0, +)
        let minutes = say("pack.minutes", count: question.minutes)
        return PackShown(
            packAddress: address, packChips: chips(question),
            packLength: pack.moments.isEmpty
                ? say("pack.no_moment")
                : say(
                    "pack.length",
                    [
                        "moments": Wording.count(pack.moments.count, "moment"),
                        "length": Wording.clock(milliseconds: total), "minutes": minutes,
                    ]),
            packWidened: pack.isWidened && !pack.moments.isEmpty
                ? say("pack.widened") : nil,
            packLines: pack.lines.map(line), packMoments: pack.moments.map { moment($0, back: address) },
            packAskAddress: pack.moments.isEmpty ? askAddress(question) : nil)
    }

    private func askAddress(_ question: PackQuestion) -> String {
        let objection = question.objections.first
        let phrasing = taxonomy.phrasings.first { $0.objection == objection && $0.retiredAt == nil }?.text
        let text = question.rest.isEmpty ? phrasing ?? taxonomy.term(objection)?.label ?? "" : question.rest
        return "/requests/new?q=\(text.percentEncoded())" + (question.stage.map { "&stage=\($0)" } ?? "")
            + (objection.map { "&objection=\($0)" } ?? "")
    }

    /// Each leads to the pack without it.
    private func chips(_ question: PackQuestion) -> [ChipView] {
        var chips: [ChipView] = []
        func add(_ id: ID<Term>?, _ change: (inout PackQuestion) -> Void) {
            guard let term = taxonomy.term(id) else { return }
            var rest = question
            change(&rest)
            chips.append(ChipView(chipLabel: term.label, chipAddress: PackAddress(rest).text))
        }
        add(question.stage) { $0.stage = nil }
        add(question.persona) { $0.persona = nil }
        add(question.industry) { $0.industry = nil }
        for objection in question.objections {
            add(objection) { rest in
                rest.objections.removeAll { $0 == objection }
                // The words it was guessed from would bring it back.
                rest.rest = ""
            }
        }
        return chips
    }

    private func line(_ line: PackService.Line) -> PackLineView {
        PackLineView(
            lineObjection: taxonomy.term(line.objection)?.label ?? "", lineQuestion: line.firstQuestion,
            lineMeans: line.oftenMeans,
            lineRule: line.rule.map {
                PackRuleView(
                    ruleWhen: $0.when, ruleDo: $0.action, ruleBecause: $0.because.isEmpty ? nil : $0.because)
            })
    }

    private func moment(_ moment: PackService.Moment, back: String) -> PackMomentView {
        let clip = moment.row.clip.id.text
        var row = LookupRow(moment.row, taxonomy)
        row.resultEndMilliseconds = moment.endMilliseconds
        row.resultLength = Wording.clock(milliseconds: moment.milliseconds)
        var view = PackMomentView(packRow: row, packObjection: taxonomy.term(moment.objection)?.label)
        let ask = PackAskView(askClip: clip, askObjection: moment.objection?.text, askBack: back)
        switch (moment.report?.cameUp, moment.report?.helped) {
        case (nil, _): view.askCameUp = ask
        case (true?, nil): view.askHelped = ask
        case (true?, true?): view.packSaid = say("pack.said.helped")
        case (true?, false?): view.packSaid = say("pack.said.did_not_help")
        case (false?, _): view.packSaid = say("pack.said.did_not_come_up")
        }
        return view
    }

    /// What can be typed, in the company's own words.
    private static func examples(_ taxonomy: Taxonomy) -> [ChipView] {
        let stages = taxonomy.active(.stage)
        let personas = taxonomy.active(.persona)
        return taxonomy.active(.objection).prefix(3).enumerated().compactMap { number, objection in
            let phrasing = taxonomy.phrasings.first { $0.objection == objection.id && $0.retiredAt == nil }?.text
            guard let phrasing else { return nil }
            let stage = stages.isEmpty ? nil : Wording.short(stages[(number * 3 + 3) % stages.count].label)
            let persona = personas.isEmpty ? nil : personas[(number + 1) % personas.count].label
            let text = [stage, persona, phrasing, say("pack.minutes", count: PackQuestion.usualMinutes)].compactMap {
                $0
            }.joined(separator: ", ")
            return ChipView(chipLabel: text, chipAddress: "/pack?q=\(text.percentEncoded())")
        }
    }
}
