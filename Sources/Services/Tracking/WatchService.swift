package import Database
package import Domain
import Store

/// What people play of clips: reported by players, merged into unique seconds, shown to those it concerns.
package struct WatchService: Sendable {
    private let ground: Ground
    private let smallWrites: BatchingWriter

    package init(ground: Ground, smallWrites: BatchingWriter) {
        self.ground = ground
        self.smallWrites = smallWrites
    }

    /// Takes a report in; a report that was taken already changes nothing. Committed when this returns.
    /// - Parameter position: where the player is now, for going on there; nil leaves that as it is.
    /// - Throws: `Problem.notFound` for a clip that is missing or invisible, 409 `not_ready` for one that cannot be played,
    ///   `Problem.invalid` for intervals past its end.
    package func report(
        _ report: PlayReport, position: Int? = nil, of id: ID<Clip>, by actor: Actor
    ) async throws {
        let world = ground.world
        let now = world.now()
        let me = actor.person.id
        try await smallWrites.write { connection in
            let length = try Self.length(of: id, by: actor, connection)
            let report = try report.within(length)
            if let position {
                try ResumePointStore(connection).set(me, id, milliseconds: min(max(position, 0), length), at: now)
            }
            let store = WatchStore(connection)
            guard try store.insert(report, of: id, by: me, at: now) else { return }
            var total = try store.total(of: id, by: me) ?? WatchTotal(openedAt: now)
            let wasAtItsEnd = total.percent(of: length) >= SetContent.usualThreshold
            total.add(report.intervals, length: length, at: now)
            try store.setTotal(total, of: id, by: me)
            if !wasAtItsEnd, total.percent(of: length) >= SetContent.usualThreshold {
                try CueService.enterWatched(id, by: actor, world, connection)
            }
        }
    }

    /// How long reports are kept as players sent them, in days. After that an hour of them is one, which tells what was played
    /// and not how: that is all that progress, the ladder and the heat of a clip are made of.
    package static let rawDays: Int64 = 90
    private static let hoursAtOnce = 200

    /// Merges what is older. Safe to run again.
    /// - Returns: how many hours were merged.
    @discardableResult
    package func mergeOld() async throws -> Int {
        let limit = ground.world.now().advanced(bySeconds: -Self.rawDays * 86_400)
        var merged = 0
        while !Task.isCancelled {
            let hours = try await ground.database.read {
                try WatchStore($0).hours(before: limit, atMost: Self.hoursAtOnce)
            }
            guard !hours.isEmpty else { break }
            // Not all at once: whoever watches meanwhile waits for this.
            try await ground.database.write { connection in
                for hour in hours { try WatchStore(connection).merge(hour) }
            }
            merged += hours.count
        }
        return merged
    }

    /// How far one is with a clip.
    package struct Own: Sendable {
        package let total: WatchTotal?
        package let percent: Int
    }

    package func own(_ id: ID<Clip>, by actor: Actor) async throws -> Own {
        try await ground.database.read { connection in
            let length = try Self.length(of: id, by: actor, connection)
            let total = try WatchStore(connection).total(of: id, by: actor.person.id)
            return Own(total: total, percent: total?.percent(of: length) ?? 0)
        }
    }

    /// Which seconds others watch; the owner's own playing, who looks after the clip, is left out.
    /// - Throws: 403 for those who are not responsible for the clip.
    package func heat(of id: ID<Clip>, by actor: Actor) async throws -> HeatMap {
        try await ground.database.read { connection in
            guard let clip = try ClipStore(connection).find(id, visibleTo: actor) else { throw Problem.notFound }
            try Permission.require(.seeWatching, for: actor, on: clip.access)
            let totals = try WatchStore(connection).totals(of: id, except: clip.owner)
            return HeatMap(totals, length: clip.media.durationMilliseconds ?? 0)
        }
    }

    private static func length(of id: ID<Clip>, by actor: Actor, _ connection: any Connection) throws -> Int {
        guard let length = try ClipStore(connection).length(of: id, visibleTo: actor) else { throw Problem.notFound }
        guard length > 0 else {
            throw Problem.conflict("not_ready", "This clip cannot be played yet", "It is still being prepared.")
        }
        return length
    }
}
