/// What one page shows: a struct of stored properties, everything already formatted, drawn by the template it names.
///
/// Rules that the template engine makes necessary: stored properties only (they are read by reflection), of text, whole
/// numbers, flags, lists and structs of these; a name means one thing at every nesting level (a missing name falls through
/// to the enclosing object); and "nothing" is `nil` or an empty list, never an empty string (that counts as present).
protocol PageView: Sendable {
    /// Name of the template under `Templates`, without its suffix.
    static var template: String { get }
    /// Shown in the browser's tab, before the product's name.
    var pageTitle: String { get }
}
