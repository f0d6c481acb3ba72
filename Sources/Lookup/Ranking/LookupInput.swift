package import Domain

/// What is looked for. Facets are hard; without text it is browsing.
package struct LookupInput: Sendable, Hashable {
    /// At most 200 characters; only the first 30 words are looked for.
    package let text: String
    package var stage: ID<Term>?
    package var objection: ID<Term>?
    package var persona: ID<Term>?
    package var industry: ID<Term>?
    package var clipType: ID<Term>?
    /// A speaker's name, in any case.
    package var speaker: String?
    /// BCP 47, compared by its first part: `en` also finds `en-GB`.
    package var language: String?
    /// Not these: what somebody has seen already.
    package var excluded: Set<ID<Clip>> = []
    /// 1 to 50.
    package let limit: Int
    /// The last word is still being typed: whatever begins with it counts.
    package var isTyping: Bool
    /// Whether what the words mean is worked out first where it is not known yet; otherwise words and the situation answer at once.
    package var waitsForMeaning = true

    package init(
        text: String, stage: ID<Term>? = nil, objection: ID<Term>? = nil, persona: ID<Term>? = nil,
        industry: ID<Term>? = nil, clipType: ID<Term>? = nil, speaker: String? = nil, limit: Int = 10,
        isTyping: Bool = false
    ) {
        // A single character can be made of thousands of code points.
        let scalars = String.UnicodeScalarView(text.unicodeScalars.prefix(4 * Self.longest))
        self.text = String(String(scalars).prefix(Self.longest)).trimmedText
        self.stage = stage
        self.objection = objection
        self.persona = persona
        self.industry = industry
        self.clipType = clipType
        self.speaker = speaker
        self.limit = min(max(limit, 1), 50)
        self.isTyping = isTyping
    }

    static let longest = 200
    static let mostWords = 30

    func accepts(_ clip: ClipCard) -> Bool {
        if let stage, clip.stage != stage { return false }
        if let objection, !clip.objections.contains(objection) { return false }
        if let persona, clip.persona != persona { return false }
        if let industry, clip.industry != industry { return false }
        if let clipType, clip.clipType != clipType { return false }
        if let language, !clip.isIn(language) { return false }
        if excluded.contains(clip.id) { return false }
        return speaker == nil || clip.speakers.contains(where: isSpeaker)
    }

    /// Whether this is the speaker asked for.
    func isSpeaker(_ name: String) -> Bool {
        guard let speaker else { return false }
        return name.trimmedText.lowercased() == speaker.trimmedText.lowercased()
    }

    var hasFacets: Bool {
        stage != nil || objection != nil || persona != nil || industry != nil || clipType != nil || speaker != nil
            || language != nil || !excluded.isEmpty
    }
}
