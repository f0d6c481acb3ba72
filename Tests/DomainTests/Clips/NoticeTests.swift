import Domain
import Testing

struct NoticeTests {
    private static let day = Day(year: 2026, month: 11, day: 25)

    private static func notice(
        _ allows: Visibility, until: Day? = nil, withdrawnAt: Instant? = nil
    ) -> Notice {
        Notice(
            whoIsHeard: "A buyer", howTold: "Asked", allows: allows, validUntil: until, recordedBy: ID("person_a"),
            recordedAt: Instant(milliseconds: 0), withdrawnAt: withdrawnAt)
    }

    @Test func noticeCoversWhatWasAllowedAndEverythingNarrower() {
        let order: [Visibility] = [.private, .team, .library]
        for (width, allowed) in order.enumerated() {
            let covered = order.filter { Self.notice(allowed).covers($0, on: Self.day) }
            #expect(covered == Array(order[...width]))
        }
    }

    @Test(arguments: Visibility.allCases)
    func lastDayStillCountsAndTheNextDoesNot(visibility: Visibility) {
        let notice = Self.notice(.library, until: Self.day)
        #expect(notice.covers(visibility, on: Self.day))
        #expect(!notice.covers(visibility, on: Self.day.advanced(byDays: 1)))
    }

    @Test(arguments: Visibility.allCases)
    func withdrawnNoticeCoversNothing(visibility: Visibility) {
        let notice = Self.notice(.library, withdrawnAt: Instant(milliseconds: 0))
        #expect(!notice.covers(visibility, on: Self.day))
    }

    @Test func noticeSaysWhoIsHeardAndHowTheyWereTold() throws {
        func input(_ who: String, _ how: String) throws -> NoticeInput {
            try NoticeInput(whoIsHeard: who, howTold: how, allows: .team, allowsExternal: false, validUntil: nil)
        }
        #expect(refusedFields { try input(" ", "\n") } == ["who_is_heard", "how_told"])
        #expect(refusedFields { try input("A", String(repeating: "a", count: 501)) } == ["who_is_heard"])
        #expect(try input(" A ", " B ").whoIsHeard == "A")
    }

    @Test func clipIsWithdrawnExactlyWhenItsNoticeIs() {
        func isWithdrawn(_ notice: Notice?) -> Bool {
            Clip(
                id: ID("clip_a"), team: ID("team_a"), owner: ID("person_a"), state: .published, visibility: .team,
                details: ClipDetails(title: ""), media: ClipMedia(), version: 1, createdAt: Instant(milliseconds: 0),
                updatedAt: Instant(milliseconds: 0), notice: notice
            ).access.isWithdrawn
        }
        #expect(!isWithdrawn(nil))
        #expect(!isWithdrawn(Self.notice(.team)))
        #expect(isWithdrawn(Self.notice(.team, withdrawnAt: Instant(milliseconds: 0))))
    }
}
