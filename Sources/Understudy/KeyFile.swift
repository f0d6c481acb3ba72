import Domain
import Foundation

/// Secrets of an installation in files of mode 0600, made at first start, never a default (CR-4).
enum KeyFile {
    /// The key by which commands on this machine talk to the running server; new with every start.
    static func path(in storage: String) -> String { "\(storage)/server.key" }

    /// Makes and writes the operator key of this start.
    static func renewOperatorKey(in storage: String, world: World) throws -> String {
        let key = hex(world.randomBytes(32))
        try write(key, to: path(in: storage))
        return key
    }

    /// The key under the CSRF tokens; stays as long as the storage.
    static func csrfKey(in storage: String, world: World) throws -> [UInt8] {
        let path = "\(storage)/secret.key"
        if let text = try? String(contentsOfFile: path, encoding: .utf8), text.utf8.count == 64 {
            return Array(text.utf8)
        }
        let key = hex(world.randomBytes(32))
        try write(key, to: path)
        return Array(key.utf8)
    }

    private static func write(_ text: String, to path: String) throws {
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw CommandFailed("\(path) cannot be written.") }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
