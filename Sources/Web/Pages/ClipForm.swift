import Domain
import Services

/// The edit form of a clip as text: filled from the clip, or from what somebody typed, and read into inputs.
struct ClipForm {
    private var values: [String: String] = [:]
    private var rowCounts: [String: Int] = [:]

    /// What was typed.
    init(_ form: Form) {
        for name in form.names where values[name] == nil { values[name] = form.text(name) }
        for kind in ["speakers", "rules", "moments"] {
            let numbers = form.names.compactMap { name -> Int? in
                let parts = name.split(separator: "_")
                guard parts.count == 3, parts[0] == kind, parts[1].utf8.count <= 3 else { return nil }
                return Int(parts[1])
            }
            rowCounts[kind] = min(numbers.max() ?? 0, 200)
        }
    }

    /// What is stored.
    init(_ shown: ClipShown) {
        let clip = shown.clip
        let details = clip.details
        values = [
            "version": String(clip.version), "title": details.title, "description": details.description,
            "stage": details.stage?.text ?? "", "objection": details.objection?.text ?? "",
            "clip_type": details.clipType?.text ?? "", "persona": details.persona?.text ?? "",
            "industry": details.industry?.text ?? "", "language": details.language,
            "origin": details.origin?.rawValue ?? "", "purpose": details.purpose?.rawValue ?? "",
            "tags": details.tags.joined(separator: ", "), "owner": clip.owner.text,
            "recorded_on": details.recordedOn?.description ?? "", "verify_by": details.verifyBy?.description ?? "",
            "visibility": clip.visibility.rawValue, "conditions": details.conditions.joined(separator: "\n"),
            "notice_people": clip.notice?.whoIsHeard ?? "", "notice_told": clip.notice?.howTold ?? "",
            "notice_allows": (clip.notice?.allows ?? .team).rawValue,
            "notice_external": clip.notice?.allowsExternal == true ? "on" : "",
            "notice_until": clip.notice?.validUntil?.description ?? "",
        ]
        for (index, speaker) in details.speakers.enumerated() { values["speakers_\(index + 1)_name"] = speaker.name }
        for (index, rule) in details.rules.enumerated() {
            values["rules_\(index + 1)_when"] = rule.when
            values["rules_\(index + 1)_do"] = rule.action
            values["rules_\(index + 1)_because"] = rule.because
        }
        for (index, moment) in shown.moments.enumerated() {
            values["moments_\(index + 1)_id"] = moment.id.text
            values["moments_\(index + 1)_start"] = Wording.preciseClock(milliseconds: moment.startMilliseconds)
            values["moments_\(index + 1)_end"] = Wording.preciseClock(milliseconds: moment.endMilliseconds)
            values["moments_\(index + 1)_title"] = moment.title
        }
        rowCounts = ["speakers": details.speakers.count, "rules": details.rules.count, "moments": shown.moments.count]
    }

    var version: String { text("version") }

    /// Everything of the form as one edit.
    /// - Throws: `Problem.invalid` for dates, times and ids that cannot be read.
    func changes() throws -> ClipChanges {
        var problems = FieldProblems()
        var changes = ClipChanges()
        changes.version = Int(version).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        changes.title = text("title")
        changes.description = text("description")
        changes.stage = term("stage")
        changes.objection = term("objection")
        changes.clipType = term("clip_type")
        changes.persona = term("persona")
        changes.industry = term("industry")
        changes.language = text("language").isEmpty ? nil : text("language")
        changes.origin = ClipOrigin(rawValue: text("origin")).map { .set($0) } ?? .clear
        changes.purpose = ClipPurpose(rawValue: text("purpose")).map { .set($0) } ?? .clear
        changes.recordedOn = day("recorded_on", &problems)
        changes.verifyBy = day("verify_by", &problems)
        changes.tags = text("tags").split(separator: ",").map(String.init)
        changes.conditions = text("conditions").split(whereSeparator: \.isNewline).map(String.init)
        changes.speakers = rows("speakers").map { ClipSpeaker(name: text("speakers_\($0)_name")) }
        changes.rules = rows("rules").map {
            Rule(
                when: text("rules_\($0)_when"), action: text("rules_\($0)_do"), because: text("rules_\($0)_because"))
        }
        changes.owner = ID<Person>(parsing: text("owner"))
        changes.visibility = Visibility(rawValue: text("visibility"))
        try problems.check()
        changes.moments = try moments()
        changes.notice = try notice()
        return changes
    }

    /// - Throws: `Problem.invalid` for times that cannot be read.
    private func moments() throws -> [MomentInput] {
        var problems = FieldProblems()
        let inputs = rows("moments").compactMap { row -> MomentInput? in
            let parts = ["start", "end", "title"].map { text("moments_\(row)_\($0)") }
            guard parts.contains(where: { !$0.trimmedText.isEmpty }) else { return nil }
            guard let start = Wording.milliseconds(preciseClock: parts[0].trimmedText),
                let end = Wording.milliseconds(preciseClock: parts[1].trimmedText)
            else {
                problems.add("moments_\(row)_start", "Please give both times like 1:05.")
                return nil
            }
            return MomentInput(
                id: ID<Moment>(parsing: text("moments_\(row)_id")), startMilliseconds: start, endMilliseconds: end,
                title: parts[2])
        }
        try problems.check()
        return inputs
    }

