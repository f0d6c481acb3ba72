package import Domain

/// Another person's answer to the same objection.
package struct RelatedMoment: Sendable, Hashable {
    package let clip: ID<Clip>
    /// Nil when nobody marked one: then it is the whole clip.
    package let moment: Moment?
    package let isStale: Bool
}

extension LiveIndex {
    /// One moment each of the clips that answer the objection of `clip`, that somebody else is heard in and that the viewer
    /// may see. Fresh ones first, then those of the same stage, with a moment marked by hand, newest first; nobody is heard
    /// twice while there is somebody new.
    /// - Parameter today: decides what is stale.
    package func related(to clip: Clip, limit: Int, viewer: Viewer, today: Day) -> [RelatedMoment] {
        guard let objection = clip.details.objection else { return [] }
        let here = Voices(clip.details.speakers.map(\.name), owner: clip.owner)
        let stage = clip.details.stage
        var found: [(card: ClipCard, rank: Rank)] = []
        for part in seenParts.view(of: snapshot, viewer).index.parts {
            for (number, card) in part.segment.clips.enumerated() where part.isVisible[number] {
                guard card.objections.contains(objection), card.id != clip.id else { continue }
                if Voices(card.speakers, owner: card.access.owner).areOthers(than: here) {
                    found.append((card, Rank(card, stage: stage, today: today)))
                }
            }
        }
        found.sort { $0.rank < $1.rank }
        return Self.varied(found.map(\.card), limit: limit).prefix(limit).map {
            RelatedMoment(clip: $0.id, moment: $0.moments.first, isStale: $0.isStale(on: today))
        }
    }

    /// The first clip of each voice before the second of any; with `limit` voices nobody asks for a second.
    private static func varied(_ cards: [ClipCard], limit: Int) -> [ClipCard] {
        var heard: Set<String> = []
        var firsts: [ClipCard] = []
        var rest: [ClipCard] = []
        for card in cards where firsts.count < limit {
            let names = card.speakers.map(Voices.plain)
            if heard.isDisjoint(with: names) { firsts.append(card) } else { rest.append(card) }
            heard.formUnion(names)
        }
        return firsts + rest
    }
}

/// Who is heard in a clip.
private struct Voices {
    let names: Set<String>
    let owner: ID<Person>

    init(_ names: [String], owner: ID<Person>) {
        self.names = Set(names.map(Self.plain))
        self.owner = owner
    }

    /// Where one of two clips names nobody, the owners stand for the voices.
    func areOthers(than other: Voices) -> Bool {
        if names.isEmpty || other.names.isEmpty { return owner != other.owner }
        return names.isDisjoint(with: other.names)
    }

    static func plain(_ name: String) -> String {
        name.trimmedText.lowercased()
    }
}

/// Better is less.
private struct Rank: Comparable {
    let isStale: Bool
    let isOfOtherStage: Bool
    let isWhole: Bool
    let age: Int64
    let id: ID<Clip>

    init(_ card: ClipCard, stage: ID<Term>?, today: Day) {
        isStale = card.isStale(on: today)
        isOfOtherStage = card.stage != stage
        isWhole = !card.hasMoments
        age = -card.publishedAt.milliseconds
        id = card.id
    }

    static func < (left: Rank, right: Rank) -> Bool {
        if left.isStale != right.isStale { return right.isStale }
        if left.isOfOtherStage != right.isOfOtherStage { return right.isOfOtherStage }
        if left.isWhole != right.isWhole { return right.isWhole }
        return (left.age, left.id.text) < (right.age, right.id.text)
    }
}
