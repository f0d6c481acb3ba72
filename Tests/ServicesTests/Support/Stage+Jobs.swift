import Database
import Domain
import Rehearsal
import Services
import Store

extension Stage {
    /// A job that ends as its upload ends; no tool of the machine is needed for it.
    @discardableResult
    func addFinish(_ upload: ID<Upload>, of person: ID<Person>?) async throws -> ID<JobRecord> {
        try await addJob("upload.finish", "{\"upload\":\"\(upload)\"}", clip: nil, of: person)
    }

    @discardableResult
    func addJob(
        _ name: String, _ payload: String, clip: ID<Clip>?, of person: ID<Person>?, state: JobState = .waiting
    ) async throws -> ID<JobRecord> {
        let now = world.now
        let job = JobRecord(
            id: world.world.id(), name: name, payload: payload, clip: clip, person: person, state: state,
            attempts: state == .waiting ? 0 : 3, deaths: 0, runAt: now, progressPercent: 0, lastError: nil,
            createdAt: now, finishedAt: state == .failed ? now : nil)
        try await database.write { try JobStore($0).insert(job) }
        return job.id
    }

    func job(_ id: ID<JobRecord>) async throws -> JobRecord {
        guard let job = try await database.read({ try JobStore($0).find(id) }) else { throw Problem.notFound }
        return job
    }

    /// An upload whose bytes are all here, and that is no clip yet.
    func wholeUpload(by actor: Actor, _ text: String = "0123456789") async throws -> ID<Upload> {
        let id = try await begin(text, by: actor).id
        blobs.beforeAdopting { throw Interrupted() }
        do {
            _ = try await services.uploads.append(id, at: 0, checksum: nil, body: Self.body(text), by: actor)
        } catch is Interrupted {}
        blobs.beforeAdopting(nil)
        return id
    }
}
