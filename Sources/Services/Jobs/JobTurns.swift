package import Domain

/// Whose jobs ran in this round. Who was not on yet comes first, so that nobody waits for more than one job of each of the
/// others (JQ).
package struct JobTurns: Sendable {
    /// In the order of their turns, the latest last.
    package private(set) var served: [ID<Person>] = []

    package init() {}

    /// A second turn begins the next round. Jobs of nobody take no turn.
    package mutating func ran(_ person: ID<Person>?) {
        guard let person else { return }
        if served.contains(person) { served = [] }
        served.append(person)
    }
}
