import Crypto
import Domain
import Foundation

/// The static files under `Templates/assets`, read once at start. Their address carries one version made from all of
/// their bytes, so that a browser may keep them for ever and modules may import each other by relative names.
package struct Assets: Sendable {
    /// 12 hexadecimal digits for each language, by its tag: what scripts say is part of the files.
    private let versions: [String: String]
    private let files: [String: AssetFile]
    /// `words.js` by the version of its language.
    private let spoken: [String: AssetFile]

    /// - Parameter languages: whose words `words.js` has.
    /// - Throws: when the folder cannot be read, or holds a kind of file that has no content type here.
    package init(folder: String, languages: Languages) throws {
        var files: [String: AssetFile] = [:]
        var hash = SHA256()
        for path in try Self.paths(in: folder) {
            guard let contentType = Self.contentTypes[String(path.split(separator: ".").last ?? "")] else {
                throw RenderingFailure.unknownAssetKind(path)
            }
            let bytes = try Self.bytes(of: path, in: folder)
            files[path] = AssetFile(contentType: contentType, bytes: bytes)
            hash.update(data: Data("\(path) \(bytes.count)\n".utf8))
            hash.update(data: Data(bytes))
        }
        var versions: [String: String] = [:]
        var spoken: [String: AssetFile] = [:]
        for words in languages.all {
            var hash = hash
            let script = files[Self.wordsFile].map { ScriptWords(words: words).filled($0) }
            hash.update(data: script?.bytes ?? [])
            let version = Hex.text(hash.finalize().prefix(6))
            versions[words.language] = version
            spoken[version] = script
        }
        self.files = files
        self.versions = versions
        self.spoken = spoken
    }

    private static let wordsFile = "words.js"

    /// The version of the files as the request's language has them.
    var version: String { versions[Words.current.language] ?? versions[Languages.fallbackTag] ?? "" }

    /// What asset addresses begin with: `/assets/<version>`.
    var base: String { "/assets/\(version)" }

    func isCurrent(_ version: String) -> Bool { versions.values.contains(version) }

    /// - Parameters:
    ///   - path: the part of the address after the version, such as `player.css`.
    ///   - version: as in the address; one that is not known gets English words.
    /// - Returns: Nil when there is no such file. The look-up is by name in memory: no path ever reaches the disk.
    func file(_ path: String, version: String? = nil) -> AssetFile? {
        guard path == Self.wordsFile else { return files[path] }
        return spoken[version ?? ""] ?? versions[Languages.fallbackTag].flatMap { spoken[$0] }
    }

    /// Names of the pictures in the sprite, in its order.
    var iconNames: [String] {
        guard let sprite = files["icons.svg"] else { return [] }
        return String(decoding: sprite.bytes, as: UTF8.self).components(separatedBy: "<symbol id=\"").dropFirst()
            .compactMap { $0.components(separatedBy: "\"").first }
    }

    /// Names of all files, sorted.
    var paths: [String] { files.keys.sorted() }

    private static func bytes(of path: String, in folder: String) throws -> [UInt8] {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path)))
        guard path.hasSuffix(".css") || path.hasSuffix(".js") else { return bytes }
        return Array(LightText.of(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    private static func paths(in folder: String) throws -> [String] {
        guard let enumerator = FileManager.default.enumerator(atPath: folder) else {
            throw RenderingFailure.noFolder(folder)
        }
        return enumerator.compactMap { $0 as? String }
            .filter { path in
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
                return exists && !isFolder.boolValue
            }
            .sorted()
    }

    private static let contentTypes = [
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "ico": "image/x-icon",
        "json": "application/json",
        "webmanifest": "application/manifest+json",
    ]
}

/// One static file in memory.
struct AssetFile: Sendable {
    let contentType: String
    let bytes: [UInt8]
    /// The same in fewer bytes; without a coding where that is not smaller.
    let packed: [ContentCoding: [UInt8]]

    init(contentType: String, bytes: [UInt8]) {
        self.contentType = contentType
        self.bytes = bytes
        packed = ContentCoding.allCases.reduce(into: [:]) { packed, coding in
            packed[coding] = coding.thoroughly(bytes).flatMap { $0.count < bytes.count ? $0 : nil }
        }
    }
}
