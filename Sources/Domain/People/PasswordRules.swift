/// AU-3: 8 to 128 characters, at most 1,024 bytes, none of the most common ones, none made of the person's own name.
package enum PasswordRules {
    /// What is wrong with a password in words for its owner; nil when it may be used.
    package static func complaint(about password: String, name: String, email: String) -> String? {
        if password.utf8.count > 1024 || password.count > 128 { return "A password has at most 128 characters." }
        if password.count < 8 { return "A password has at least 8 characters; 15 or more are better." }
        let plain = password.lowercased()
        let local = email.lowercased().split(separator: "@").first.map(String.init) ?? ""
        if plain == name.lowercased() || plain == email.lowercased() || plain == local
            || CommonPasswords.contains(plain)
        {
            return "This password is too common or is your own name. Please choose another."
        }
        return nil
    }
}
