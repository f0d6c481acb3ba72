import Domain
import Testing

@testable import Lookup

let today = Day(year: 2026, month: 11, day: 25)

func viewer(
    _ person: String = "person_rep", role: Role = .rep, teams: Set<ID<Team>> = [ID("team_a")]
) -> Viewer {
    Viewer(actor(person, role: role, teams: teams))
}

func actor(_ person: String, role: Role = .rep, teams: Set<ID<Team>> = [ID("team_a")]) -> Actor {
    Actor(
        person: Person(
            id: ID(person), name: "Ana", email: "ana@example.com", role: role, createdAt: Instant(milliseconds: 0)),
        teams: teams)
}

func access(
    team: String = "team_a", owner: String = "person_owner", _ visibility: Visibility = .library
) -> ClipAccess {
    ClipAccess(owner: ID(owner), team: ID(team), state: .published, visibility: visibility)
}

/// A clip whose lines follow each other without a pause, ten seconds each.
func clip(
    _ id: String, title: String = "A call", lines: [String] = [], access: ClipAccess = access(),
    speakers: [String] = ["Priya"], stage: String? = nil, objections: [String] = [], rules: [String] = [],
    tags: [String] = [], moments: [Moment] = [], verifyBy: Day? = nil, published: Int64 = 0, language: String? = nil
) -> IndexedClip {
    IndexedClip(
        id: ID(id), access: access, title: title, speakers: speakers, stage: stage.map { ID($0) },
        objections: objections.map { ID($0) }, language: language, rules: rules, tags: tags,
        lines: lines.enumerated().map {
            TimedLine(startMilliseconds: $0 * 10_000, endMilliseconds: ($0 + 1) * 10_000, text: $1)
        }, moments: moments, durationMilliseconds: max(1, lines.count) * 10_000, verifyBy: verifyBy,
        publishedAt: Instant(milliseconds: published))
}

let taxonomy = LookupTaxonomy(
    objections: [
        .init(
            id: ID("ob.price"), label: "Too expensive",
            phrasings: [
                "You're too expensive.", "Your price is above the others.", "I can get this cheaper elsewhere.",
            ]),
        .init(
            id: ID("ob.timing"), label: "Not now",
            phrasings: ["Call me back in six months.", "We're too busy right now.", "Let's pick it up next quarter."]),
        .init(
            id: ID("ob.stall"), label: "Gone silent", phrasings: ["The prospect went silent.", "They ghosted me."]),
    ], competitors: ["Acme", "Northwind"])

func index(_ clips: [IndexedClip], dictionary: DictionaryWords = .none, rule: WindowRule = .lines) -> LiveIndex {
    let index = LiveIndex(dictionary: dictionary, rule: rule)
    index.replace(taxonomy: taxonomy)
    index.replace(clips)
    return index
}

extension LiveIndex {
    func find(_ text: String, viewer: Viewer = viewer(), isTyping: Bool = false) -> LookupAnswer {
        lookup(LookupInput(text: text, isTyping: isTyping), viewer: viewer, today: today)
    }
}

extension LookupAnswer {
    var clips: [String] { hits.map(\.clip.text) }
}

/// Always the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int(next() % UInt64(items.count))] }
}
