import Database
package import Domain
import Media
import Store

/// Files on their way in (UP-1 to UP-8): created, appended to, finished into a clip.
package struct UploadService: Sendable {
    /// What may be kept (UP-4); all are settings.
    package struct Limits: Sendable {
        package var largestFile: Int64 = 10 << 30
        package var bytesOfPerson: Int64 = 50 << 30
        /// What a recording may become that is sent while it is made.
        package var largestRecording: Int64 = 2 << 30
        package var clipsOfPerson = 1000
        package var unfinishedOfPerson = 5
        /// What may wait on this machine's disk while the object store does not answer.
        package var spoolBytes: Int64 = 20 << 30

        package init() {}
    }

    let ground: Ground
    private let workshop: Workshop
    private let locks = UploadLocks()
    package let limits: Limits

    /// Bytes between two fsyncs with a commit of the offset (3.9).
    private static let syncEvery: Int64 = 16 << 20

    package init(ground: Ground, workshop: Workshop, limits: Limits) {
        self.ground = ground
        self.workshop = workshop
        self.limits = limits
    }

    /// What is asked for to begin an upload.
    package struct NewUpload: Sendable, Hashable {
        package var fileName: String
        /// Nil while it is not known: the recording is being made.
        package var length: Int64?
        package var cut: RecordingCut?
        /// One of the person's teams; their first one when nil.
        package var team: ID<Team>?
        /// Set when it is a take: what it answers.
        package var brief: ID<Brief>?
        /// The take it comes after.
        package var again: ID<Take>?

        package init(
            fileName: String, length: Int64?, cut: RecordingCut? = nil, team: ID<Team>? = nil, brief: ID<Brief>? = nil,
            again: ID<Take>? = nil
        ) {
            self.fileName = fileName
            self.length = length
            self.cut = cut
            self.team = team
            self.brief = brief
            self.again = again
        }
    }

    /// One without a length counts as the largest recording until its end is said, or as what room there is.
    /// - Throws: 413 `too_large` or `quota_exceeded`, 429 for too many unfinished, 507 `storage_low`, 422.
    package func create(_ input: NewUpload, by actor: Actor) async throws -> Upload {
        try Permission.require(.upload, of: actor)
        let isOpen = input.length == nil
        let length = input.length ?? min(limits.largestRecording, limits.largestFile)
        guard length > 0 else { throw Self.empty }
        guard length <= limits.largestFile else { throw Self.tooLarge }
        try await requireSpace(for: isOpen ? 0 : length)
        try await requireStore(for: isOpen ? 0 : length)
        let team = try await teamOf(input, actor)
        let now = ground.world.now()
        let label = input.fileName.fileLabel
        let wanted = Upload(
            id: ground.world.id(), person: actor.person.id, team: team, fileName: label.isEmpty ? "recording" : label,
            length: length, isOpen: isOpen, offset: 0, createdAt: now, updatedAt: now, cut: input.cut,
            brief: input.brief, again: input.again, heldBy: workshop.spool.holder)
        let limits = limits
        // The file first: a row always has one (DS-2).
        try await workshop.spool.create(wanted.id.text)
        return try await ground.change { connection, _ in
            var upload = wanted
            let store = UploadStore(connection)
            let usage = try ClipStore(connection).usage(of: actor.person.id)
            let declared = try store.declaredBytes(of: actor.person.id)
            let room = limits.bytesOfPerson - usage.bytes - declared
            if upload.isOpen { upload.length = min(upload.length, room) }
            guard usage.clips < limits.clipsOfPerson, upload.length > 0, upload.length <= room else {
                throw Self.quotaExceeded
            }
            guard try store.countUnfinished(of: actor.person.id) < limits.unfinishedOfPerson else {
                throw Problem(
                    status: 429, code: "too_many_uploads", title: "Several of your uploads are not finished",
                    detail: "Finish or remove one of them first.", retryAfterSeconds: 60)
            }
            try store.insert(upload)
            return upload
        }
    }

    /// - Throws: `Problem.notFound` for someone else's, 410 `expired` after a day without a byte.
    package func find(_ id: ID<Upload>, by actor: Actor) async throws -> Upload {
        let upload = try await ground.database.read { try UploadStore($0).find(id, of: actor.person.id) }
        guard let upload else { throw Problem.notFound }
        guard !upload.isExpired(at: ground.world.now()) else {
            throw Problem(
                status: 410, code: "expired", title: "This upload waited too long", detail: "Please begin again.")
        }
        return upload
    }

    /// Own uploads that are not whole yet, so that a program can go on with them.
    package func unfinished(by actor: Actor) async throws -> [Upload] {
        let now = ground.world.now()
        return try await ground.database.read { try UploadStore($0).list(unfinishedOf: actor.person.id) }
            .filter { !$0.isExpired(at: now) }
    }

    /// The own clip that was made of this very file; nil when it has to be sent.
    package func clip(ofFile hash: String, by actor: Actor) async throws -> ID<Clip>? {
        guard let hash = BlobHash(hash) else { return nil }
        return try await ground.database.read { try ClipStore($0).exists(original: hash.text, owner: actor.person.id) }
    }

    /// Appends a chunk; with the last one of an open upload its `ending` is said, and once said it stays. Returns once it is on disk and the offset is committed (UP-2); the last byte makes the clip.
    /// - Throws: 409 `wrong_offset`, 413 for bytes beyond the length, 423 while another request appends, 460 for a wrong
    ///   checksum (nothing of this chunk is kept). What came before a broken connection is kept up to the last fsync.
    package func append<Body: AsyncSequence & Sendable>(
        _ id: ID<Upload>, at offset: Int64, checksum: UploadChecksum?, body: Body,
        ending: Ending? = nil, by actor: Actor
    ) async throws -> Upload where Body.Element == [UInt8] {
        try Permission.require(.upload, of: actor)
        guard await locks.take(id) else {
            throw Problem(status: 423, code: "locked", title: "Another request is sending this file right now")
        }
        do {
            let upload = try await receive(
                id, at: offset, checksum: checksum, body: body, ending: ending, by: actor)
            await locks.giveBack(id)
            return upload
        } catch {
            await locks.giveBack(id)
            throw error
        }
    }

    /// Gives an upload up; its bytes are gone at once (UP-8).
    package func terminate(_ id: ID<Upload>, by actor: Actor) async throws {
        let upload = try await ground.database.read { connection in
            try actor.isAdmin ? UploadStore(connection).find(id) : UploadStore(connection).find(id, of: actor.person.id)
        }
        guard let upload else { throw Problem.notFound }
        guard await locks.take(id) else {
            throw Problem(status: 423, code: "locked", title: "Another request is sending this file right now")
        }
        do {
            let parts = try await ground.database.write { connection in
                let parts = try UploadPartStore(connection).list(of: upload.id)
                try UploadStore(connection).delete(upload.id)
                return parts
            }
            try await workshop.spool.delete(upload.id.text)
            await workshop.forget(parts)
        } catch {
            await locks.giveBack(id)
            throw error
        }
        await locks.giveBack(id)
    }

    private func receive<Body: AsyncSequence & Sendable>(
        _ id: ID<Upload>, at offset: Int64, checksum: UploadChecksum?, body: Body, ending: Ending?, by actor: Actor
    ) async throws -> Upload where Body.Element == [UInt8] {
        var upload = try await find(id, by: actor)
        guard offset == upload.offset else { throw Self.wrongOffset }
        if let ending { upload = try await close(upload, ending) }
        // All of it is here: the last answer was lost on the way, or the server died before the clip was made.
        guard !upload.isWhole else {
            return upload.clip == nil ? try await finish(upload, by: actor) : upload
        }
        try await requireSpace(for: upload.isOpen ? 0 : upload.length - upload.offset)
        try await workshop.bringHere(upload)
        var check = checksum.map(RunningChecksum.init)
        let writer = try await workshop.spool.open(id.text, at: offset)
        var position = offset
        do {
            for try await bytes in body {
                guard position + Int64(bytes.count) <= upload.length else {
                    throw Problem(status: 413, code: "beyond_length", title: "There is more than was announced")
                }
                check?.update(bytes)
                try await writer.append(bytes)
                position += Int64(bytes.count)
                // With a checksum nothing is acknowledged before all of the chunk has been seen.
                if checksum == nil, position - upload.offset >= Self.syncEvery {
                    try await writer.sync()
                    upload = try await advance(upload, to: position)
                }
            }
        } catch {
            try await writer.sync()
            await writer.close()
            // While the store is out nothing more can be acknowledged: the sender comes again for what is missing.
            if checksum == nil, position > upload.offset, !(error is BlobOutage) {
                _ = try await advance(upload, to: position)
            }
            throw error
        }
        if let check, !check.isRight() {
            await writer.close()
            throw Problem(status: 460, code: "checksum_mismatch", title: "The bytes changed on the way")
        }
        try await writer.sync()
        await writer.close()
        upload = try await advance(upload, to: position)
        guard upload.isWhole, upload.clip == nil else { return upload }
        return try await finish(upload, by: actor)
    }

    private func advance(_ upload: Upload, to position: Int64) async throws -> Upload {
        guard position > upload.offset else { return upload }
        let now = ground.world.now()
        let old = upload
        let spool = workshop.spool
        // A name of its own for every try: whoever comes too late must not write over what was acknowledged.
        let name = "\(old.id)/\(ground.world.id(Upload.self).text)"
        let part = try await spool.share(old.id.text, old.offset..<position, as: name)
        let isNew = try await ground.database.write { connection in
            let isNew = try UploadStore(connection).advance(
                old.id, from: old.offset, to: position, heldBy: spool.holder, at: now)
            if isNew, let part {
                try UploadPartStore(connection).insert(
                    UploadPartStore.Part(object: part.name, start: part.start, bytes: part.bytes, hash: part.hash),
                    of: old.id)
            }
            return isNew
        }
        guard isNew else { throw Self.wrongOffset }
        var moved = upload
        moved.heldBy = spool.holder
        moved.offset = position
        moved.updatedAt = now
        return moved
    }

    /// The clip appears at once; a large file is hashed by a job so that the last request does not wait for it.
    private func finish(_ upload: Upload, by actor: Actor) async throws -> Upload {
        if upload.length > 256 << 20 { return try await finishLater(upload) }
        do {
            return try await workshop.finishUpload(upload)
        } catch is BlobOutage {
            // All of it is here and stays: the clip follows when the store is back (DS-6).
            return try await finishLater(upload)
        }
    }

    private func finishLater(_ upload: Upload) async throws -> Upload {
        let queue = workshop.queue
        try await ground.database.write { connection in
            let job = FinishUpload(upload: upload.id)
            guard try !JobStore(connection).comingPayloads(of: FinishUpload.name).contains(queue.payload(job)) else {
                return
            }
            try queue.add(job, clip: nil, person: upload.person, connection)
        }
        return upload
    }

    private func teamOf(_ input: NewUpload, _ actor: Actor) async throws -> ID<Team> {
        if let brief = input.brief {
            return try await ground.database.read { connection in
                try TakeService.checked(brief, again: input.again, isText: false, by: actor, connection).team
            }
        }
        if let team = input.team {
            guard actor.teams.contains(team) || actor.isAdmin else {
                throw Problem.invalid("team", "You do not belong to this team.")
            }
            return team
        }
        if let own = actor.teams.min(by: { $0.text < $1.text }) { return own }
        // Admins act for every team.
        let teams = actor.isAdmin ? try await ground.database.read { try TeamStore($0).list() } : []
        guard let first = teams.map(\.id).min(by: { $0.text < $1.text }) else {
            throw Problem.conflict("no_team", "You do not belong to a team yet", "Ask an admin to add you to one.")
        }
        return first
    }

    private func requireSpace(for bytes: Int64) async throws {
        let disk = try workshop.blobs.space()
        let reserve = max(5 << 30, disk.total / 20)
        guard disk.free - bytes >= reserve else {
            throw Problem(
                status: 507, code: "storage_low", title: "The server is running out of space",
                detail: "What was sent so far is kept. Please tell an admin.")
        }
    }

    static let empty = Problem.invalid("Upload-Length", "The file is empty.")
    static let tooLarge = Problem(status: 413, code: "too_large", title: "This file is too large")

    /// While the object store is out, this machine's disk takes what it may, unless other nodes have to find it.
    private func requireStore(for bytes: Int64) async throws {
        guard !workshop.blobs.isReachable else { return }
        guard workshop.spool.shared == nil, try await workshop.spool.bytes() + bytes <= limits.spoolBytes else {
            throw BlobOutage("no upload can begin")
        }
    }

    private static let quotaExceeded = Problem(
        status: 413, code: "quota_exceeded", title: "This is more than you may keep",
        detail: "Empty your trash or ask an admin for more room.")

    static let wrongOffset = Problem.conflict(
        "wrong_offset", "The server has a different part of this file", "Ask for the offset and go on from there.")
}
