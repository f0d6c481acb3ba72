import Domain
import Testing

/// Who calls in a scenario: the callers of the authorization matrix that exist here.
enum Visitor: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case anon
    /// Rep of team A who owns the clips.
    case owner
    /// Another rep of team A.
    case mate
    /// Rep of team B.
    case rep
    case performer
    /// Performer of team B.
    case performerX
    case mgr
    /// Manager of team B.
    case mgrX
    case admin
    /// The owner's token with the scope `read`.
    case api

    var testDescription: String { rawValue }

    var role: Role? {
        switch self {
        case .anon: nil
        case .owner, .mate, .rep, .api: .rep
        case .performer, .performerX: .performer
        case .mgr, .mgrX: .manager
        case .admin: .admin
        }
    }

    var team: String {
        switch self {
        case .rep, .performerX, .mgrX: "B"
        default: "A"
        }
    }

    var email: String { "\(rawValue.lowercased())@example.com" }

    /// Those who have an account of their own.
    static let people: [Visitor] = [.owner, .mate, .rep, .performer, .performerX, .mgr, .mgrX, .admin]
}
