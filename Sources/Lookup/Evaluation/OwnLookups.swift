package import Domain

/// A lookup of the company's own with what was judged of its answers.
package struct OwnLookup: Sendable {
    package let id: String
    package let text: String
    package let stage: ID<Term>?
    package let judgements: [Judgement]

    package init(id: String, text: String, stage: ID<Term>?, judgements: [Judgement]) {
        self.id = id
        self.text = text
        self.stage = stage
        self.judgements = judgements
    }

    /// Something useful was found: without it the right answer is to say that there is none.
    var hasAnswer: Bool { judgements.contains { $0.grade >= .good } }

    /// A transcript that was edited is cut anew: a moment this near to the one that was judged is the same.
    private static let sameMomentMilliseconds = 20_000

    /// The number of the judgement that is about this moment; -1 when there is none.
    func judgement(of clip: String, at start: Int) -> Int {
        let near = judgements.indices.filter {
            judgements[$0].clip.text == clip
                && abs(judgements[$0].startMilliseconds - start) <= Self.sameMomentMilliseconds
        }
        return near.min { distance($0, start) < distance($1, start) } ?? -1
    }

    package func grade(of clip: ID<Clip>, at start: Int) -> AnswerGrade? {
        let number = judgement(of: clip.text, at: start)
        return number >= 0 ? judgements[number].grade : nil
    }

    /// What was judged before of the same moment.
    package func judgement(at new: Judgement) -> Judgement? {
        let number = judgement(of: new.clip.text, at: new.startMilliseconds)
        return number >= 0 ? judgements[number] : nil
    }

    private func distance(_ number: Int, _ start: Int) -> Int { abs(judgements[number].startMilliseconds - start) }

    var judged: EvaluationSet.Judged {
        var judged = EvaluationSet.Judged()
        for (number, judgement) in judgements.enumerated() {
            let clip = judgement.clip.text
            judged.clips[clip] = max(judged.clips[clip] ?? 0, judgement.grade.rawValue)
            judged.segments[clip, default: [:]][number] = judgement.grade.rawValue
        }
        return judged
    }
}

extension LiveIndex {
    /// How good lookup is by what was judged here: the same figures as those of a judged set, from the same lookups people make.
    /// - Parameter today: decides what is stale.
    package func judged(_ lookups: [OwnLookup], viewer: Viewer, today: Day) -> EvaluationReport {
        let judged = lookups.filter { !$0.judgements.isEmpty }.map { own in
            JudgedQuery(
                id: own.id, type: "own", hasAnswer: own.hasAnswer,
                input: LookupInput(text: own.text, stage: own.stage, limit: 20), judged: own.judged,
                segment: own.judgement)
        }
        return EvaluationReport.of(judged) { answer($0, viewer: viewer, today: today, weights: MeaningWeights()) }
    }
}
