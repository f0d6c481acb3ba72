import Domain

/// What somebody typed into the form of a brief, to be checked or shown again.
struct BriefForm {
    var title = ""
    var line = ""
    var situation = ""
    var stage = ""
    var objection = ""
    var persona = ""
    var points = ""
    var dialogue = ""
    var target = ""
    var answers: Set<String> = Set(TakeKind.allCases.map(\.rawValue))
    var audience = TakeAudience.asked.rawValue
    var rubric = ""
    var reviewers = "1"
    var releaseDays = "\(BriefContent.usualReleaseDays)"
    var team = ""
    var request: String?

    init() {}

    init(_ form: Form) {
        title = form.text("title")
        line = form.text("line")
        situation = form.text("situation")
        stage = form.text("stage")
        objection = form.text("objection")
        persona = form.text("persona")
        points = form.text("points")
        dialogue = form.text("dialogue")
        target = form.text("target_seconds")
        answers = Set(form.all("answers"))
        audience = form.text("audience")
        rubric = form.text("rubric")
        reviewers = form.text("reviewers")
        releaseDays = form.text("release_days")
        team = form.text("team")
        request = form.filled("request")
    }

    init(_ content: BriefContent) {
        title = content.title
        line = content.line
        situation = content.situation
        stage = content.stage?.text ?? ""
        objection = content.objection?.text ?? ""
        persona = content.persona?.text ?? ""
        points = content.points.joined(separator: "\n")
        dialogue = content.dialogue.map { "\(say("practice.who.\($0.who.rawValue)")): \($0.text)" }
            .joined(separator: "\n")
        target = content.targetSeconds.map(String.init) ?? ""
        answers = Set(content.answers.map(\.rawValue))
        audience = content.audience.rawValue
        rubric = content.rubric?.text ?? ""
        reviewers = "\(content.reviewers ?? 1)"
        releaseDays = "\(content.releaseDays ?? BriefContent.usualReleaseDays)"
    }

    /// - Throws: `Problem.invalid` with every field that needs another look.
    func input() throws -> BriefInput {
        guard target.trimmedText.isEmpty || Int(target.trimmedText) != nil else {
            throw Problem.invalid("target_seconds", say("practice.whole_seconds"))
        }
        for (field, text) in [("reviewers", reviewers), ("release_days", releaseDays)]
        where !text.trimmedText.isEmpty && Int(text.trimmedText) == nil {
            throw Problem.invalid(field, say("practice.whole_number"))
        }
        guard let audience = TakeAudience(rawValue: audience) else {
            throw Problem.badRequest("bad_form", "This form cannot be read")
        }
        return try BriefInput(
            BriefContent(
                title: title, line: line, situation: situation, stage: ID(parsing: stage),
                objection: ID(parsing: objection), persona: ID(parsing: persona),
                points: points.split(whereSeparator: \.isNewline).map(String.init),
                dialogue: BriefInput.dialogue(dialogue, buyer: say("practice.who.buyer")),
                targetSeconds: Int(target.trimmedText),
                answers: TakeKind.allCases.filter { answers.contains($0.rawValue) },
                audience: audience, rubric: ID(parsing: rubric), reviewers: Int(reviewers.trimmedText),
                releaseDays: Int(releaseDays.trimmedText)))
    }

    /// The form with what was typed, and what is wrong with it.
    func page(
        _ title: String, to address: String, back: (address: String, title: String), _ taxonomy: Taxonomy,
        rubrics: [Rubric], problem: Problem? = nil
    ) -> BriefFormPage {
        func text(_ value: String, _ field: String) -> TextField {
            TextField(fieldValue: value, fieldProblem: problem?.message(for: field))
        }
        func choice(_ kind: TermKind, _ selected: String, _ field: String) -> ChoiceField {
            ChoiceField(
                fieldOptions: taxonomy.options(kind, selected: selected, none: say("practice.any")),
                fieldProblem: problem?.message(for: field))
        }
        var page = BriefFormPage(
            pageTitle: title, formAddress: address, backAddress: back.address, backTitle: back.title,
            briefProblems: problem.map { ProblemSummary($0) })
        page.titleField = text(self.title, "title")
        page.lineField = text(line, "line")
        page.situationField = text(situation, "situation")
        page.stageField = choice(.stage, stage, "stage")
        page.objectionField = choice(.objection, objection, "objection")
        page.personaField = choice(.persona, persona, "persona")
        page.pointsField = text(points, "points")
        page.dialogueField = text(dialogue, "dialogue")
        page.targetField = text(target, "target_seconds")
        page.answerBoxes = TakeKind.allCases.map {
            AnswerBox(
                answerValue: $0.rawValue, answerLabel: say("practice.answer.\($0.rawValue)"),
                answerTicked: answers.contains($0.rawValue))
        }
        page.answersProblem = problem?.message(for: "answers")
        page.audienceField = ChoiceField(
            fieldOptions: TakeAudience.allCases.map {
                ChoiceOption(
                    optionValue: $0.rawValue, optionLabel: PracticeViews.audience($0),
                    optionSelected: $0.rawValue == audience)
            }, fieldProblem: problem?.message(for: "audience"))
        page.rubricField = ChoiceField(
            fieldOptions: [ChoiceOption(optionValue: "", optionLabel: say("rubric.none"))]
                + rubrics.map {
                    ChoiceOption(
                        optionValue: $0.id.text, optionLabel: $0.content.title, optionSelected: $0.id.text == rubric)
                }, fieldProblem: problem?.message(for: "rubric"))
        page.reviewersField = text(reviewers, "reviewers")
        page.releaseField = text(releaseDays, "release_days")
        page.formRequest = request
        return page
    }
}
