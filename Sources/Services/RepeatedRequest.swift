import Database
package import Domain
import Store

/// The request that is being carried out, where it bears an `Idempotency-Key`: its first change leaves a mark in the same
/// transaction. Should the server die before it has answered, the repeated request finds the mark and does nothing twice.
package struct RepeatedRequest: Sendable, Hashable {
    @TaskLocal package static var current: RepeatedRequest?

    package let person: ID<Person>
    package let key: String
    package let requestHash: String
    /// Of this attempt alone: its own mark does not keep it from going on.
    package let attempt: String

    package init(person: ID<Person>, key: String, requestHash: String, attempt: String) {
        self.person = person
        self.key = key
        self.requestHash = requestHash
        self.attempt = attempt
    }

    /// - Throws: `Problem` 409 `done_before` when an earlier attempt has committed a change.
    func mark(_ connection: any Connection, at now: Instant) throws {
        let answers = IdempotencyStore(connection)
        try answers.insert(
            IdempotencyStore.Answer(
                requestHash: requestHash, status: IdempotencyStore.markStatus, location: nil, body: attempt),
            person: person, key: key, at: now)
        guard try answers.find(person: person, key: key)?.body == attempt else { throw Self.doneBefore }
    }

    /// What a repeated request is told while nobody knows the first answer: it was lost with the server, it was an error after the
    /// change, or another server is still about to give it.
    package static let doneBefore = Problem.conflict(
        "done_before", "This was asked before, and its answer is not known",
        "It may be done, or about to be done. Nothing is done twice: look in a moment whether you find what you made.")
}
