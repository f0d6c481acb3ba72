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
        file.write(texts: speakers)
        file.write(id: stage)
        file.write(texts: objections.map(\.text))
        file.write(id: persona)
        file.write(id: industry)
        file.write(id: clipType)
        file.write(text: language)
        file.write(verifyBy.map(\.daysSince1970) ?? .min)
        file.write(publishedAt.milliseconds)
        file.write(stamp != nil)
        file.write(stamp ?? 0)
        file.write(hasMoments)
        var own = ByteWriter()
        readWords().write(to: &own)
        file.write(UInt32(clamping: own.bytes.count))
        file.bytes += own.bytes
    }

    convenience init(_ file: inout ByteReader, of kept: MappedFile, _ pool: inout TextPool) throws {
        let id = ID<Clip>(try file.text())
        let owner = ID<Person>(try file.text(&pool))
        let team = ID<Team>(try file.text(&pool))
        guard let state = ClipState(rawValue: try file.text(&pool)),
            let visibility = Visibility(rawValue: try file.text(&pool))
        else { throw ByteReader.CutOff() }
        let isWithdrawn = try file.number(UInt8.self) != 0
        var clip = IndexedClip(
            id: id,
            access: ClipAccess(
                owner: owner, team: team, state: state, visibility: visibility, isWithdrawn: isWithdrawn),
            title: "", durationMilliseconds: 0, publishedAt: Instant(milliseconds: 0))
        clip.speakers = try file.texts(&pool)
        clip.stage = try file.id(&pool)
        clip.objections = try file.texts(&pool).map { ID($0) }
        clip.persona = try file.id(&pool)
        clip.industry = try file.id(&pool)
        clip.clipType = try file.id(&pool)
        clip.language = try file.text(&pool)
        let verifyBy = try file.number(Int64.self)
        clip.verifyBy = verifyBy == .min ? nil : Day(daysSince1970: verifyBy)
        clip.publishedAt = Instant(milliseconds: try file.number(Int64.self))
        let hasStamp = try file.number(UInt8.self) != 0
        let stamp = try file.number(UInt64.self)
        clip.stamp = hasStamp ? stamp : nil
        let hasMoments = try file.number(UInt8.self) != 0
        let words = try file.raw(Int(try file.number(UInt32.self)))
        self.init(clip, hasMoments: hasMoments, words: KeptBytes(kept, words))
    }
}

extension ClipCard.Words {
    fileprivate func write(to file: inout ByteWriter) {
        file.write(text: title)
        file.write(texts: rules)
        file.write(texts: tags)
        file.write(UInt32(clamping: moments.count))
        for moment in moments {
            file.write(text: moment.id.text)
            file.write(moment.startMilliseconds)
            file.write(moment.endMilliseconds)
            file.write(text: moment.title)
        }
    }

    init(kept bytes: KeptBytes) {
        let found = bytes.withBytes { bytes -> Self? in
            var file = ByteReader(bytes)
            do {
                return try Self(&file)
            } catch {
                // The whole file was checked when it was opened.
                return nil
            }
        }
        self = found ?? Self(title: "", rules: [], tags: [], moments: [])
    }

    private init(_ file: inout ByteReader) throws {
        title = try file.text()
        rules = try file.texts()
        tags = try file.texts()
        moments = try (0..<(try file.number(UInt32.self))).map { _ in
            Moment(
                id: ID(try file.text()), startMilliseconds: try file.number(Int.self),
                endMilliseconds: try file.number(Int.self), title: try file.text())
        }
    }
}

/// Texts that many clips have, each once.
struct TextPool {
    private var known: [UInt64: String] = [:]

    fileprivate mutating func text(_ bytes: UnsafeRawBufferPointer) -> String {
        let sum = Checksum.of(bytes, seed: 3)
        if let text = known[sum], text.utf8.elementsEqual(bytes) { return text }
        let text = String(decoding: bytes, as: UTF8.self)
        // Names of people and lists are few; whatever else comes by must not pile up.
        if known.count < 20_000 { known[sum] = text }
        return text
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

    fileprivate mutating func texts(_ pool: inout TextPool) throws -> [String] {
        try (0..<(try number(UInt32.self))).map { _ in try text(&pool) }
    }

    fileprivate mutating func text(_ pool: inout TextPool) throws -> String {
        pool.text(try raw(Int(try number(UInt32.self))))
    }

    fileprivate mutating func id(_ pool: inout TextPool) throws -> ID<Term>? {
        let text = try text(&pool)
        return text.isEmpty ? nil : ID(text)
    }
}
