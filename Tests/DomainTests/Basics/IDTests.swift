import Domain
import Foundation
import Rehearsal
import Testing

struct IDTests {
    @Test(arguments: ["a", "st.negotiate", "clip_0abc-XYZ", String(repeating: "a", count: 64)])
    func textOfOurAlphabetIsAnID(text: String) {
        #expect(ID<Clip>(parsing: text)?.text == text)
    }

    @Test(
        arguments: [
            "", "1a", "_a", ".a", "-a", "a b", "a/b", "a\\b", "a'b", "a\n", "a\0", "é", "clip_é", "a%", "../a",
            String(repeating: "a", count: 65),
        ])
    func anythingElseIsNone(text: String) {
        #expect(ID<Clip>(parsing: text) == nil)
    }

    @Test func idsTravelAsBareTextAndAreCheckedOnTheWayIn() throws {
        let data = try JSONEncoder().encode([ID<Clip>("clip_a")])
        #expect(String(decoding: data, as: UTF8.self) == "[\"clip_a\"]")
        #expect(try JSONDecoder().decode([ID<Clip>].self, from: data) == [ID("clip_a")])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ID<Clip>].self, from: Data("[\"../a\"]".utf8))
        }
    }
}

struct WorldTests {
    private static func world(at milliseconds: Int64, byte: UInt8) -> World {
        World(
            now: { Instant(milliseconds: milliseconds) }, uptimeSeconds: { 0 },
            randomBytes: { [UInt8](repeating: byte, count: $0) })
    }

    @Test func idsSortByTimeWhateverTheirRandomness() {
        var dice = Dice(seed: 3)
        for _ in 0..<1000 {
            let earlier = Int64.random(in: 0..<35_000_000_000_000, using: &dice)
            let later = earlier + Int64.random(in: 1...1_000_000, using: &dice)
            let first: ID<Clip> = Self.world(at: earlier, byte: 255).id()
            let second: ID<Clip> = Self.world(at: later, byte: 0).id()
            #expect(first.text < second.text)
        }
    }

    @Test(arguments: [0, 255, 0b1010_0101] as [UInt8])
    func idHasItsPrefixAndIsOneThatComesBackFromOutside(byte: UInt8) {
        let id: ID<Clip> = Self.world(at: 1_795_626_720_000, byte: byte).id()
        #expect(id.text.hasPrefix("clip_"))
        #expect(id.text.utf8.count == "clip_".utf8.count + 25)
        #expect(ID<Clip>(parsing: id.text) == id)
    }

    @Test func everyBitOfRandomnessIsInTheID() {
        var seen: Set<ID<Clip>> = []
        for bit in 0..<80 {
            let world = World(
                now: { Instant(milliseconds: 0) }, uptimeSeconds: { 0 },
                randomBytes: { count in (0..<count).map { $0 == bit / 8 ? 1 << UInt8(bit % 8) : 0 } })
            seen.insert(world.id())
        }
        #expect(seen.count == 80)
    }
}
