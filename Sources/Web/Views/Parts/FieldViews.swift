/// One line or box of text in a form, and what is wrong with it.
struct TextField {
    var fieldValue = ""
    var fieldProblem: String?
}

/// A choice out of a list in a form.
struct ChoiceField {
    var fieldOptions: [ChoiceOption] = []
    var fieldProblem: String?
}

/// One option of a choice. The first one is usually the empty value ("Choose one", "Any").
struct ChoiceOption {
    let optionValue: String
    let optionLabel: String
    var optionSelected = false
    /// Values of another choice that usually go with this one, separated by blanks.
    var optionUsual: String?
}

/// A box to tick in a form.
struct CheckField {
    var fieldChecked = false
}

/// The summary above a form that could not be saved: what happened, what was kept, what to do.
struct ProblemSummary {
    let summaryTitle: String
    let summaryDetail: String
    var summaryLines: [ProblemLine] = []
}

/// One line of a problem summary; `problemAnchor` is the id of the field without `#`.
struct ProblemLine {
    let problemText: String
    let problemAnchor: String
}

/// A filter that is one tap: a link that adds or removes it.
struct ChipView {
    let chipLabel: String
    let chipAddress: String
    /// A formatted number, shown small behind the label.
    var chipCount: String?
    var chipCurrent = false
}
