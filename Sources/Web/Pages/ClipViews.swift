import Domain
import Lookup
import Services

/// Clips and moments as cards, the same on every page.
struct ClipViews {
    let taxonomy: Taxonomy
    let now: Instant
    /// Clips whose poster is drawn already.
    var posters: Set<ID<Clip>> = []

    func card(_ clip: Clip, showsState: Bool = true) -> ClipCard {
        var card = ClipCard(cardAddress: "/clips/\(clip.id)", cardTitle: Self.title(clip))
        card.cardPoster = poster(clip)
        card.cardIsAudio = Self.isSound(clip)
        card.cardLength = clip.media.durationMilliseconds.map { Wording.clock(milliseconds: $0) }
        card.cardSpeaker = Self.speakers(clip)
        card.cardStage = taxonomy.term(clip.details.stage)?.label
        card.cardObjection = taxonomy.term(clip.details.objection)?.label
        let isPlain = clip.state == .published && clip.visibility == .library
        card.cardState = showsState && !isPlain ? Self.badge(clip) : nil
        card.cardFreshness = freshness(clip)
        card.cardWhen = say("card.added", ["when": Wording.ago(clip.createdAt, now: now)])
        card.cardClip = clip.id.text
        return card
    }

    func moment(_ clip: Clip, at milliseconds: Int = 0, note: String? = nil) -> MomentCard {
        var card = MomentCard(
            momentAddress: milliseconds > 0 ? "/clips/\(clip.id)?t=\(milliseconds / 1000)" : "/clips/\(clip.id)",
            momentTitle: Self.title(clip),
            momentLength: Wording.clock(milliseconds: clip.media.durationMilliseconds ?? 0))
        card.momentSpeaker = Self.speakers(clip)
        card.momentPoster = poster(clip)
        card.momentIsAudio = Self.isSound(clip)
        card.momentStage = taxonomy.term(clip.details.stage)?.label
        card.momentObjection = taxonomy.term(clip.details.objection)?.label
        card.momentNote = note
        if milliseconds > 0, let length = clip.media.durationMilliseconds, length > 0 {
            card.momentProgress = min(100, milliseconds * 100 / length)
        }
        return card
    }

    /// Somebody else's answer, under the player of this one.
    func related(_ row: LookupService.RelatedRow) -> MomentCard {
        let start = row.startMilliseconds
        var card = MomentCard(
            momentAddress: start >= 1000 ? "/clips/\(row.clip.id)?t=\(start / 1000)" : "/clips/\(row.clip.id)",
            momentTitle: row.moment.moment?.title ?? Self.title(row.clip),
            momentLength: Wording.clock(milliseconds: row.endMilliseconds - start))
        card.momentSpeaker = Self.speakers(row.clip)
        card.momentPoster = poster(row.clip)
        card.momentIsAudio = Self.isSound(row.clip)
        card.momentStage = taxonomy.term(row.clip.details.stage)?.label
        card.momentNote =
            row.watchedAt.map { say("card.watched", ["when": Wording.ago($0, now: now)]) } ?? freshness(row.clip)
        return card
    }

    /// Nil while a clip is fresh.
    func freshness(_ clip: Clip) -> String? {
        guard let day = clip.details.verifyBy else { return nil }
        if day < now.day { return say("card.to_be_verified_since", ["day": Wording.day(day)]) }
        return day < now.day.advanced(byDays: 30) ? say("card.verify_by", ["day": Wording.day(day)]) : nil
    }

    static func title(_ clip: Clip) -> String {
        clip.details.title.isEmpty ? say("card.without_a_title") : clip.details.title
    }

    static func speakers(_ clip: Clip) -> String? {
        clip.details.speakers.isEmpty ? nil : clip.details.speakers.map(\.name).joined(separator: ", ")
    }

    private func poster(_ clip: Clip) -> String? {
        posters.contains(clip.id) ? MediaName.address(.poster, of: clip) : nil
    }

    static func isSound(_ clip: Clip) -> Bool {
        !clip.media.hasVideo && clip.media.durationMilliseconds != nil
    }

    static func badge(_ clip: Clip) -> StateBadge {
        let tone =
            switch clip.state {
            case .draft: "calm"
            case .processing: "busy"
            case .published: "good"
            case .retired, .trashed: "warn"
            case .rejected: "bad"
            }
        let isHidden = clip.state == .published && clip.visibility == .private
        return StateBadge(
            badgeLabel: isHidden ? say("state.published_private") : say("state.\(clip.state.rawValue)"), badgeTone: tone
        )
    }
}

extension Taxonomy {
    /// The active entries of a list as options of a choice, with an empty one in front.
    func options(_ kind: TermKind, selected: String?, none: String) -> [ChoiceOption] {
        [ChoiceOption(optionValue: "", optionLabel: none, optionSelected: (selected ?? "").isEmpty)]
            + active(kind).map {
                ChoiceOption(
                    optionValue: $0.id.text, optionLabel: $0.label, optionSelected: $0.id.text == selected)
            }
    }
}
