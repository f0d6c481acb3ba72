import Domain
import Foundation

/// Secrets of an installation in files of mode 0600, made at first start, never a default (CR-4).
enum KeyFile {
    /// The key by which commands on this machine talk to the running server; new with every start.
    static func path(in storage: String) -> String { "\(storage)/server.key" }

    /// Makes and writes the operator key of this start.
    static func renewOperatorKey(in storage: String, world: World) throws -> String {
        let key = Hex.text(world.randomBytes(32))
        try write(key, to: path(in: storage))
        return key
    }

    /// The key under the CSRF tokens; stays as long as the storage.
    /// - Throws: `CommandFailed` for a file that is there but cannot be read or holds no key: a new one in its place would
    ///   turn away every page that is open, and hide that something is wrong with the folder.
    static func csrfKey(in storage: String, world: World) throws -> [UInt8] {
        if let key = try keptKey(in: storage) { return Array(key.utf8) }
        let key = Hex.text(world.randomBytes(32))
        try write(key, to: secretPath(in: storage))
        return Array(key.utf8)
    }

    /// The key in the folder; nil when there is none yet.
    static func keptKey(in storage: String) throws -> String? {
        let path = secretPath(in: storage)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path), data.count == 64,
            Hex.bytes(String(decoding: data, as: UTF8.self)) != nil
        else { throw CommandFailed("\(path) is damaged or cannot be read. Put back its copy, or remove it.") }
        return String(decoding: data, as: UTF8.self)
    }

    /// The key of an installation that was elsewhere.
    static func put(_ key: String, in storage: String) throws {
        try write(key, to: secretPath(in: storage))
    }

    private static func secretPath(in storage: String) -> String { "\(storage)/secret.key" }

    /// What this storage folder is called among the nodes that work together; stays as long as the folder.
    static func nodeName(in storage: String, world: World) throws -> String {
        let path = "\(storage)/node.name"
        if let data = FileManager.default.contents(atPath: path) {
            let name = String(decoding: data, as: UTF8.self).trimmedText
            guard name.hasPrefix("node_"), name.utf8.count == 21 else {
                throw CommandFailed("\(path) is damaged. Remove it to give this node a new name.")
            }
            return name
        }
        let name = "node_\(Hex.text(world.randomBytes(8)))"
        try write(name, to: path)
        return name
    }

    /// Whole or not at all: half a key would stop every later start.
    private static func write(_ text: String, to path: String) throws {
        let new = "\(path).new"
        let made = FileManager.default.createFile(
            atPath: new, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw CommandFailed("\(new) cannot be written.") }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: new)
        guard rename(new, path) == 0 else { throw CommandFailed("\(path) cannot be written.") }
    }
}
