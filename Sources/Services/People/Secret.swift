import Crypto
import Domain
import Foundation

/// Secrets that are handed out once and kept only as SHA-256.
enum Secret {
    /// 256 bits as 64 hexadecimal digits.
    static func make(_ world: World) -> String {
        hex(world.randomBytes(32))
    }

    static func hash(_ secret: String) -> String {
        hex(SHA256.hash(data: Data(secret.utf8)))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
