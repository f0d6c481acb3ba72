/// Something that happened, written in the same transaction as the change it describes; never changed afterwards.
package struct Event: Sendable, Hashable, Identified {
    package static let idPrefix = "event"

    /// `noun.verb`: `clip.published`, `session.started`.
    package let name: String
    package let actor: ID<Person>?
    /// A command acted for the actor by the machine's key file.
    package let isOperator: Bool
    /// The object's id as text; ids tell their noun by prefix.
    package let object: String?
    /// What changed in a few words or JSON; no content, no customers' names.
    package let note: String

    package init(
        _ name: String, actor: ID<Person>?, isOperator: Bool = false, object: String? = nil, note: String = ""
    ) {
        self.name = name
        self.actor = actor
        self.isOperator = isOperator
        self.object = object
        self.note = note
    }

    package init(_ name: String, by actor: Actor, object: String? = nil, note: String = "") {
        self.init(name, actor: actor.person.id, isOperator: actor.isOperator, object: object, note: note)
    }
}
