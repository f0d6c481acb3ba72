import Domain
import Testing

@testable import Web

/// Numbers and times in words.
@Suite(.inEnglish)
struct WordingTests {
    @Test(arguments: [
        (0, "0:00"), (42_900, "0:42"), (65_000, "1:05"), (3_599_999, "59:59"), (3_730_000, "1:02:10"), (-5, "0:00"),
    ])
    func clockCutsPartsOfASecond(milliseconds: Int, text: String) {
        #expect(Wording.clock(milliseconds: milliseconds) == text)
    }

    @Test func clockReadsWhatItWrites() {
        for seconds in stride(from: 0, through: 86_400, by: 37) {
            #expect(Wording.milliseconds(clock: Wording.clock(milliseconds: seconds * 1000)) == seconds * 1000)
        }
    }

    @Test(arguments: ["", ":", "1:", ":5", "1:60", "1:99:00", "-1", "1.5", "1:2:3:4", "٤٢", "999999", "99999:00:00"])
    func clockRefusesWhatIsNoTime(text: String) {
        #expect(Wording.milliseconds(clock: text) == nil)
    }

    @Test(arguments: [
        ("42", 42), ("0", 0), ("42s", 42), ("1m12s", 72), ("1h2m3s", 3723), ("2m", 120), ("1h", 3600), ("90s", 90),
        ("1:12", 72), ("1:02:10", 3730),
    ])
    func secondOfALinkIsReadInEveryWayPeopleWriteIt(text: String, seconds: Int) {
        #expect(Wording.seconds(link: text) == seconds)
    }

    @Test(arguments: ["", "s", "m12s", "12s1m", "1m1m", "1m12", "-5", "4.2", "1m12s.", "25h", "999999s", "٤٢s", "1 m"])
    func secondOfALinkThatIsNoTimeIsNothing(text: String) {
        #expect(Wording.seconds(link: text) == nil)
    }

    @Test(arguments: [
        (0, "0:00"), (42_300, "0:42.3"), (42_050, "0:42.05"), (42_001, "0:42.001"), (3_600_500, "1:00:00.5"),
    ])
    func preciseClockKeepsPartsOfASecondAndReadsThemAgain(milliseconds: Int, text: String) {
        #expect(Wording.preciseClock(milliseconds: milliseconds) == text)
        #expect(Wording.milliseconds(preciseClock: text) == milliseconds)
    }

    @Test(arguments: ["", ".", ".5", "1.", "1.2.3", "1.2345", "1.-5", "0:61.5", "1.٤"])
    func preciseClockRefusesWhatIsNoTime(text: String) {
        #expect(Wording.milliseconds(preciseClock: text) == nil)
    }

    @Test func longLabelsHaveAShortForm() {
        #expect(Wording.short("Negotiation / procurement / legal") == "Negotiation")
        #expect(Wording.short("Expansion, renewal, win-back, referral") == "Expansion")
        #expect(Wording.short("Targeting and research") == "Targeting and research")
    }

    @Test func countsReadAsWords() {
        #expect(Wording.count(0, "clip") == "no clips")
        #expect(Wording.count(1, "person") == "1 person")
        #expect(Wording.count(1204, "clip") == "1,204 clips")
        #expect(Wording.count(1_000_000, "person") == "1,000,000 people")
    }

    @Test func daysReadAsWords() throws {
        #expect(Wording.day(try #require(Day(parsing: "2027-03-01"))) == "1 March 2027")
    }

    @Test(
        arguments: [
            (0, "just now"), (-50, "just now"), (61, "1 minute ago"), (3 * 3600, "3 hours ago"),
            (20 * 3600, "yesterday"),
            (3 * 86_400, "3 days ago"), (40 * 86_400, "on 16 October 2026"),
        ])
    func timesSinceReadAsWords(seconds: Int, text: String) throws {
        let now = Instant(milliseconds: try #require(Day(parsing: "2026-11-25")).daysSince1970 * 86_400_000)
            .advanced(bySeconds: 17 * 3600)
        #expect(Wording.ago(now.advanced(bySeconds: Int64(-seconds)), now: now) == text)
    }

    @Test(
        arguments: [
            (0, "no bytes"), (999, "999 bytes"), (1000, "1 kB"), (12_400_000, "12.4 MB"), (999_999, "999 kB"),
            (380_000_000_000, "380 GB"), (Int64.max, "9,223,372 TB"),
        ] as [(Int64, String)])
    func sizesReadAsWords(bytes: Int64, text: String) {
        #expect(Wording.bytes(bytes) == text)
    }
}
