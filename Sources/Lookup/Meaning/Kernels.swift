import CKernels

/// The loops of `CKernels` with the instructions they may use. All levels answer alike; they differ in speed.
package struct Kernels: Sendable, Hashable {
    let level: ck_level

    /// The fastest this machine has.
    package static let best = Kernels(level: ck_best_level())
    /// What every machine has.
    package static let portable = Kernels(level: CK_PORTABLE)

    /// Every level this machine can run, the slowest first.
    package static var available: [Kernels] {
        [CK_PORTABLE, CK_AVX2, CK_VNNI].filter { $0.rawValue <= ck_best_level().rawValue }.map { Kernels(level: $0) }
    }

    /// A level by its name; nil when there is no such level or this machine cannot run it.
    package init?(named name: String) {
        guard let found = Self.available.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    private init(level: ck_level) {
        self.level = level
    }

    package var name: String {
        switch level {
        case CK_VNNI: "vnni"
        case CK_AVX2: "avx2"
        default: "portable"
        }
    }

    package static func == (left: Kernels, right: Kernels) -> Bool { left.level == right.level }

    package func hash(into hasher: inout Hasher) { hasher.combine(level.rawValue) }
}

/// Tells damaged bytes from whole ones.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return seed }
        return ck_checksum(base, bytes.count, seed)
    }

    static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0), seed: 1) }
    }
}
