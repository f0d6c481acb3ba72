import Domain

/// A card as it is kept in the index's file.
extension ClipCard {
    func write(to file: inout ByteWriter) {
        file.write(text: id.text)
        file.write(text: access.owner.text)
        file.write(text: access.team.text)
        file.write(text: access.state.rawValue)
        file.write(text: access.visibility.rawValue)
        file.write(access.isWithdrawn)
        file.write(text: title)
        file.write(texts: speakers)
        file.write(id: stage)
        file.write(texts: objections.map(\.text))
        file.write(id: persona)
        file.write(id: industry)
        file.write(id: clipType)
        file.write(text: language)
        file.write(texts: rules)
        file.write(texts: tags)
        file.write(UInt32(clamping: moments.count))
        for moment in moments {
            file.write(text: moment.id.text)
            file.write(moment.startMilliseconds)
            file.write(moment.endMilliseconds)
            file.write(text: moment.title)
        }
        file.write(verifyBy.map(\.daysSince1970) ?? .min)
        file.write(publishedAt.milliseconds)
        file.write(stamp != nil)
        file.write(stamp ?? 0)
    }

    convenience init(_ file: inout ByteReader) throws {
        let id = ID<Clip>(try file.text())
        let owner = ID<Person>(try file.text())
        let team = ID<Team>(try file.text())
        guard let state = ClipState(rawValue: try file.text()), let visibility = Visibility(rawValue: try file.text())
        else { throw ByteReader.CutOff() }
        let isWithdrawn = try file.number(UInt8.self) != 0
        var clip = IndexedClip(
            id: id,
            access: ClipAccess(
                owner: owner, team: team, state: state, visibility: visibility, isWithdrawn: isWithdrawn),
            title: try file.text(), durationMilliseconds: 0, publishedAt: Instant(milliseconds: 0))
        clip.speakers = try file.texts()
        clip.stage = try file.id()
        clip.objections = try file.texts().map { ID($0) }
        clip.persona = try file.id()
        clip.industry = try file.id()
        clip.clipType = try file.id()
        clip.language = try file.text()
        clip.rules = try file.texts()
        clip.tags = try file.texts()
        clip.moments = try (0..<(try file.number(UInt32.self))).map { _ in
            Moment(
                id: ID(try file.text()), startMilliseconds: try file.number(Int.self),
                endMilliseconds: try file.number(Int.self), title: try file.text())
        }
        let verifyBy = try file.number(Int64.self)
        clip.verifyBy = verifyBy == .min ? nil : Day(daysSince1970: verifyBy)
        clip.publishedAt = Instant(milliseconds: try file.number(Int64.self))
        let hasStamp = try file.number(UInt8.self) != 0
        let stamp = try file.number(UInt64.self)
        clip.stamp = hasStamp ? stamp : nil
        self.init(clip)
    }
}

extension ByteWriter {
    fileprivate mutating func write(texts: [String]) {
        write(UInt32(clamping: texts.count))
        for text in texts { write(text: text) }
    }

    /// An empty text stands for nil.
    fileprivate mutating func write(id: ID<Term>?) {
        write(text: id?.text ?? "")
    }
}

extension ByteReader {
    fileprivate mutating func texts() throws -> [String] {
        try (0..<(try number(UInt32.self))).map { _ in try text() }
    }

    fileprivate mutating func id() throws -> ID<Term>? {
        let text = try text()
        return text.isEmpty ? nil : ID(text)
    }
}
