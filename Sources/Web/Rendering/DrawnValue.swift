import Foundation

/// What the template engine is given instead of the view itself: the same fields as dictionaries and arrays.
///
/// The engine reads a struct by reflection once for every name in a template, this reads it once in all. And a field that
/// is nil becomes a null here, so that the engine does not go on looking for its name in the enclosing object.
func drawnValue(_ value: Any) -> Any {
    if let text = value as? String { return text }
    if let flag = value as? Bool { return flag }
    if let number = value as? Int { return number }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
        guard let wrapped = mirror.children.first else { return NSNull() }
        return drawnValue(wrapped.value)
    case .collection:
        return mirror.children.map { drawnValue($0.value) }
    case .struct:
        var fields: [String: Any] = [:]
        for child in mirror.children {
            if let label = child.label { fields[label] = drawnValue(child.value) }
        }
        return fields
    default:
        return value
    }
}
