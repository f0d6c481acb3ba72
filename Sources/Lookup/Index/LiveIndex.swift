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

    private let current = Mutex(Snapshot())
    private let progress = Mutex(State.loading)
    private let changes = Mutex(ChangeLog())
    let dictionary: DictionaryWords
    let rule: WindowRule

    /// - Parameter dictionary: words that are spelt right though no clip has them.
    package convenience init(dictionary: DictionaryWords = .none) {
        self.init(dictionary: dictionary, rule: .spoken)
    }

    init(dictionary: DictionaryWords, rule: WindowRule) {
        self.dictionary = dictionary
        self.rule = rule
    }

    package var state: State { progress.withLock { $0 } }

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
        changes.withLock { _ in current.withLock { $0.taxonomy = taxonomy } }
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
            var fresh = LiveSegment(base)
            fresh.bury(Array(changed))
            var kept = snapshot.segments
            for index in kept.indices { kept[index].bury(where: { !changed.contains($0) }) }
            log.end()
            publish([fresh] + kept)
            current.withLock { $0.taxonomy = taxonomy }
        }
        progress.withLock { $0 = .ready }
    }

    /// Must be called with `changes` held: that is what keeps one change from overwriting another.
    private func publish(_ segments: [LiveSegment]) {
        let tidy = Self.tidied(segments)
        current.withLock { $0.segments = tidy }
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
    private var steps: [ID<Clip>: Int] = [:]
    private var readers = 0

    mutating func note(_ ids: [ID<Clip>]) {
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
