import Domain
import Testing

@testable import Lookup

struct LiveIndexTests {
    @Test func changesAreFoundByTheNextLookup() {
        let live = index([clip("clip_1", lines: ["escrow"])])
        live.replace(clip("clip_1", lines: ["pilot"]))
        #expect(live.find("escrow").clips == [])
        #expect(live.find("pilot").clips == ["clip_1"])
        live.remove(ID("clip_1"))
        #expect(live.find("pilot").clips == [])
        live.remove(ID("clip_1"))
        #expect(live.clipCount == 0)
    }

    @Test func whatIsNotAsItsStampSaysIsOutdated() {
        let live = index([])
        for (number, stamp) in [UInt64(1), 2, 3, nil].enumerated() {
            var clip = clip("clip_\(number)")
            clip.stamp = stamp
            live.replace(clip)
        }
        live.remove(ID("clip_2"))
        let stamps: [String: UInt64] = ["clip_0": 1, "clip_1": 7, "clip_3": 4, "clip_new": 5]
        let outdated = live.outdated(Dictionary(uniqueKeysWithValues: stamps.map { (ID($0.key), $0.value) }))
        #expect(Set(outdated.map(\.text)) == ["clip_1", "clip_3", "clip_new"])
        #expect(Set(live.outdated([:]).map(\.text)) == ["clip_0", "clip_1", "clip_3"])
    }

    @Test func theLastOfTheSameClipHolds() {
        let live = index([clip("clip_1", lines: ["escrow"]), clip("clip_1", lines: ["pilot"])])
        #expect(live.clipCount == 1)
        #expect(live.find("pilot").clips == ["clip_1"])
    }

    @Test func manySmallChangesAnswerLikeOneBigLoad() async {
        var random = SeededRandom(seed: 9)
        let words = ["price", "escrow", "pilot", "budget", "security", "excel"]
        let live = index([])
        var clips: [String: IndexedClip] = [:]
        for step in 0..<300 {
            let id = "clip_\(random.next() % 60)"
            if step % 7 == 6 {
                live.remove(ID(id))
                clips[id] = nil
            } else {
                let text = (0...4).map { _ in random.pick(words) }.joined(separator: " ")
                let changed = clip(
                    id, lines: [text], objections: random.pick([[], ["ob.price"]]), published: Int64(step))
                live.replace(changed)
                clips[id] = changed
            }
        }
        let whole = index(Array(clips.values.shuffled(using: &random)))
        #expect(live.snapshot.segments.count < 10)
        #expect(live.clipCount == clips.count)
        for text in ["price pilot", "too expensive", "security excel escrow", "", "pri"] {
            #expect(live.find(text, isTyping: true).clips == whole.find(text, isTyping: true).clips)
        }
    }

    @Test func changesMadeWhileRebuildingWin() async {
        let live = index([clip("clip_gone", lines: ["escrow"])])
        #expect(live.state == .loading)
        await live.rebuild { draft in
            // What is read here is older than these changes.
            live.replace(clip("clip_1", lines: ["pilot"]))
            live.remove(ID("clip_2"))
            draft.add([clip("clip_1", lines: ["escrow"]), clip("clip_2", lines: ["escrow"])])
            draft.add([clip("clip_3", lines: ["escrow"])])
            return taxonomy
        }
        #expect(live.state == .ready)
        #expect(live.find("escrow").clips == ["clip_3"])
        #expect(live.find("pilot").clips == ["clip_1"])
    }

    @Test func aFailedRebuildLeavesEverythingAsItWas() async {
        let live = index([clip("clip_1", lines: ["escrow"])])
        await #expect(throws: Problem.self) { try await live.rebuild { _ in throw Problem.notFound } }
        #expect(live.find("escrow").clips == ["clip_1"])
        #expect(live.state == .loading)
    }

    @Test func lookupsGoOnWhileOthersChangeTheIndex() async {
        let live = index((0..<40).map { clip("clip_\($0)", lines: ["escrow number \($0)"]) })
        let wrong = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for number in 0..<200 { live.replace(clip("clip_\(number % 40)", lines: ["escrow again \(number)"])) }
                return 0
            }
            group.addTask {
                (0..<200).count { _ in live.find("escrow").total != 40 }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
