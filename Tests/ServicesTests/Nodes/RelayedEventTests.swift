import Domain
import Foundation
import Testing

@testable import Services

/// What one node tells another arrives with everything that decides who may see it.
struct RelayedEventTests {
    private static let takes: [TakeAccess?] =
        [nil]
        + TakeAudience.allCases.map {
            TakeAccess(
                take: ID("take_1"), isSubmitted: $0 == .team, audience: $0, asked: [ID("person_2"), ID("person_3")])
        }

    @Test(arguments: takes) func whoMaySeeItIsTheSameOnTheOtherNode(take: TakeAccess?) throws {
        for state in [ClipState.draft, .published] {
            let access = ClipAccess(
                owner: ID("person_1"), team: ID("team_1"), state: state, visibility: .team, isWithdrawn: true,
                take: take)
            let event = LiveEvent(name: "feedback", clip: ID("clip_1"), what: "given", message: "Ben said something")
            let sent = try JSONEncoder().encode(RelayedEvent(event, about: access))
            let arrived = try JSONDecoder().decode(RelayedEvent.self, from: sent)
            #expect(arrived.clipAccess == access)
            #expect(arrived.event == event)
            #expect(arrived.persons == nil)
        }
    }

    @Test func whatIsNotUnderstoodIsShownToNobody() throws {
        let access = ClipAccess(
            owner: ID("person_1"), team: ID("team_1"), state: .draft, visibility: .team,
            take: TakeAccess(take: ID("take_1"), isSubmitted: true, audience: .team))
        let event = LiveEvent(name: "clip", clip: ID("clip_1"), what: "draft")
        let text = String(decoding: try JSONEncoder().encode(RelayedEvent(event, about: access)), as: UTF8.self)
        let later = text.replacing("\"audience\":\"team\"", with: "\"audience\":\"moon\"")
        #expect(later != text)
        #expect(try JSONDecoder().decode(RelayedEvent.self, from: Data(later.utf8)).clipAccess == nil)
    }
}
