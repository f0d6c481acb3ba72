import Database

/// A file that is being deleted is known as such until it is gone: whoever brings the same bytes in meanwhile waits.
extension Migrations {
    static let endingBlobs = Migration(number: 32, name: "ending blobs") { _ in
        ["ALTER TABLE blob ADD COLUMN ending_at bigint"]
    }
}
