import Crypto
import Domain
import Foundation

/// Secrets that are handed out once and kept only as SHA-256.
enum Secret {
    /// 256 bits as 64 hexadecimal digits.
    static func make(_ world: World) -> String {
        Hex.text(world.randomBytes(32))
    }

    static func hash(_ secret: String) -> String {
        Hex.text(SHA256.hash(data: Data(secret.utf8)))
    }
}
