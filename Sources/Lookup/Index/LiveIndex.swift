package import Domain
import Synchronization

/// The index in memory. Lookups read a snapshot that never changes; changes build a new one beside it and swap it in.
///
/// The lock readers take guards nothing but the swap of one value, so no lookup ever waits for a change being made. Changes wait for each
/// other. A changed clip becomes a small segment at once; small segments are merged as they gather, so that a lookup sees
/// few of them and the big one is seldom copied.
package final class LiveIndex: Sendable {
    package enum State: Sendable, Hashable {
        /// Being built for the first time: lookups answer from what is there.
        case loading
        case ready
    }

    /// How far lookups go by meaning.
    package enum MeaningState: String, Sendable, Hashable, CaseIterable {
        /// There is no model on this machine: words alone.
        case off
        /// Being made: words alone until then.
        case loading
        case ready
    }

    private let current = Mutex(Snapshot())
    private let progress = Mutex(State.loading)
    private let changes = Mutex(ChangeLog())
    /// How many changes there had been when the file it is kept in was written; nil while there is none.
    private let keptChanges = Mutex<Int?>(nil)
    package let dictionary: DictionaryWords
    let rule: WindowRule
    /// Nil without the model: then lookups go by words alone, unless vectors are provided.
    package let encoder: SentenceEncoder?
    /// Vectors are made elsewhere and handed over: of windows with their clips, of phrasings when something is learned, of a lookup
    /// before it is made.
    private let isProvided: Bool
    let queryVectors = RecentValues<String, [Float]>(limit: 4096)
    let seenParts = SeenParts()
    let answers = RecentValues<AnswerKey, LookupAnswer>(limit: 512)
    let kernels: Kernels

    /// - Parameter dictionary: words that are spelt right though no clip has them.
    package convenience init(dictionary: DictionaryWords = .none, encoder: SentenceEncoder? = nil) {
        self.init(dictionary: dictionary, encoder: encoder, rule: .spoken)
    }

    /// An index whose vectors are provided, of another model than the built-in one.
    package convenience init(providedWith dictionary: DictionaryWords) {
        self.init(dictionary: dictionary, rule: .spoken, isProvided: true)
    }

    init(
        dictionary: DictionaryWords, encoder: SentenceEncoder? = nil, rule: WindowRule, isProvided: Bool = false
    ) {
        self.isProvided = isProvided
        self.encoder = encoder
        kernels = encoder?.kernels ?? .best
        self.dictionary = dictionary
        self.rule = rule
    }

    package var state: State { progress.withLock { $0 } }

    package var meaning: MeaningState {
        guard goesByMeaning else { return .off }
        return snapshot.learned == nil ? .loading : .ready
    }

    /// Whether there is a model, built in or elsewhere.
    package var goesByMeaning: Bool { encoder != nil || isProvided }

    /// Numbers in the vectors there are; nil as long as there are none.
    package var meaningWidth: Int? {
        snapshot.segments.lazy.map(\.segment.meaning).first { !$0.isEmpty }?.width
    }

    /// Lookups go by words alone until something is learned again: the model has become another one.
    package func forgetMeaning() {
        queryVectors.forget()
        changes.withLock { _ in
            current.withLock { snapshot in
                snapshot.learned = nil
                for index in snapshot.segments.indices { snapshot.segments[index].affinities = nil }
            }
        }
    }

    /// Clips that can be found by somebody. For operators: it must not be shown to others.
    package var clipCount: Int { snapshot.clipCount }

    var snapshot: Snapshot { current.withLock { $0 } }

    /// Puts clips in, or in place of what was known of them. Found by the next lookup.
    package func replace(_ clips: [IndexedClip]) {
        guard !clips.isEmpty else { return }
        let latest = Self.latest(of: clips)
        let segment = SegmentBuilder.segment(of: latest, rule: rule)
        changes.withLock { log in
            log.note(latest.map(\.id))
            var segments = snapshot.segments
            for index in segments.indices { segments[index].bury(latest.map(\.id)) }
            publish(segments + [LiveSegment(segment)])
        }
    }

    /// The same of one clip.
    /// - Returns: whether it is tagged differently than before, so that there is something to learn.
    package func replace(noticing clip: IndexedClip) -> Bool {
        let before = snapshot.segments.lazy.compactMap { live in
            live.segment.numbers[clip.id].flatMap { live.isAlive[$0] ? live.segment.clips[$0] : nil }
        }.first
        replace([clip])
        return (before?.objections ?? []) != clip.objections
    }

    /// Clips with something said that has no vector yet, the newest first.
    package func clipsWithoutMeaning() -> [ID<Clip>] {
        snapshot.segments.flatMap { live in
            let segment = live.segment
            return segment.byAge.filter { clip in
                live.isAlive[clip]
                    && segment.windows(of: clip).contains { window in
                        segment.windows.hasText(window)
                            && (segment.meaning.isEmpty || segment.meaning.scales[window] == 0)
                    }
            }.map { segment.clips[$0].id }
        }
    }

    /// Clips that are not here as these stamps say, in no order: others, older ones, and those that should have gone.
    package func outdated(_ stamps: [ID<Clip>: UInt64]) -> [ID<Clip>] {
        var missing = stamps
        var outdated: [ID<Clip>] = []
        for live in snapshot.segments {
            for (number, card) in live.segment.clips.enumerated() where live.isAlive[number] {
                let wanted = missing.removeValue(forKey: card.id)
                if wanted == nil || card.stamp != wanted { outdated.append(card.id) }
            }
        }
        return outdated + missing.keys
    }

    package func replace(_ clip: IndexedClip) {
        replace([clip])
    }

    /// Takes clips out: retired, trashed, withdrawn. Not found by the next lookup.
    package func remove(_ ids: [ID<Clip>]) {
        changes.withLock { log in
            log.note(ids)
            var segments = snapshot.segments
            for index in segments.indices { segments[index].bury(ids) }
            publish(segments)
        }
    }

    package func remove(_ id: ID<Clip>) {
        remove([id])
    }

    /// The lists and phrasings lookups are understood by.
    package func replace(taxonomy: LookupTaxonomy) {
        changes.withLock { _ in current.withLock { $0.take(taxonomy) } }
    }

    /// The same.
    /// - Returns: whether the objections are others, or are put otherwise, so that there is something to learn.
    package func replace(noticing taxonomy: LookupTaxonomy) -> Bool {
        let before = snapshot.taxonomy.objections
        replace(taxonomy: taxonomy)
        return before != taxonomy.objections
    }

    /// Learns anew what the objections mean, from the phrasings and from what clips are tagged with. Takes seconds over many clips;
    /// lookups and changes go on meanwhile.
    package func learn() {
        guard let encoder else { return }
        learn { text in queryVectors.value(of: text) { encoder.vector(of: $0) } }
    }

    /// The same with vectors that are provided.
    /// - Parameter vectors: of `phrasings`, by text.
    package func learn(from vectors: [String: [Float]]) {
        learn { vectors[$0] }
    }

    /// How buyers put the objections, and what these are called: what has to be provided for learning.
    package var phrasings: [String] { snapshot.taxonomy.objections.flatMap(\.sentences) }

    private func learn(_ encode: (String) -> [Float]?) {
        let seen = snapshot
        guard seen.segments.contains(where: { !$0.segment.meaning.isEmpty }), !seen.taxonomy.objections.isEmpty else {
            return
        }
        let learned = LearnedSituations(
            seen.segments, taxonomy: seen.taxonomy, phrasings: PhrasingVectors(seen.taxonomy, encode: encode),
            isProvided: isProvided, kernels: kernels)
        let made = seen.segments.map { ($0.segment, Affinities($0, learned, kernels: kernels)) }
        changes.withLock { _ in
            var segments = snapshot.segments
            for index in segments.indices {
                let known = made.first { $0.0 === segments[index].segment }?.1
                segments[index].affinities = known ?? Affinities(segments[index], learned, kernels: kernels)
            }
            current.withLock {
                $0.segments = segments
                $0.learned = learned
            }
        }
    }

    /// Everything anew: `load` adds to the draft what it reads, and gives the lists lookups are understood by. Changes made
    /// meanwhile win over what was read; lookups go on throughout.
    package func rebuild(_ load: (inout IndexDraft) async throws -> LookupTaxonomy) async rethrows {
        let start = changes.withLock { $0.begin() }
        var draft = IndexDraft(rule: rule)
        let taxonomy: LookupTaxonomy
        do {
            taxonomy = try await load(&draft)
        } catch {
            changes.withLock { $0.end() }
            throw error
        }
        let base = draft.segment()
        changes.withLock { log in
            let changed = log.changed(since: start)
            var fresh = draft.adopted + [LiveSegment(base)]
            for index in fresh.indices { fresh[index].bury(Array(changed)) }
            var kept = snapshot.segments
            for index in kept.indices { kept[index].bury(where: { !changed.contains($0) }) }
            log.end()
            publish(fresh + kept)
            current.withLock { $0.take(taxonomy) }
        }
        progress.withLock { $0 = .ready }
    }

    /// How many changes there have been, for telling later whether there were more.
    var changeCount: Int { changes.withLock { $0.count } }

    /// Whether the file it was kept in last still says what it is.
    var isKept: Bool { keptChanges.withLock { $0 } == changeCount }

    /// The file it is kept in says what it was after so many changes.
    func noteKept(changes count: Int) {
        keptChanges.withLock { $0 = count }
    }

    /// The same of now: everything there is came from that file.
    package func noteKept() {
        noteKept(changes: changeCount)
    }

    /// Puts segments in the place of others that hold the same clips in the same order.
    func exchange(_ pairs: [(LiveSegment, LiveSegment)]) {
        changes.withLock { _ in
            var segments = snapshot.segments
            for index in segments.indices {
                guard let other = pairs.first(where: { $0.0.segment === segments[index].segment })?.1 else { continue }
                segments[index] = segments[index].moved(to: other.segment)
            }
            publish(segments)
        }
    }

    /// Cuts clips into windows and words, to be added to a draft.
    package func cut(_ clips: [IndexedClip]) -> CutBatch { CutBatch(clips, rule: rule) }

    /// Must be called with `changes` held: that is what keeps one change from overwriting another.
    private func publish(_ segments: [LiveSegment]) {
        var tidy = Self.tidied(segments)
        if let learned = snapshot.learned {
            for index in tidy.indices where tidy[index].affinities == nil {
                tidy[index].affinities = Affinities(tidy[index], learned, kernels: kernels)
            }
        }
        let ready = tidy
        current.withLock { $0.segments = ready }
    }

    /// Big before small, each at least twice the next: a clip is copied about log2(n) times in its life.
    private static func tidied(_ segments: [LiveSegment]) -> [LiveSegment] {
        var tidy = segments.filter { $0.aliveCount > 0 }
        while tidy.count > 1 {
            let last = tidy[tidy.count - 1]
            let previous = tidy[tidy.count - 2]
            guard previous.aliveCount < 2 * last.aliveCount else { break }
            tidy.removeLast(2)
            tidy.append(LiveSegment(Segment.merged([previous, last])))
        }
        // A segment that is mostly gone is copied once more, without its dead.
        return tidy.map { $0.aliveCount * 2 < $0.segment.clips.count ? LiveSegment(Segment.merged([$0])) : $0 }
    }

    /// Every clip once, as it was handed over last.
    static func latest(of clips: [IndexedClip]) -> [IndexedClip] {
        var seen: Set<ID<Clip>> = []
        return Array(clips.reversed().filter { seen.insert($0.id).inserted }.reversed())
    }
}

/// Which clips changed while a rebuild was reading.
private struct ChangeLog {
    private var step = 0
    private(set) var count = 0
    private var steps: [ID<Clip>: Int] = [:]
    private var readers = 0

    mutating func note(_ ids: [ID<Clip>]) {
        count += 1
        guard readers > 0 else { return }
        step += 1
        for id in ids { steps[id] = step }
    }

    mutating func begin() -> Int {
        readers += 1
        return step
    }

    func changed(since start: Int) -> Set<ID<Clip>> {
        Set(steps.filter { $0.value > start }.keys)
    }

    mutating func end() {
        readers -= 1
        if readers == 0 { steps = [:] }
    }
}
