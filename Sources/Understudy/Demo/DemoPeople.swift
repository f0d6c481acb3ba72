import Domain

/// The demo team. Four of them are the accounts a visitor signs in with; none of them exists.
enum DemoPerson: String, Sendable, CaseIterable {
    case tomasz, amara, ingrid, sam, callum, lena, diego, mei, yusuf

    /// What every account of a demo storage signs in with; it is never served beyond loopback unasked (AU-9).
    static let password = "curtain-call"

    var name: String {
        switch self {
        case .tomasz: "Tomasz Wilk"
        case .amara: "Amara Okafor"
        case .ingrid: "Ingrid Solheim"
        case .sam: "Sam Whitaker"
        case .callum: "Callum Reid"
        case .lena: "Lena Brandt"
        case .diego: "Diego Fuentes"
        case .mei: "Mei Tanaka"
        case .yusuf: "Yusuf Demir"
        }
    }

    var initials: String {
        String(name.split(separator: " ").compactMap(\.first))
    }

    var email: String {
        switch self {
        case .tomasz: "rep@demo.example"
        case .amara: "performer@demo.example"
        case .ingrid: "manager@demo.example"
        case .sam: "admin@demo.example"
        case .callum, .lena, .diego, .mei, .yusuf: "\(rawValue)@demo.example"
        }
    }

    var role: Role {
        switch self {
        case .tomasz, .mei: .rep
        case .amara, .callum, .lena, .diego: .performer
        case .ingrid, .yusuf: .manager
        case .sam: .admin
        }
    }

    var team: DemoTeam {
        switch self {
        case .tomasz, .amara, .ingrid, .sam, .callum: .northern
        case .lena, .diego, .mei, .yusuf: .southern
        }
    }
}

/// The two teams of the demo.
enum DemoTeam: String, Sendable, CaseIterable {
    case northern = "Northern desk"
    case southern = "Southern desk"
}
