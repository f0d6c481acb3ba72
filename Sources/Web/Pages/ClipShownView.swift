import Domain
import Services

/// Fills the player page from a clip as one person may see it.
struct ClipShownView {
    let shown: ClipShown
    let taxonomy: Taxonomy
    let now: Instant

    private var clip: Clip { shown.clip }

    func page(
        _ player: PlayerView?, related: [LookupService.RelatedRow] = [], heat: HeatMap? = nil, watchedPercent: Int = 0,
        buildsSets: Bool = false
    ) -> ClipPage {
        var page = ClipPage(
            pageTitle: ClipViews.title(clip), clipId: clip.id.text, stateBadge: ClipViews.badge(clip),
            clipAddress: "/clips/\(clip.id)")
        page.visibilityText = clip.state == .published ? clip.visibility.sentence : ""
        page.freshnessWarning = clip.details.verifyBy.flatMap { day in
            day < now.day ? say("clip.not_verified_since", ["day": Wording.day(day)]) : nil
        }
        page.description = clip.details.description.isEmpty ? nil : clip.details.description
        page.processing = processing
        page.rejection = rejection
        page.player = player
        page.absence = player == nil && page.processing == nil && page.rejection == nil ? absence : nil
        page.leadFacts = leadFacts
        page.related = relatedView(related)
        page.transcriptLines = transcriptLines
        page.transcriptNote = transcriptNote
        page.momentRows = shown.moments.map(momentRow)
        page.ruleRows = clip.details.rules.map {
            RuleRow(ruleWhen: $0.when, ruleDo: $0.action, ruleBecause: $0.because.isEmpty ? nil : $0.because)
        }
        page.factRows = factRows
        if watchedPercent > 0 {
            page.factRows.append(
                FactRow(
                    factName: say("clip.you_watched"),
                    factValue: say("clip.watched_percent", ["n": "\(watchedPercent)"]))
            )
        }
        page.addToSetAddress = buildsSets && clip.isShown ? "/sets/add?clip=\(clip.id)" : nil
        page.heat = heat.map { HeatView($0, length: clip.media.durationMilliseconds ?? 0) }
        page.conditionRows = clip.details.conditions.map { ConditionRow(conditionText: $0) }
        page.notice = shown.allowed.contains(.seeNotice) ? clip.notice.map(noticeView) : nil
        page.actions = actions
        return page
    }

    /// The job people wait for, as long as there is one.
    var processing: ProcessingView? {
        let open = shown.jobs.filter { $0.state == .running || $0.state == .waiting }
        guard let job = open.first(where: { $0.state == .running }) ?? open.last else { return nil }
        let label = Wording.job(job.name)
        var view = ProcessingView(
            processingLabel: label, processingPercent: job.state == .running ? job.progressPercent : nil)
        if shown.isPlayable { view.processingHint = say("clip.can_be_watched_meanwhile") }
        return view
    }

    /// Nothing to play, nothing on its way, nothing refused: a file that never came, or work others have to look after.
    private var absence: AbsenceView {
        let canAct = shown.allowed.contains(.edit)
        guard clip.state == .processing || clip.media.originalBlob != nil else {
            return AbsenceView(
                absenceTitle: say("clip.has_no_recording"),
                absenceText: canAct
                    ? say("clip.no_recording_for_owner")
                    : say("clip.no_recording_for_others", ["owner": shown.ownerName]),
                absenceAddress: canAct ? "/clips/new" : nil)
        }
        return AbsenceView(
            absenceTitle: say("clip.cannot_be_played_yet"),
            absenceText: canAct
                ? say("clip.no_copy_for_owner") : say("clip.no_copy_for_others", ["owner": shown.ownerName]),
            canRetry: shown.allowed.contains(.retry))
    }

    private var leadFacts: [FactRow] {
        let details = clip.details
        let speakers = ClipViews.speakers(clip).map { FactRow(factName: say("clip.speaker"), factValue: $0) }
        let stage = taxonomy.term(details.stage).map {
            FactRow(factName: say("clip.stage"), factValue: $0.label, factAddress: "/lookup?stage=\($0.id)")
        }
        let objection = taxonomy.term(details.objection).map {
            FactRow(factName: say("clip.objection"), factValue: $0.label, factAddress: "/lookup?objection=\($0.id)")
        }
        return [speakers, stage, objection].compactMap { $0 }
    }

    private func relatedView(_ rows: [LookupService.RelatedRow]) -> RelatedView? {
        guard let objection = taxonomy.term(clip.details.objection), !rows.isEmpty else { return nil }
        let views = ClipViews(
            taxonomy: taxonomy, now: now, posters: Set(rows.filter(\.hasPoster).map(\.clip.id)))
        return RelatedView(
            relatedObjection: objection.label, relatedAddress: "/lookup?objection=\(objection.id)",
            relatedCards: rows.map(views.related))
    }

    private var rejection: RejectionView? {
        if clip.state == .rejected {
            return RejectionView(
                rejectionReason: clip.rejection ?? say("clip.file_could_not_be"),
                canRetry: shown.allowed.contains(.retry))
        }
        let failed = shown.jobs.first { $0.state == .failed || $0.state == .poison }
        guard let failed, !shown.isPlayable, shown.allowed.contains(.seeJob) else { return nil }
        return RejectionView(
            rejectionReason: say("clip.preparing_failed", ["reason": failed.lastError ?? ""]),
            rejectionKept: say("clip.file_itself_was_kept"), canRetry: shown.allowed.contains(.retry))
    }

