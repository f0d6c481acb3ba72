import Domain
import Testing

/// The rows of SECURITY's authorization matrix that are about one clip, for the callers that are people.
struct PermissionTests {
    enum Caller: CaseIterable {
        case owner, mate, rep, performer, performerX, mgr, mgrX, admin

        var actor: Actor {
            let role: Role =
                switch self {
                case .owner, .mate, .rep: .rep
                case .performer, .performerX: .performer
                case .mgr, .mgrX: .manager
                case .admin: .admin
                }
            let team: Set<ID<Team>> =
                switch self {
                case .owner, .mate, .performer, .mgr: [teamA]
                case .rep, .performerX, .mgrX: [teamB]
                case .admin: []
                }
            return Actor(
                person: Person(
                    id: ID("person_\(self)"), name: "\(self)", email: "\(self)@example.com".lowercased(), role: role,
                    createdAt: Instant(milliseconds: 0)), teams: team)
        }
    }

    struct MatrixRow: CustomTestStringConvertible {
        let name: String
        let action: Permission.ClipAction
        let clip: ClipAccess
        /// In the order of `Caller.allCases`; 200 stands for every success.
        let statuses: [Int]

        var testDescription: String { name }
    }

    private static func clip(
        _ visibility: Visibility, _ state: ClipState = .published, isWithdrawn: Bool = false
    ) -> ClipAccess {
        ClipAccess(
            owner: ID("person_owner"), team: teamA, state: state, visibility: visibility, isWithdrawn: isWithdrawn)
    }

    private static func row(
        _ name: String, _ action: Permission.ClipAction, _ clip: ClipAccess, _ statuses: Int...
    ) -> MatrixRow {
        MatrixRow(name: name, action: action, clip: clip, statuses: statuses)
    }

    static let matrix: [MatrixRow] = [
        //                                           owner mate rep  perf perfX mgr mgrX admin
        row("rec.read.private", .see, clip(.private), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.read.team", .see, clip(.team), 200, 200, 404, 200, 404, 200, 404, 200),
        row("rec.read.library", .see, clip(.library), 200, 200, 200, 200, 200, 200, 200, 200),
        row("rec.read.rejected", .see, clip(.library, .rejected), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.read.draft", .see, clip(.library, .draft), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.read.processing", .see, clip(.team, .processing), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.read.retired", .see, clip(.team, .retired), 200, 200, 404, 200, 404, 200, 404, 200),
        row("rec.read.trashed", .see, clip(.library, .trashed), 404, 404, 404, 404, 404, 404, 404, 404),
        row(
            "rec.read.withdrawn", .see, clip(.library, isWithdrawn: true), 404, 404, 404, 404, 404, 404, 404, 200),
        row("rec.edit", .edit, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
        row("rec.edit.library", .edit, clip(.library), 200, 403, 403, 403, 403, 200, 403, 200),
        row("rec.publish", .publish, clip(.private, .draft), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.visibility.team", .publish, clip(.private), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.visibility.library", .shareWithLibrary, clip(.team), 403, 403, 404, 200, 404, 200, 404, 200),
        row("rec.delete", .trash, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
        row("rec.delete.trashed", .trash, clip(.team, .trashed), 404, 404, 404, 404, 404, 404, 404, 404),
        row("rec.restore", .restore, clip(.team, .trashed), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.restore.published", .restore, clip(.team), 403, 403, 404, 403, 404, 403, 404, 403),
        row("rec.purge", .purge, clip(.team, .trashed), 404, 404, 404, 404, 404, 404, 404, 200),
        row("rec.retry", .retry, clip(.team, .rejected), 200, 404, 404, 404, 404, 200, 404, 200),
        row("rec.job_log", .seeJob, clip(.team, .rejected), 200, 404, 404, 404, 404, 200, 404, 200),
        row("media.original", .seeOriginal, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
        row("tr.edit", .editTranscript, clip(.team), 200, 403, 404, 200, 404, 200, 404, 200),
        row("tr.edit.private", .editTranscript, clip(.private), 200, 404, 404, 404, 404, 200, 404, 200),
        row("tr.edit.draft", .editTranscript, clip(.team, .draft), 200, 404, 404, 404, 404, 200, 404, 200),
        row("con.read", .seeNotice, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
        row("watch.heat", .seeWatching, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
        row("con.write", .editNotice, clip(.team), 200, 403, 404, 403, 404, 200, 404, 200),
    ]

    @Test(arguments: matrix)
    func matrixHolds(row: MatrixRow) {
        let answers = Caller.allCases.map { caller in
            refusal { try Permission.require(row.action, for: caller.actor, on: row.clip) }?.status ?? 200
        }
        #expect(answers == row.statuses)
    }

    @Test func nobodyMayDoAnythingWithAnotherTeamsPrivateClipButAdmins() {
        for action in Permission.ClipAction.allCases {
            for caller in [Caller.rep, .performerX, .mgrX] {
                for state in ClipState.allCases {
                    #expect(!Permission.allows(action, for: caller.actor, on: Self.clip(.private, state)))
                }
            }
        }
    }

    @Test func whatIsInvisibleIsNotForbiddenButMissing() {
        for action in Permission.ClipAction.allCases where action != .see {
            for caller in Caller.allCases {
                for state in ClipState.allCases where state != .trashed {
                    for visibility in Visibility.allCases {
                        let clip = Self.clip(visibility, state)
                        let isSeen = Permission.allows(.see, for: caller.actor, on: clip)
                        let status = refusal { try Permission.require(action, for: caller.actor, on: clip) }?.status
                        #expect(status == nil || status == (isSeen ? 403 : 404))
                    }
                }
            }
        }
    }

    @Test func tokenWithoutTheScopeIsRefused() {
        let owner = Caller.owner.actor
        let reader = Actor(person: owner.person, teams: owner.teams, scopes: [.read])
        #expect(refusal { try Permission.require(.read, of: reader) } == nil)
        #expect(refusal { try Permission.require(.write, of: reader) }?.code == "missing_scope")
        for scope in Scope.allCases { #expect(refusal { try Permission.require(scope, of: owner) } == nil) }
    }

    @Test(arguments: Caller.allCases)
    func onlyAdminsAdminister(caller: Caller) {
        #expect((refusal { try Permission.requireAdmin(caller.actor) } == nil) == (caller == .admin))
    }
}

private let teamA = ID<Team>("team_a")
private let teamB = ID<Team>("team_b")
