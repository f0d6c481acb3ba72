/// An edit of one entry of a list, or a new one; nil leaves a field as it is.
package struct TermChanges: Sendable, Hashable {
    package var label: String?
    package var description: String?
    package var aliases: [String]?
    package var outcome: String?
    package var buyersQuestion: String?
    package var crmNames: [String]?
    package var nature: String?
    package var oftenMeans: String?
    package var firstQuestion: String?
    package var usualStages: [ID<Term>]?

    package init() {}

    /// The entry after this edit.
    /// - Throws: `Problem.invalid` with every field that needs another look.
    package func applied(to old: Term) throws -> Term {
        var problems = FieldProblems()
        var new = old
        if let label {
            new.label = label.trimmedText
            if new.label.isEmpty || new.label.count > 120 {
                problems.add("label", "Please give a label of 1 to 120 characters.")
            }
        }
        if let description { new.description = description.trimmedText }
        if let aliases { new.aliases = Self.cleaned(aliases) }
        if new.kind == .stage {
            var stage = old.stage ?? StageDetails(outcome: "", buyersQuestion: "", crmNames: [])
            stage.outcome = outcome?.trimmedText ?? stage.outcome
            stage.buyersQuestion = buyersQuestion?.trimmedText ?? stage.buyersQuestion
            stage.crmNames = crmNames.map(Self.cleaned) ?? stage.crmNames
            new.stage = stage
        }
        if new.kind == .objection {
            var objection =
                old.objection ?? ObjectionDetails(nature: "concern", oftenMeans: "", firstQuestion: "", usualStages: [])
            objection.nature = nature?.trimmedText ?? objection.nature
            objection.oftenMeans = oftenMeans?.trimmedText ?? objection.oftenMeans
            objection.firstQuestion = firstQuestion?.trimmedText ?? objection.firstQuestion
            objection.usualStages = usualStages ?? objection.usualStages
            new.objection = objection
        }
        let texts = [new.description, new.stage?.buyersQuestion ?? "", new.objection?.firstQuestion ?? ""]
        if texts.contains(where: { $0.count > 1000 }) || new.aliases.contains(where: { $0.count > 120 }) {
            problems.add("description", "This is too long: at most 1,000 characters, 120 for an alias.")
        }
        try problems.check()
        return new
    }

    private static func cleaned(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.map(\.trimmedText).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
