import Database
import Domain
package import Lookup
package import Media

/// All use cases, built once over the same ground. What pages, API and commands can do is in here and nowhere else.
package struct Services: Sendable {
    package let sessions: SessionService
    package let people: PersonService
    package let teams: TeamService
    package let tokens: TokenService
    package let taxonomy: TaxonomyService
    package let clips: ClipService
    package let uploads: UploadService
    package let media: MediaService
    package let lookup: LookupService
    package let lookupLog: LookupLog
    package let requests: RequestService
    package let learning: LearningService
    package let judging: JudgingService
    package let gaps: GapService
    package let packs: PackService
    package let watches: WatchService
    package let sets: SetService
    package let assignments: AssignmentService
    package let calendars: CalendarService
    package let cues: CueService
    package let recall: RecallService
    package let memory: MemoryService
    package let retention: RetentionService
    package let feedback: FeedbackService
    package let briefs: BriefService
    package let takes: TakeService
    package let rubrics: RubricService
    package let news: NewsService
    package let jobs: JobService
    package let storage: StorageService
    package let settings: SettingService
    package let activity: ActivityService
    package let idempotency: IdempotencyService
    package let live: LiveFeed
    package let worker: JobWorker
    package let housekeeper: Housekeeper
    package let drain: Drain
    package let indexing: LookupIndexing
    package let figures: FigureService
    /// Follows the other nodes.
    package let follower: ChangeFollower
    /// The way to the other nodes; nil where there are none.
    package let node: NodeLink?

    /// - Parameters:
    ///   - jobFolder: where jobs make files before they are blobs.
    ///   - indexFile: where the lookup index is kept for the next start.
    ///   - nodeName: of this process among those on the same database; nil where it is the only one.
    ///   - meaningProblem: why the index has no sentence encoder.
    ///   - embeddings: makes vectors elsewhere; nil where nobody does.
    ///   - digests: sends one mail a day; nil where nothing is sent.
    /// - Throws: `Problem` when libsodium cannot start.
    package init(
        ground: Ground, blobs: any BlobStore, spool: UploadSpool, tools: MediaTools, index: LiveIndex,
        jobFolder: String, indexFile: String? = nil, nodeName: String? = nil, meaningProblem: String? = nil,
        embeddings: EmbeddingsProvider? = nil,
        digests: Digests? = nil, limits: UploadService.Limits = UploadService.Limits(),
        passwordCost: PasswordHasher.Cost = .standard
    ) throws {
        let hasher = try PasswordHasher(cost: passwordCost)
        // Whoever watches or looks something up waits for these: what comes in while one batch is committed shares the next.
        let smallWrites = BatchingWriter(ground.database, longestWaitMilliseconds: 1)
        let node = nodeName.map { NodeLink(name: $0, ground: ground, smallWrites: smallWrites) }
        self.node = node
        let live = LiveFeed(node: node)
        let queue = JobQueue(world: ground.world, smallWrites: smallWrites)
        var indexing = LookupIndexing(ground: ground, queue: queue, index: index, file: indexFile)
        if let embeddings { indexing = indexing.adding(embeddings) }
        let workshop = Workshop(
            ground: ground, blobs: blobs, spool: spool, tools: tools, queue: queue, live: live, index: indexing,
            node: node, jobFolder: jobFolder)
        let limiter = SignInLimiter(world: ground.world, sharedOn: node == nil ? nil : ground)
        sessions = SessionService(ground: ground, hasher: hasher, limiter: limiter, live: live)
        people = PersonService(ground: ground, hasher: hasher, limiter: limiter, live: live)
        teams = TeamService(ground: ground, live: live)
        tokens = TokenService(ground: ground)
        taxonomy = TaxonomyService(ground: ground, index: indexing, jobs: queue)
        requests = RequestService(ground: ground, live: live, index: index)
        clips = ClipService(ground: ground, live: live, index: indexing, jobs: queue, requests: requests)
        uploads = UploadService(ground: ground, workshop: workshop, limits: limits)
        media = MediaService(ground: ground, workshop: workshop)
        lookupLog = LookupLog(ground: ground, smallWrites: smallWrites)
        lookup = LookupService(
            ground: ground, indexing: indexing, smallWrites: smallWrites, log: lookupLog,
            meaningProblem: meaningProblem)
        judging = JudgingService(ground: ground, lookup: lookup)
        learning = LearningService(ground: ground, taxonomy: taxonomy)
        gaps = GapService(ground: ground)
        packs = PackService(ground: ground, lookup: lookup, taxonomy: taxonomy)
        watches = WatchService(ground: ground, smallWrites: smallWrites)
        sets = SetService(ground: ground, lookup: lookup)
        let assignments = AssignmentService(ground: ground, jobs: queue)
        self.assignments = assignments
        calendars = CalendarService(ground: ground, jobs: queue)
        cues = CueService(ground: ground)
        recall = RecallService(ground: ground)
        memory = MemoryService(ground: ground)
        retention = RetentionService(ground: ground, memory: memory)
        feedback = FeedbackService(ground: ground, live: live)
        briefs = BriefService(ground: ground)
        takes = TakeService(ground: ground, feedback: feedback, clips: clips)
        rubrics = RubricService(ground: ground)
        news = NewsService(ground: ground)
        jobs = JobService(ground: ground, queue: queue)
        let storage = StorageService(ground: ground, workshop: workshop)
        self.storage = storage
        settings = SettingService(ground: ground)
        activity = ActivityService(ground: ground)
        idempotency = IdempotencyService(ground: ground)
        self.live = live
        worker = JobWorker(ground: ground, workshop: workshop)
        housekeeper = Housekeeper(
            ground: ground, node: node, storage: storage, sessions: sessions, clips: clips,
            learning: learning, assignments: assignments, judging: judging, memory: memory, watches: watches,
            takes: takes, queue: queue, digests: digests)
        follower = ChangeFollower(
            ground: ground, node: node, indexing: indexing, taxonomy: taxonomy, live: live)
        figures = FigureService(
            ground: ground, workshop: workshop, readiness: storage.readiness, follower: follower)
        drain = Drain(readiness: storage.readiness)
        self.indexing = indexing
    }
}
