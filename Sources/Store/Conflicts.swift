import Database
import Domain

/// Violations of the schema that the caller can act on, as `Problem.conflict`: the one map for both engines, which name
/// either the columns or the constraint.
@discardableResult
func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let failure as DatabaseFailure {
        guard case .uniqueViolation(let names) = failure.kind, let problem = problem(for: names) else { throw failure }
        throw problem
    }
}

private func problem(for names: [String]) -> Problem? {
    switch names.joined(separator: ",") {
    case "person.email", "person_email_key":
        Problem.conflict("email_taken", "Someone already has this mail address")
    case "team.name", "team_name_key":
        Problem.conflict("team_taken", "There is a team of this name already")
    case "term.kind,term.label", "term_kind_label_key", "glossary_term.label", "glossary_term_label_key":
        Problem.conflict("label_taken", "This list has an entry with this label already")
    case "phrasing.objection_id,phrasing.text", "phrasing_objection_id_text_key":
        Problem.conflict("phrasing_taken", "This objection has the same phrasing already")
    case "transcript.clip_id,transcript.revision", "transcript_pkey":
        Problem.conflict("edited_meanwhile", "Someone saved this transcript while you were editing")
    case "showing.person_id", "showing_open":
        Problem.conflict("already_asked", "Another cue was put before you just now")
    case "judged_lookup_text", "index 'judged_lookup_text'":
        Problem.conflict("lookup_taken", "This lookup is judged already")
    default: nil
    }
}
