/// What surrounds every page: who is signed in, where they are, and what just happened.
struct Chrome: Sendable {
    /// Nil before signing in: no navigation is shown then.
    let signedIn: SignedInPerson?
    /// Goes into every form as `_csrf`, and into a `<meta>` for scripts.
    let csrfToken: String
    let navLinks: [NavLink]
    var flash: FlashNotice?
    /// Everything here is made up; shown as a band above the page.
    var isDemo: Bool
    /// Whose Understudy this is; nil where it has no name of its own.
    var organisation: String?
    /// How much happened that this person has not looked at; nil for nothing.
    let unreadCount: String?
    /// The way to what waits to be recalled; nil for whoever has nothing in their schedule.
    let recallLink: RecallLink?
    /// `/assets/<version>`.
    let assetBase: String

    /// - Parameters:
    ///   - place: which of the main places the page belongs to.
    ///   - assets: where scripts and styles come from; their version is part of every address.
    init(
        signedIn: SignedInPerson? = nil,
        place: Place = .nowhere,
        csrfToken: String,
        flash: FlashNotice? = nil,
        isDemo: Bool = false,
        organisation: String? = nil,
        unread: Int = 0,
        recall: RecallLink? = nil,
        assets: Assets
    ) {
        self.signedIn = signedIn
        self.csrfToken = csrfToken
        self.flash = flash
        self.isDemo = isDemo
        self.organisation = organisation == "Understudy" ? nil : organisation
        unreadCount = unread == 0 ? nil : unread > 99 ? "99+" : "\(unread)"
        recallLink = recall
        assetBase = assets.base
        navLinks = signedIn.map { NavLink.all(for: $0, at: place) } ?? []
    }
}

/// The person who looks at the page.
struct SignedInPerson: Sendable {
    let personName: String
    /// The role in words.
    let personRole: String
    /// One or two letters for the round badge.
    let personInitials: String
    var personIsAdmin = false

    init(name: String, role: String, isAdmin: Bool) {
        personName = name
        personRole = role
        personIsAdmin = isAdmin
        let letters = name.split(separator: " ").compactMap(\.first)
        personInitials = String([letters.first, letters.count > 1 ? letters.last : nil].compactMap { $0 }).uppercased()
    }
}

/// The way to one's recalls, with how many wait today.
struct RecallLink: Sendable {
    /// Such as "Recall, 3 cues wait".
    let recallName: String
    /// Nil for none.
    let recallWaiting: String?
    let recallIsCurrent: Bool

    init(waiting: Int, at place: Place) {
        recallName = waiting == 0 ? say("page.recall") : say("page.recall_waits", count: waiting)
        recallWaiting = waiting == 0 ? nil : "\(waiting)"
        recallIsCurrent = place == .recall
    }
}

/// One sentence about what the last request did.
struct FlashNotice: Sendable {
    let flashText: String
    /// Something went wrong; otherwise it went well.
    var flashIsProblem = false
}

/// The main places of the product.
enum Place: String, Sendable, CaseIterable {
    case today, lookup, clips, sets, requests, recall, feedback, practice, add, admin, account, nowhere
}

/// One link of the navigation.
struct NavLink: Sendable {
    let navLabel: String
    let navAddress: String
    /// Name of an icon in the sprite.
    let navIcon: String
    let navIsCurrent: Bool

    static func all(for person: SignedInPerson, at place: Place) -> [NavLink] {
        var links = [
            NavLink(say("nav.today"), "/", "today", place == .today),
            NavLink(say("nav.lookup"), "/lookup", "search", place == .lookup),
            NavLink(say("nav.clips"), "/clips", "clips", place == .clips),
            NavLink(say("nav.sets"), "/sets", "list", place == .sets),
            NavLink(say("nav.practice"), "/practice", "camera", place == .practice),
            NavLink(say("nav.requests"), "/requests", "ask", place == .requests),
            NavLink(say("nav.add"), "/clips/new", "plus", place == .add),
        ]
        if person.personIsAdmin {
            links.append(NavLink(say("nav.admin"), "/admin", "admin", place == .admin))
        }
        return links
    }

    private init(_ label: String, _ address: String, _ icon: String, _ isCurrent: Bool) {
        navLabel = label
        navAddress = address
        navIcon = icon
        navIsCurrent = isCurrent
    }
}