    private var transcriptLines: [TranscriptLineView] {
        let lines = shown.transcript.lines
        // Word starts make a long page heavy; lines stay tappable without them.
        let hasWords = lines.count <= 250
        return lines.map { line in
            let matches = hasWords && line.words.count == line.text.split(whereSeparator: \.isWhitespace).count
            return TranscriptLineView(
                lineStartMilliseconds: line.startMilliseconds,
                lineTime: Wording.clock(milliseconds: line.startMilliseconds),
                lineSeconds: line.startMilliseconds / 1000, lineText: line.text,
                lineWordStarts: matches
                    ? line.words.map { String(max(0, $0.startMilliseconds - line.startMilliseconds)) }
                        .joined(separator: " ") : "")
        }
    }

    private var transcriptNote: String? {
        if let note = clip.media.transcriptNote { return note }
        switch clip.media.transcript {
        case .machine: return say("clip.written_machine_mishears_now")
        case .waiting: return say("clip.transcript_being_written")
        case .none, .edited, .uploaded, .unavailable, .failed: return nil
        }
    }

    private func momentRow(_ moment: Moment) -> MomentRow {
        MomentRow(
            rowMomentTitle: moment.title, rowMomentTime: Wording.clock(milliseconds: moment.startMilliseconds),
            rowMomentLength: Wording.clock(milliseconds: moment.endMilliseconds - moment.startMilliseconds),
            rowStartMilliseconds: moment.startMilliseconds, rowEndMilliseconds: moment.endMilliseconds,
            rowMomentAddress: "/clips/\(clip.id)?t=\(moment.startMilliseconds / 1000)")
    }

    private var factRows: [FactRow] {
        let details = clip.details
        var rows: [FactRow] = []
        func add(_ name: String, _ value: String?, _ address: String? = nil) {
            if let value, !value.isEmpty {
                rows.append(FactRow(factName: name, factValue: value, factAddress: address))
            }
        }
        add(say("clip.speaker"), ClipViews.speakers(clip))
        add(say("clip.stage"), taxonomy.term(details.stage)?.label, details.stage.map { "/lookup?stage=\($0)" })
        add(
            say("clip.objection"), taxonomy.term(details.objection)?.label,
            details.objection.map { "/lookup?objection=\($0)" })
        add(say("clip.first_question_to_ask"), taxonomy.term(details.objection)?.objection?.firstQuestion)
        add(say("clip.clip_type"), taxonomy.term(details.clipType)?.label)
        add(say("clip.persona"), taxonomy.term(details.persona)?.label, details.persona.map { "/lookup?persona=\($0)" })
        add(say("clip.industry"), taxonomy.term(details.industry)?.label)
        add(say("clip.origin"), details.origin?.inWords)
        add(say("clip.purpose"), details.purpose?.inWords)
        add(say("clip.recorded"), details.recordedOn.map(Wording.day))
        add(say("clip.owner"), "\(shown.ownerName), \(shown.teamName)")
        add(say("clip.verify_by"), details.verifyBy.map(Wording.day))
        add(say("clip.length"), clip.media.durationMilliseconds.map { Wording.clock(milliseconds: $0) })
        add(say("clip.tags"), details.tags.joined(separator: ", "))
        return rows
    }

    private func noticeView(_ notice: Notice) -> NoticeView {
        NoticeView(
            noticePeople: notice.whoIsHeard, noticeTold: notice.howTold,
            noticeUses: notice.allowsExternal
                ? say("clip.uses_and_outside", ["uses": notice.allows.audience]) : notice.allows.audience,
            noticeUntil: notice.validUntil.map { say("clip.until", ["day": Wording.day($0)]) }
                ?? say("clip.with_no_end"),
            noticeIsOver: !notice.covers(clip.visibility, on: now.day))
    }

    private var actions: ClipActions? {
        let allowed = shown.allowed
        guard allowed.contains(.edit) || allowed.contains(.editTranscript) else { return nil }
        let isPublic = clip.state == .published
        var actions = ClipActions()
        actions.canEdit = true
        actions.canPublish = allowed.contains(.publish) && (clip.state == .draft || clip.state == .retired)
        actions.publishBlockers = actions.canPublish ? blockers : []
        actions.canRetire = allowed.contains(.publish) && isPublic
        actions.canTrash = allowed.contains(.trash)
        actions.downloadOriginal =
            allowed.contains(.seeOriginal) && clip.state != .rejected ? "/api/v1/clips/\(clip.id)/original" : nil
        return actions
    }

    private var blockers: [String] {
        var blockers: [String] = []
        if clip.details.stage == nil { blockers.append(say("clip.choose_a_stage")) }
        if clip.details.objection == nil, clip.details.clipType == nil {
            blockers.append(say("clip.choose_objection_or_clip"))
        }
        if !(clip.notice?.covers(clip.visibility, on: now.day) ?? false) {
            blockers.append(say("clip.say_who_heard_how"))
        }
        return blockers
    }
}

extension Visibility {
    var sentence: String {
        say("visibility.\(rawValue)")
    }

    /// Whom the people heard allow to watch.
    var audience: String {
        say("audience.\(rawValue)")
    }
}
