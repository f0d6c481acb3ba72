import Database

/// The language somebody chose for the pages.
extension Migrations {
    static let personLanguage = Migration(number: 7, name: "person language") { _ in
        ["ALTER TABLE person ADD COLUMN language text CHECK (length(language) BETWEEN 2 AND 35)"]
    }
}
