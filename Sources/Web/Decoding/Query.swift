package import Domain

/// The part of an address after the question mark, read strictly.
package struct Query: Sendable {
    private let fields: Form

    package init(_ fields: Form) {
        self.fields = fields
    }

    package var values: [String] { fields.values }

    /// Nil when it is missing or empty.
    package func text(_ name: String) -> String? {
        fields.filled(name)
    }

    /// - Throws: 422 when it is there but no id.
    package func id<Noun>(_ name: String, of: Noun.Type = Noun.self) throws -> ID<Noun>? {
        guard let text = text(name) else { return nil }
        guard let id = ID<Noun>(parsing: text) else { throw Problem.invalid(name, "An id was expected here.") }
        return id
    }

    /// - Throws: 422 when it is there but no whole number in `range`.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Problem.invalid(
                name, "A whole number from \(range.lowerBound) to \(range.upperBound) was expected here.")
        }
        return number
    }

    /// - Throws: 422 when it is there but none of the choices.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of: Choice.Type = Choice.self
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.invalid(name, "One of these was expected: \(words).")
        }
        return choice
    }

    /// `1`, `true`, `yes` and `on` mean yes; missing means no.
    package func flag(_ name: String) -> Bool {
        fields.isOn(name)
    }
}
