import Domain

/// Where to go after signing in: only ever a place of our own (SECURITY 3.8).
package enum NextAddress {
    /// The address when it begins with one slash, otherwise `/`.
    package static func checked(_ text: String?) -> String {
        guard let text, text.utf8.count <= 2000, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f })
        else { return "/" }
        return text
    }

    /// `/login?next=...` for an address that needs a session; without `next` for the start page.
    package static func signIn(for uri: String) -> String {
        let next = checked(uri)
        return next == "/" ? "/login" : "/login?next=\(next.percentEncoded(keeping: "/"))"
    }
}
