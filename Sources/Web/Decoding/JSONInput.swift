package import Domain

/// Reads the fields of one JSON object. What is missing, of the wrong kind or not known is collected and told at once by
/// `finish()`; a field nobody asked for is refused, so that nothing can be set that is not meant to be (AZ-5).
package struct JSONInput {
    private let members: [String: JSONValue]
    private let path: String
    private var asked: Set<String> = []
    private var problems: [FieldProblem] = []
    private var unknown: [FieldProblem] = []

    /// - Throws: `Problem` 422 when the value is no object.
    package init(_ value: JSONValue, path: String = "") throws {
        guard case .object(let members) = value else {
            throw Problem.invalid(path.isEmpty ? "body" : path, "An object was expected here.")
        }
        self.members = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.path = path
    }

    /// - Throws: `Problem.invalid` with code `unknown_field` for fields nobody asked for, `invalid` for the rest.
    package func finish() throws {
        let strangers = members.keys.filter { !asked.contains($0) }.sorted().map {
            // The name is the client's own text: cut, so that an answer cannot be made long by it.
            FieldProblem(path + String($0.prefix(64)), "This field is not known here, or cannot be set.")
        }
        guard strangers.isEmpty, unknown.isEmpty else {
            throw Problem.invalid(strangers + unknown, code: "unknown_field")
        }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
    }

    /// Nothing asked for so far was missing or of the wrong kind.
    package var isSound: Bool { problems.isEmpty }

    // MARK: Single values

    /// Nil when the field is missing or null.
    package mutating func optionalText(_ field: String) -> String? {
        read(field, "Text was expected here.") { value in
            guard case .text(let text) = value else { return nil }
            return text
        }
    }

    /// A text that has to be there; empty while a problem is noted.
    package mutating func text(_ field: String) -> String {
        require(field, optionalText(field)) ?? ""
    }

    package mutating func optionalInteger(_ field: String) -> Int? {
        read(field, "A whole number was expected here.") { value in
            guard case .number(let digits) = value else { return nil }
            return Self.integer(digits)
        }
    }

    package mutating func integer(_ field: String) -> Int {
        require(field, optionalInteger(field)) ?? 0
    }

    /// A finite number, whole or not.
    package mutating func optionalNumber(_ field: String) -> Double? {
        read(field, "A number was expected here.") { value in
            guard case .number(let digits) = value, let number = Double(digits), number.isFinite else { return nil }
            return number
        }
    }

    package mutating func optionalBoolean(_ field: String) -> Bool? {
        read(field, "true or false was expected here.") { value in
            guard case .boolean(let flag) = value else { return nil }
            return flag
        }
    }

    package mutating func optionalID<Noun>(_ field: String, of: Noun.Type = Noun.self) -> ID<Noun>? {
        read(field, "An id was expected here.") { Self.id($0) }
    }

    package mutating func id<Noun>(_ field: String, of: Noun.Type = Noun.self) -> ID<Noun> {
        require(field, optionalID(field, of: Noun.self)) ?? ID("none")
    }

    /// One of the values of a fixed list.
    package mutating func optionalChoice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ field: String, of: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return read(field, "One of these was expected: \(words).") { Self.choice($0) }
    }

    /// One of the values of a fixed list that has to be there; nil while a problem is noted.
    package mutating func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ field: String, of: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        require(field, optionalChoice(field, of: Choice.self))
    }

    package mutating func optionalDay(_ field: String) -> Day? {
        read(field, "A day as YYYY-MM-DD was expected here.") { Self.day($0) }
    }

    // MARK: Fields that can be cleared with null

    package mutating func idChange<Noun>(_ field: String) -> Change<ID<Noun>> {
        change(field, "An id or null was expected here.") { Self.id($0) }
    }

    package mutating func dayChange(_ field: String) -> Change<Day> {
        change(field, "A day as YYYY-MM-DD or null was expected here.") { Self.day($0) }
    }

    package mutating func choiceChange<Choice: RawRepresentable & CaseIterable & Sendable & Hashable>(
        _ field: String, of: Choice.Type = Choice.self
    ) -> Change<Choice> where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return change(field, "One of these or null was expected: \(words).") { Self.choice($0) }
    }

    // MARK: Lists

    package mutating func optionalTexts(_ field: String) -> [String]? {
        read(field, "A list of texts was expected here.") { value in
            Self.all(value) { entry in
                guard case .text(let text) = entry else { return nil }
                return text
            }
        }
    }

    package mutating func optionalIntegers(_ field: String) -> [Int]? {
        read(field, "A list of whole numbers was expected here.") { value in
            Self.all(value) { entry in
                guard case .number(let digits) = entry else { return nil }
                return Self.integer(digits)
            }
        }
    }

    package mutating func optionalIDs<Noun>(_ field: String, of: Noun.Type = Noun.self) -> [ID<Noun>]? {
        read(field, "A list of ids was expected here.") { Self.all($0) { Self.id($0) } }
    }

    package mutating func ids<Noun>(_ field: String, of: Noun.Type = Noun.self) -> [ID<Noun>] {
        require(field, optionalIDs(field, of: Noun.self)) ?? []
    }

    /// An object read by `body`; problems are named `field.name`, those that `body` throws as well.
    package mutating func optionalObject<Value>(
        _ field: String, _ body: (inout JSONInput) throws -> Value
    ) throws -> Value? {
        let entry: JSONValue? = read(field, "An object was expected here.") { value in
            guard case .object = value else { return nil }
            return value
        }
        guard let entry else { return nil }
        var input = try JSONInput(entry, path: "\(path)\(field).")
        do {
            let value = try body(&input)
            try input.finish()
            return value
        } catch let problem as Problem where problem.status == 422 {
            if problem.code == "unknown_field" {
                unknown += problem.errors
            } else {
                problems += problem.errors.map { error in
                    FieldProblem(
                        error.field.hasPrefix(field) ? error.field : "\(path)\(field).\(error.field)", error.message)
                }
            }
            return nil
        }
    }

    /// A list of objects, each read by `body`; problems are named `field_1.name` and so on.
    package mutating func optionalObjects<Value>(
        _ field: String, _ body: (inout JSONInput) throws -> Value
    ) throws -> [Value]? {
        let entries: [JSONValue]? = read(field, "A list of objects was expected here.") { Self.all($0) { $0 } }
        guard let entries else { return nil }
        return try entries.enumerated().compactMap { index, entry in
            let name = "\(path)\(field)_\(index + 1)"
            guard case .object = entry else {
                problems.append(FieldProblem(name, "An object was expected here."))
                return nil
            }
            var input = try JSONInput(entry, path: name + ".")
            let value = try body(&input)
            do { try input.finish() } catch let problem as Problem {
                if problem.code == "unknown_field" { unknown += problem.errors } else { problems += problem.errors }
            }
            return value
        }
    }

    package mutating func objects<Value>(
        _ field: String, _ body: (inout JSONInput) throws -> Value
    ) throws -> [Value] {
        require(field, try optionalObjects(field, body)) ?? []
    }

    // MARK: Parts

    private mutating func read<Value>(_ field: String, _ complaint: String, _ convert: (JSONValue) -> Value?) -> Value?
    {
        asked.insert(field)
        guard let value = members[field], value != .null else { return nil }
        guard let converted = convert(value) else {
            problems.append(FieldProblem(path + field, complaint))
            return nil
        }
        return converted
    }

    private mutating func change<Value>(
        _ field: String, _ complaint: String, _ convert: (JSONValue) -> Value?
    ) -> Change<Value> {
        guard let value = members[field] else {
            asked.insert(field)
            return .keep
        }
        if value == .null {
            asked.insert(field)
            return .clear
        }
        return read(field, complaint, convert).map(Change.set) ?? .keep
    }

    private mutating func require<Value>(_ field: String, _ value: Value?) -> Value? {
        if value == nil, !problems.contains(where: { $0.field == path + field }) {
            problems.append(FieldProblem(path + field, "This has to be given."))
        }
        return value
    }

    private static func all<Value>(_ value: JSONValue, _ convert: (JSONValue) -> Value?) -> [Value]? {
        guard case .list(let entries) = value else { return nil }
        let converted = entries.compactMap(convert)
        return converted.count == entries.count ? converted : nil
    }

    /// Whole numbers that every JSON reader understands alike (RFC 7493), and with which sums inside cannot overflow.
    private static let integers = -9_007_199_254_740_991...9_007_199_254_740_991

    private static func integer(_ digits: String) -> Int? {
        // 1e3 and 2.0 are whole numbers too.
        let whole = Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
        return whole.flatMap { integers.contains($0) ? $0 : nil }
    }

    private static func id<Noun>(_ value: JSONValue) -> ID<Noun>? {
        guard case .text(let text) = value else { return nil }
        return ID(parsing: text)
    }

    private static func day(_ value: JSONValue) -> Day? {
        guard case .text(let text) = value else { return nil }
        return Day(parsing: text)
    }

    private static func choice<Choice: RawRepresentable>(_ value: JSONValue) -> Choice?
    where Choice.RawValue == String {
        guard case .text(let text) = value else { return nil }
        return Choice(rawValue: text)
    }
}
