import Domain
import Foundation
import Testing

@testable import Lookup

/// A start from the kept file gives the same index as one from the store.
struct KeptIndexTests {
    private static func clips(_ count: Int) -> [IndexedClip] {
        (0..<count).map { number in
            var clip = clip(
                "clip_\(number)", title: "Call \(number)",
                lines: ["The price of escrow \(number).", "Silence, then yes."],
                speakers: ["Priya", "Tom"], stage: "st.show", objections: number % 2 == 0 ? ["ob.price"] : [],
                rules: ["When they pause, wait"], tags: ["pilot"],
                moments: [
                    Moment(id: ID("moment_\(number)"), startMilliseconds: 0, endMilliseconds: 9000, title: "Escrow")
                ],
                verifyBy: number == 3 ? Day(daysSince1970: 5) : nil, published: Int64(number),
                language: number == 4 ? "de" : nil)
            clip.stamp = UInt64(number)
            return clip
        }
    }

    private static let stamps = Dictionary(clips(6).map { ($0.id, $0.stamp ?? 0) }) { first, _ in first }

    private static func restored(_ path: String, _ stamps: [ID<Clip>: UInt64]) async throws -> (LiveIndex, [ID<Clip>]) {
        let index = LiveIndex(dictionary: .none, rule: .lines)
        var unread: [ID<Clip>] = []
        let kept = try #require(KeptIndex(path: path, model: "one"))
        await index.rebuild { draft in
            unread = draft.adopt(kept, stamps: stamps)
            return taxonomy
        }
        return (index, unread)
    }

    private static func keeping(_ body: (LiveIndex, String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "kept-\(ProcessInfo.processInfo.globallyUniqueString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let index = index(clips(6))
        try index.keep(in: path, model: "one")
        try await body(index, path)
    }

    @Test func whatHasNotChangedIsNotWrittenAgain() async throws {
        try await Self.keeping { index, path in
            try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
            try index.keep(in: path, model: "one")
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
            index.remove(ID<Clip>("clip_3"))
            try index.keep(in: path, model: "one")
            #expect(try #require(KeptIndex(path: path, model: "one")).segments.first?.segment.clips.count == 5)
            try FileManager.default.removeItem(atPath: path)
            try index.keep(in: path, model: "one")
            #expect(FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func answersAreTheSameAfterwards() async throws {
        try await Self.keeping { index, path in
            let (again, unread) = try await Self.restored(path, Self.stamps)
            #expect(unread.isEmpty)
            #expect(again.names(viewer: viewer()) == index.names(viewer: viewer()))
            for text in ["price", "escow 3", "silence pilot", "tom", "moment", ""] {
                #expect(again.find(text) == index.find(text), "\(text)")
                #expect(again.suggestions(text, viewer: viewer()) == index.suggestions(text, viewer: viewer()))
            }
        }
    }

    @Test func changedClipsAreReadAgainAndGoneOnesForgotten() async throws {
        try await Self.keeping { _, path in
            var stamps = Self.stamps
            stamps[ID("clip_1")] = 99
            stamps[ID("clip_2")] = nil
            stamps[ID("clip_new")] = 7
            let (again, unread) = try await Self.restored(path, stamps)
            #expect(unread == [ID("clip_1"), ID("clip_new")])
            #expect(Set(again.find("price").clips) == ["clip_0", "clip_3", "clip_4", "clip_5"])
        }
    }

    @Test func indexOfAnotherModelIsNotUsed() async throws {
        try await Self.keeping { _, path in #expect(KeptIndex(path: path, model: "other") == nil) }
    }

    @Test func damagedFileIsNotUsed() async throws {
        try await Self.keeping { _, path in
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for place in stride(from: 3, to: whole.count, by: max(1, whole.count / 60)) {
                var bytes = whole
                bytes[place] ^= 0x10
                try bytes.write(to: URL(fileURLWithPath: path))
                #expect(KeptIndex(path: path, model: "one") == nil, "byte \(place)")
            }
            try whole.prefix(whole.count - 5).write(to: URL(fileURLWithPath: path))
            #expect(KeptIndex(path: path, model: "one") == nil)
        }
    }

    @Test func withoutAFileThereIsNothing() {
        #expect(KeptIndex(path: "/nowhere/lookup.index", model: "one") == nil)
    }
}
