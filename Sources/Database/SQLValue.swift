package import Domain

/// One value as the engines exchange it: bound to a placeholder or read from a column.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case flag(Bool)
    case bytes([UInt8])
}

/// What may be interpolated into `SQL` as a value. Enums of our own need only `extension ClipState: Bindable {}`,
/// or nothing at all: an enum of strings binds its raw value anyway.
package protocol Bindable {
    var sqlValue: SQLValue { get }
}

extension Bindable where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLValue: Bindable {
    package var sqlValue: SQLValue { self }
}

extension String: Bindable {
    package var sqlValue: SQLValue { .text(self) }
}

extension Substring: Bindable {
    package var sqlValue: SQLValue { .text(String(self)) }
}

extension Int: Bindable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: Bindable {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Double: Bindable {
    package var sqlValue: SQLValue { .real(self) }
}

extension Bool: Bindable {
    package var sqlValue: SQLValue { .flag(self) }
}

extension Array: Bindable where Element == UInt8 {
    package var sqlValue: SQLValue { .bytes(self) }
}

/// Milliseconds since 1970.
extension Instant: Bindable {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

/// Days since 1970: an integer, so that both engines can count with it.
extension Day: Bindable {
    package var sqlValue: SQLValue { .integer(daysSince1970) }
}

extension ID: Bindable {
    package var sqlValue: SQLValue { .text(text) }
}

extension Optional: Bindable where Wrapped: Bindable {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