    /// Nil when nothing of the notice is filled in.
    /// - Throws: `Problem.invalid`, with the form's names of the fields.
    private func notice() throws -> NoticeInput? {
        guard !(text("notice_people") + text("notice_told")).trimmedText.isEmpty else { return nil }
        var problems = FieldProblems()
        let until = day("notice_until", &problems)
        try problems.check()
        do {
            return try NoticeInput(
                whoIsHeard: text("notice_people"), howTold: text("notice_told"),
                allows: Visibility(rawValue: text("notice_allows")) ?? .team,
                allowsExternal: text("notice_external") == "on", validUntil: until.applied(to: nil))
        } catch let problem as Problem {
            let names = ["who_is_heard": "notice_people", "how_told": "notice_told"]
            throw Problem.invalid(problem.errors.map { FieldProblem(names[$0.field] ?? $0.field, $0.message) })
        }
    }

    func fill(_ page: inout ClipEditPage, taxonomy: Taxonomy, people: [Person], problem: Problem?) {
        func field(_ name: String) -> TextField {
            TextField(fieldValue: text(name), fieldProblem: problem?.message(for: name))
        }
        func list(_ kind: TermKind, _ name: String, _ none: String) -> ChoiceField {
            ChoiceField(
                fieldOptions: taxonomy.options(kind, selected: text(name), none: none),
                fieldProblem: problem?.message(for: name))
        }
        func choice(_ name: String, _ options: [(String, String)], none: String?) -> ChoiceField {
            let all = (none.map { [("", $0)] } ?? []) + options
            return ChoiceField(
                fieldOptions: all.map {
                    ChoiceOption(optionValue: $0.0, optionLabel: $0.1, optionSelected: $0.0 == text(name))
                }, fieldProblem: problem?.message(for: name))
        }
        page.titleField = field("title")
        page.descriptionField = field("description")
        page.stageField = list(.stage, "stage", say("edit.not_chosen"))
        page.objectionField = list(.objection, "objection", say("edit.none_of_these"))
        for index in page.objectionField.fieldOptions.indices {
            let id = ID<Term>(parsing: page.objectionField.fieldOptions[index].optionValue)
            let usual = taxonomy.term(id)?.objection?.usualStages ?? []
            if !usual.isEmpty {
                page.objectionField.fieldOptions[index].optionUsual = usual.map(\.text).joined(separator: " ")
            }
        }
        page.clipTypeField = list(.clipType, "clip_type", say("edit.not_said"))
        page.personaField = list(.persona, "persona", say("edit.any_persona"))
        page.industryField = list(.industry, "industry", say("edit.any_industry"))
        page.languageField = choice("language", languages, none: nil)
        page.originField = choice(
            "origin", ClipOrigin.allCases.map { ($0.rawValue, $0.inWords) }, none: say("edit.not_said"))
        page.purposeField = choice(
            "purpose", ClipPurpose.allCases.map { ($0.rawValue, $0.inWords) }, none: say("edit.not_said"))
        page.ownerField = choice("owner", people.map { ($0.id.text, $0.name) }, none: nil)
        page.visibilityField = choice("visibility", Visibility.allCases.map { ($0.rawValue, $0.audience) }, none: nil)
        page.tagsField = field("tags")
        page.recordedOnField = field("recorded_on")
        page.verifyByField = field("verify_by")
        page.conditionsField = field("conditions")
        page.speakerForms = (1...max(1, count("speakers") + 1)).map {
            SpeakerForm(formNumber: $0, speakerNameField: field("speakers_\($0)_name"))
        }
        page.ruleForms = (1...3).map {
            RuleForm(
                formNumber: $0,
                ruleWhenField: TextField(
                    fieldValue: text("rules_\($0)_when"), fieldProblem: problem?.message(for: "rules_\($0)")),
                ruleDoField: field("rules_\($0)_do"), ruleBecauseField: field("rules_\($0)_because"))
        }
        page.momentForms = (1...max(1, count("moments") + 1)).map {
            MomentForm(
                formNumber: $0, formMomentId: text("moments_\($0)_id"),
                momentStartField: field("moments_\($0)_start"), momentEndField: field("moments_\($0)_end"),
                momentTitleField: TextField(
                    fieldValue: text("moments_\($0)_title"), fieldProblem: problem?.message(for: "moments_\($0)")))
        }
        page.noticeForm = NoticeForm(
            noticePeopleField: field("notice_people"), noticeToldField: field("notice_told"),
            noticeAllowsField: choice(
                "notice_allows", Visibility.allCases.map { ($0.rawValue, $0.audience) }, none: nil),
            noticeExternalField: CheckField(fieldChecked: text("notice_external") == "on"),
            noticeUntilField: field("notice_until"))
    }

    /// English first; whatever the clip says is always offered.
    private var languages: [(String, String)] {
        let codes = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "ja"]
        let known = codes.map { ($0, say("spoken.\($0)")) }
        let current = text("language")
        return known.contains { $0.0 == current } || current.isEmpty ? known : known + [(current, current)]
    }

    private func text(_ name: String) -> String { values[name] ?? "" }

    private func count(_ kind: String) -> Int { min(rowCounts[kind] ?? 0, 200) }

    private func rows(_ kind: String) -> [Int] { Array(1..<(count(kind) + 1)) }

    private func term(_ name: String) -> Change<ID<Term>> {
        ID<Term>(parsing: text(name)).map { .set($0) } ?? .clear
    }

    private func day(_ name: String, _ problems: inout FieldProblems) -> Change<Day> {
        let text = text(name).trimmedText
        guard !text.isEmpty else { return .clear }
        guard let day = Day(parsing: text) else {
            problems.add(name, "Please give a day like 2027-03-31.")
            return .keep
        }
        return .set(day)
    }
}
