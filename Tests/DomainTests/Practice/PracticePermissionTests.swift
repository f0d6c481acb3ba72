import Domain
import Testing

/// Who may do what with briefs and takes.
struct PracticePermissionTests {
    private typealias Caller = PermissionTests.Caller

    private static let team = ID<Team>("team_a")

    /// The owner's take, which the performer of the other team was asked to look at.
    private static func take(
        isSubmitted: Bool, _ audience: TakeAudience = .asked, state: ClipState = .draft
    ) -> ClipAccess {
        ClipAccess(
            owner: ID("person_owner"), team: team, state: state, visibility: .team,
            take: TakeAccess(
                take: ID("take_1"), isSubmitted: isSubmitted, audience: audience, asked: [ID("person_performerX")]))
    }

    private static func callers(_ isAllowed: (Actor) -> Bool) -> [Caller] {
        Caller.allCases.filter { isAllowed($0.actor) }
    }

    private static func see(_ clip: ClipAccess) -> [Caller] {
        callers { Permission.allows(Permission.ClipAction.see, for: $0, on: clip) }
    }

    @Test func aDraftIsItsMakersAlone() {
        for audience in TakeAudience.allCases {
            #expect(Self.see(Self.take(isSubmitted: false, audience)) == [.owner, .admin])
        }
    }

    @Test func submittedItIsSeenByThoseAskedTheManagersAndWhomTheBriefNames() {
        #expect(Self.see(Self.take(isSubmitted: true, .asked)) == [.owner, .performerX, .mgr, .admin])
        #expect(
            Self.see(Self.take(isSubmitted: true, .team)) == [.owner, .mate, .performer, .performerX, .mgr, .admin])
        #expect(Self.see(Self.take(isSubmitted: true, .everyone)) == Caller.allCases)
        #expect(Self.see(Self.take(isSubmitted: true, .everyone, state: .trashed)) == [])
    }

    @Test func nobodyPutsItIntoTheCatalogAsAClip() {
        for action in [Permission.ClipAction.edit, .publish, .shareWithLibrary, .editNotice] {
            let clip = Self.take(isSubmitted: true, .everyone)
            #expect(Self.callers { Permission.allows(action, for: $0, on: clip) } == [])
        }
    }

    @Test func onlyItsMakerThrowsItAway() {
        let clip = Self.take(isSubmitted: true, .everyone)
        #expect(Self.callers { Permission.allows(Permission.ClipAction.trash, for: $0, on: clip) } == [.owner, .admin])
        let trashed = Self.take(isSubmitted: true, .everyone, state: .trashed)
        #expect(
            Self.callers { Permission.allows(Permission.ClipAction.restore, for: $0, on: trashed) } == [.owner, .admin])
    }

    @Test func nobodyIsAskedToLookAtADraft() {
        let draft = Self.take(isSubmitted: false)
        #expect(Self.callers { Permission.allows(Permission.FeedbackAction.ask, for: $0, on: draft) } == [])
        let submitted = Self.take(isSubmitted: true)
        #expect(
            Self.callers { Permission.allows(Permission.FeedbackAction.ask, for: $0, on: submitted) }
                == [.owner, .mgr, .admin])
    }

    @Test func aBriefIsItsTeams() {
        func callers(_ action: Permission.BriefAction, _ state: Brief.State) -> [Caller] {
            let brief = BriefAccess(team: Self.team, state: state)
            return Self.callers { Permission.allows(action, for: $0, on: brief) }
        }
        let writers: [Caller] = [.performer, .mgr, .admin]
        let everyone: [Caller] = [.owner, .mate, .performer, .mgr, .admin]
        #expect(callers(.see, .draft) == writers)
        #expect(callers(.see, .published) == everyone)
        #expect(callers(.see, .retired) == everyone)
        #expect(callers(.record, .published) == everyone)
        #expect(callers(.record, .retired) == [])
        for state in Brief.State.allCases { #expect(callers(.edit, state) == writers) }
    }
}
