/// People named in a text with an `@` before their whole name.
package enum Mentions {
    /// At most this many people can be called by one comment: it is no way to shout at everyone.
    package static let most = 10

    /// Where two names begin alike, the longer one is meant.
    package static func people(in text: String, among people: [Person]) -> [ID<Person>] {
        guard text.contains("@") else { return [] }
        let names = people.filter { !$0.name.isEmpty }.map { (key: $0.name.lowercased(), id: $0.id) }
            .sorted { $0.key.count > $1.key.count }
        var found: [ID<Person>] = []
        for part in text.lowercased().split(separator: "@", omittingEmptySubsequences: false).dropFirst() {
            guard let name = names.first(where: { Self.begins(part, with: $0.key) }), !found.contains(name.id) else {
                continue
            }
            found.append(name.id)
            if found.count == most { break }
        }
        return found
    }

    /// "Ana" is not meant by "@Anatol".
    private static func begins(_ text: Substring, with name: String) -> Bool {
        guard text.hasPrefix(name) else { return false }
        guard let next = text.dropFirst(name.count).first else { return true }
        return !next.isLetter && !next.isNumber
    }
}
