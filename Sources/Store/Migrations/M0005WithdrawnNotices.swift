import Database

/// Whose permission was taken back, found without reading every notice: lists of clips ask for it.
extension Migrations {
    static let withdrawnNotices = Migration(number: 5, name: "withdrawn notices") { _ in
        ["CREATE INDEX notice_withdrawn ON notice (clip_id) WHERE withdrawn_at IS NOT NULL"]
    }
}
