import Domain

/// What somebody typed into the form of a rubric, to be checked or shown again.
struct RubricForm {
    /// One criterion as it was typed.
    struct Criterion {
        var id = ""
        var title = ""
        var weight = "1"
        var levels = Array(repeating: "", count: RubricCriterion.levelCount)
        var isRetired = false

        var isBlank: Bool { id.isEmpty && title.trimmedText.isEmpty && levels.allSatisfy { $0.trimmedText.isEmpty } }
    }

    var title = ""
    var summary = ""
    var team = ""
    var criteria: [Criterion] = []

    init() {}

    init(_ form: Form) {
        title = form.text("title")
        summary = form.text("summary")
        team = form.text("team")
        for number in 1...40
        where form.filled("title_\(number)") != nil || form.filled("id_\(number)") != nil
            || (1...RubricCriterion.levelCount).contains(where: { form.filled("level_\(number)_\($0)") != nil })
        {
            criteria.append(
                Criterion(
                    id: form.text("id_\(number)"), title: form.text("title_\(number)"),
                    weight: form.text("weight_\(number)"),
                    levels: (1...RubricCriterion.levelCount).map { form.text("level_\(number)_\($0)") },
                    isRetired: form.isOn("retired_\(number)")))
        }
    }

    init(_ content: RubricContent) {
        title = content.title
        summary = content.summary
        criteria = content.criteria.map {
            Criterion(
                id: $0.id.text, title: $0.title, weight: "\($0.weight)", levels: $0.levels, isRetired: $0.isRetired)
        }
    }

    /// - Throws: `Problem.invalid` with every field that needs another look, also for a weight that is no number.
    func input() throws -> RubricInput {
        let kept = criteria.filter { !$0.isBlank }
        var problems = FieldProblems()
        for (index, criterion) in kept.enumerated() where Int(criterion.weight.trimmedText) == nil {
            problems.add("criteria_\(index + 1).weight", "A weight is a whole number from 1 to 10.")
        }
        try problems.check()
        return try RubricInput(
            title: title, summary: summary,
            criteria: kept.map {
                CriterionInput(
                    id: ID(parsing: $0.id), title: $0.title, weight: Int($0.weight.trimmedText) ?? 0,
                    levels: $0.levels, isRetired: $0.isRetired)
            })
    }

    /// The form with what was typed, and what is wrong with it; with room for more criteria.
    func page(
        _ heading: String, to address: String, back: (address: String, title: String), problem: Problem? = nil
    ) -> RubricFormPage {
        var page = RubricFormPage(
            pageTitle: heading, formAddress: address, backAddress: back.address, backTitle: back.title,
            rubricProblems: problem.map { ProblemSummary($0) })
        page.titleField = TextField(fieldValue: title, fieldProblem: problem?.message(for: "title"))
        page.summaryField = TextField(fieldValue: summary, fieldProblem: problem?.message(for: "summary"))
        let kept = criteria.filter { !$0.isBlank }
        let asked = kept.count { !$0.isRetired }
        let blanks = max(0, min(RubricInput.mostCriteria - asked, max(1, 4 - asked)))
        let all = kept + Array(repeating: Criterion(), count: blanks)
        page.criterionForms = all.enumerated().map { index, criterion in
            let number = index + 1
            let problems = ["id", "title", "weight", "levels"].compactMap {
                problem?.message(for: "criteria_\(number).\($0)")
            }
            return CriterionForm(
                formNumber: number, formCriterion: criterion.id.isEmpty ? nil : criterion.id,
                formTitle: criterion.title, formWeight: criterion.weight,
                formLevels: criterion.levels.enumerated().map {
                    LevelForm(
                        levelName: "level_\(number)_\($0.offset + 1)", levelNumber: $0.offset + 1,
                        levelText: $0.element)
                }, formRetired: criterion.isRetired,
                formProblem: problems.isEmpty ? nil : problems.joined(separator: " "))
        }
        return page
    }
}
