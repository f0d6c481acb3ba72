import Domain

extension ClipOrigin {
    /// As people read it, such as "Role play with a colleague".
    var inWords: String { say("origin.\(rawValue)") }
}

extension ClipPurpose {
    /// As people read it, such as "Question technique".
    var inWords: String { say("purpose.\(rawValue)") }
}
