extension String {
    /// Without white space at both ends and without control characters inside: what a form field means.
    package var trimmedText: String {
        if isPlainAndTrimmed { return self }
        let kept = String(unicodeScalars.filter { !$0.isControl || $0 == "\n" || $0 == "\t" }.map(Character.init))
        var view = Substring(kept)
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }

    /// ASCII without control characters and without space around it, as nearly everything is: there is nothing to do then.
    private var isPlainAndTrimmed: Bool {
        let space = UInt8(ascii: " ")
        let bytes = utf8
        return bytes.first != space && bytes.last != space && bytes.allSatisfy { (space..<0x7f).contains($0) }
    }

    /// A file's name as a label: no control or bidirectional characters, no path, at most 255 bytes (UP-6).
    package var fileLabel: String {
        let lastPart = split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var label = String(
            lastPart.unicodeScalars.filter { !$0.isControl && !$0.isBidirectionalControl }.map(Character.init)
        ).trimmedText
        while label.utf8.count > 255 { label.removeLast() }
        return label
    }
}

extension String {
    /// As a part of an address or a header (RFC 3986): letters, digits, `-._~` and the ASCII in `kept` stay, every other byte
    /// becomes `%XX`.
    package func percentEncoded(keeping kept: String = "") -> String {
        utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~".utf8.contains(byte) || kept.utf8.contains(byte))
            return isPlain ? String(scalar) : "%" + Hex.text([byte]).uppercased()
        }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { value < 32 || (127...159).contains(value) }

    fileprivate var isBidirectionalControl: Bool {
        (0x200E...0x200F).contains(value) || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
