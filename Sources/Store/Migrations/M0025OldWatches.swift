import Database

/// Finds the reports of players that are old enough to be merged.
extension Migrations {
    static let oldWatches = Migration(number: 25, name: "old watches") { _ in
        ["CREATE INDEX watch_raw ON watch (reported_at) WHERE player <> 'merged'"]
    }
}
