/// Something that can be seen or heard in a conversation, as a label for a comment: never a judgement of a person.
package enum ObservableMove: String, Sendable, Hashable, Codable, CaseIterable {
    case paused, acknowledged, clarified
    case namedConcern = "named_concern"
    case evidence
    case clientsWords = "clients_words"
    case reframed, traded
    case checkedResolved = "checked_resolved"
    case nextStep = "next_step"
    case interrupted, argued
    case discountedFirst = "discounted_first"
    case listedFeatures = "listed_features"
    case overpromised
    case filledSilence = "filled_silence"
    case openQuestion = "open_question"
    case followedUp = "followed_up"
    case askedExample = "asked_example"
    case quantified
    case askedWhoElse = "asked_who_else"
    case summarised
    case letSilenceWork = "let_silence_work"
    case reasonEarly = "reason_early"
    case permission
    case relevantObservation = "relevant_observation"
    case clearAsk = "clear_ask"
    case politePersistence = "polite_persistence"
    case gracefulExit = "graceful_exit"
    case pace, clarity, length, energy

    /// The part of the conversation it belongs to.
    package enum Group: String, Sendable, Hashable, CaseIterable {
        case objection, opposite, discovery, prospecting, delivery
    }

    package var group: Group {
        switch self {
        case .paused, .acknowledged, .clarified, .namedConcern, .evidence, .clientsWords, .reframed, .traded,
            .checkedResolved, .nextStep:
            .objection
        case .interrupted, .argued, .discountedFirst, .listedFeatures, .overpromised, .filledSilence: .opposite
        case .openQuestion, .followedUp, .askedExample, .quantified, .askedWhoElse, .summarised, .letSilenceWork:
            .discovery
        case .reasonEarly, .permission, .relevantObservation, .clearAsk, .politePersistence, .gracefulExit:
            .prospecting
        case .pace, .clarity, .length, .energy: .delivery
        }
    }

    /// How many labels one comment may carry.
    package static let most = 5

    /// - Throws: `Problem.invalid` for an unknown label, or too many.
    package static func checked(_ names: [String]) throws -> [ObservableMove] {
        let moves = Set(names.compactMap(ObservableMove.init(rawValue:)))
        guard names.allSatisfy({ ObservableMove(rawValue: $0) != nil }) else {
            throw Problem.invalid("moves", "One of these labels is not known.")
        }
        guard moves.count <= most else { throw Problem.invalid("moves", "Please choose at most \(most) labels.") }
        return allCases.filter(moves.contains)
    }
}
