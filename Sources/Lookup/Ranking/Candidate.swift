import Domain

/// Where a window is: its part of the index, its clip there, and its number.
struct WindowPlace: Sendable, Hashable {
    let part: Int
    let clip: Int
    let window: Int
}

/// A clip's best window and what speaks for it.
struct Candidate {
    let place: WindowPlace
    var signals: Signals
    var score: Float
}

/// Keeps the best few of many windows. Equal scores are settled by the newer clip, so that an answer does not depend on how the
/// index happens to be cut into segments.
struct BestFew<Item> {
    private(set) var items: [(score: Float, place: WindowPlace, item: Item)] = []
    private let limit: Int
    private let index: VisibleIndex
    private let least: Float

    /// - Parameter least: what is below gets in only when there are too few.
    init(_ limit: Int, in index: VisibleIndex, from least: Float = 0) {
        self.limit = limit
        self.index = index
        self.least = least
    }

    /// What is below it does not get in.
    var threshold: Float { items.count < limit ? least : items.last?.score ?? least }

    mutating func offer(_ score: Float, at place: WindowPlace, _ item: @autoclosure () -> Item) {
        if items.count >= limit, let worst = items.last, !isBetter(score, place, than: worst) { return }
        var position = items.count
        while position > 0, isBetter(score, place, than: items[position - 1]) { position -= 1 }
        items.insert((score, place, item()), at: position)
        if items.count > limit { items.removeLast() }
    }

    private func isBetter(
        _ score: Float, _ place: WindowPlace, than other: (score: Float, place: WindowPlace, item: Item)
    ) -> Bool {
        score != other.score ? score > other.score : index.isNewer(place, than: other.place)
    }
}

extension VisibleIndex {
    func card(at place: WindowPlace) -> ClipCard { parts[place.part].segment.clips[place.clip] }

    /// A total order: by publication, then id, then the order of windows.
    func isNewer(_ place: WindowPlace, than other: WindowPlace) -> Bool {
        let one = card(at: place)
        let two = card(at: other)
        if one === two { return place.window < other.window }
        if one.publishedAt != two.publishedAt { return one.publishedAt > two.publishedAt }
        return one.id.text < two.id.text
    }
}
