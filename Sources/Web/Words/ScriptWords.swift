import Foundation

/// Puts what scripts say into `words.js`: the texts under `script.`, without that prefix.
struct ScriptWords {
    static let prefix = "script."
    private static let place = "[[script]]"

    let words: Words

    func filled(_ file: AssetFile) -> AssetFile {
        let script = String(decoding: file.bytes, as: UTF8.self).replacing(Self.place, with: texts.jsonText)
        return AssetFile(contentType: file.contentType, bytes: Array(script.utf8))
    }

    private var texts: JSONValue {
        let own = words.phrases.filter { $0.key.hasPrefix(Self.prefix) }.sorted { $0.key < $1.key }
        return .object(
            own.map { key, phrase in
                JSONValue.Member(String(key.dropFirst(Self.prefix.count)), value(phrase))
            })
    }

    private func value(_ phrase: Phrase) -> JSONValue {
        guard phrase.isCounted else { return .text(phrase.plain) }
        return .object(phrase.forms.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .text($0.value)) })
    }
}
