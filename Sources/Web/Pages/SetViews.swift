import Domain
import Services

/// Review sets in words, the same on every page.
struct SetViews {
    let taxonomy: Taxonomy
    let now: Instant

    func card(_ shown: SetShown) -> SetCard {
        let progress = shown.progress
        return SetCard(
            setAddress: "/sets/\(shown.set.id)", setTitle: shown.set.content.title, setSize: Self.size(shown),
            setRule: Self.rule(shown.set.content),
            setBy: say("sets.by", ["name": shown.ownerName, "team": shown.teamName]),
            setDone: shown.set.isTemplate ? nil : Self.done(progress),
            setPercent: shown.set.isTemplate ? nil : Self.percent(progress))
    }

    static func size(_ shown: SetShown) -> String {
        say(
            "sets.size", count: shown.items.count, ["time": Wording.clock(milliseconds: shown.milliseconds)])
    }

    static func rule(_ content: SetContent) -> String {
        content.goal == .watched
            ? say("sets.rule_watched", ["percent": "\(content.threshold)"]) : say("sets.rule.\(content.goal.rawValue)")
    }

    static func done(_ progress: SetProgress) -> String {
        say("sets.done_of", count: progress.count, ["done": "\(progress.done)"])
    }

    static func percent(_ progress: SetProgress) -> Int {
        progress.count == 0 ? 0 : progress.done * 100 / progress.count
    }

    static func title(_ item: SetShown.Item) -> String {
        if let moment = item.moment { return moment.title }
        if let clip = item.clip { return ClipViews.title(clip) }
        if let cue = item.cue { return cue.line }
        if let brief = item.brief { return brief.content.title }
        return item.item.kind == .brief ? say("sets.kind.brief") : say("sets.not_for_you")
    }

    static func facts(_ item: SetShown.Item) -> String? {
        if let cue = item.cue { return Wording.count(cue.content.points.count, "key_point") }
        if let brief = item.brief { return PracticeViews.target(brief.content) }
        guard let clip = item.clip else { return nil }
        let length = item.range?.count ?? clip.media.durationMilliseconds ?? 0
        return [ClipViews.speakers(clip), Wording.clock(milliseconds: length)].compactMap { $0 }.joined(separator: ", ")
    }

    static func state(_ item: SetShown.Item, _ shown: SetShown) -> StateBadge {
        guard item.counts, let progress = shown.progress.items[item.item.id] else {
            return StateBadge(badgeLabel: say("sets.state.hidden"), badgeTone: "calm")
        }
        if progress.doneAt != nil {
            return StateBadge(badgeLabel: say("sets.state.done"), badgeTone: "good")
        }
        if let percent = progress.percent, percent > 0 {
            return StateBadge(badgeLabel: say("sets.state.percent", ["n": "\(percent)"]), badgeTone: "busy")
        }
        return StateBadge(badgeLabel: say("sets.state.to_do"), badgeTone: "calm")
    }

    static func goals(_ selected: Rung) -> [ChoiceOption] {
        Rung.goals.map {
            ChoiceOption(
                optionValue: $0.rawValue, optionLabel: say("sets.goal.\($0.rawValue)"), optionSelected: $0 == selected)
        }
    }

    static func thresholds(_ selected: Int) -> [ChoiceOption] {
        WatchTotal.steps.filter { $0 >= 50 || $0 == selected }.map {
            ChoiceOption(
                optionValue: "\($0)", optionLabel: say("sets.percent", ["n": "\($0)"]), optionSelected: $0 == selected)
        }
    }

    static func retentions(_ selected: Double?) -> [ChoiceOption] {
        let none = ChoiceOption(optionValue: "", optionLabel: say("sets.as_each_cue"), optionSelected: selected == nil)
        let usual = CueForms.retentions
        let all = usual.contains { $0 == selected } ? usual : usual + [selected].compactMap { $0 }
        return [none]
            + all.map {
                let percent = RecallViews.percent($0)
                return ChoiceOption(
                    optionValue: "\($0)",
                    optionLabel: usual.contains($0)
                        ? say("cue.retention.\(percent)") : say("sets.percent", ["n": "\(percent)"]),
                    optionSelected: $0 == selected)
            }
    }

    /// Where one goes on: the first item that is not done, else the first.
    static func next(_ shown: SetShown) -> SetShown.Item? {
        let playable = shown.items.filter(\.counts)
        return playable.first { item in
            shown.progress.items[item.item.id]?.doneAt == nil
        } ?? playable.first
    }

    func rows(_ shown: SetShown) -> [SetItemRow] {
        let builds = shown.allowed.contains(.edit)
        let address = "/sets/\(shown.set.id)"
        let seen = shown.items.enumerated().filter { builds || $0.element.counts }
        return seen.map { index, item in
            let id = item.item.id
            return SetItemRow(
                itemId: id.text, itemAddress: "\(address)/play?item=\(id)",
                itemTitle: Self.title(item), itemKind: say("sets.kind.\(item.item.kind.rawValue)"),
                itemFacts: Self.facts(item), itemNote: item.item.note.isEmpty ? nil : item.item.note,
                itemState: Self.state(item, shown),
                itemBuilding: builds
                    ? SetItemBuilding(
                        itemPlace: "\(address)/items/\(id)", noteValue: item.item.note, noteField: "note-\(id)",
                        canGoUp: index > 0, canGoDown: index + 1 < shown.items.count) : nil)
        }
    }
}
