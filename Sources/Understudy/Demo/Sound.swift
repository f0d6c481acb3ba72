import Foundation

/// One channel of 16-bit sound at the rate espeak-ng speaks with, put together line by line.
struct Sound: Sendable {
    static let samplesPerSecond = 22_050

    private(set) var samples = Data()

    var milliseconds: Int {
        samples.count / 2 * 1000 / Self.samplesPerSecond
    }

    mutating func appendSilence(milliseconds: Int) {
        samples.append(Data(count: milliseconds * Self.samplesPerSecond / 1000 * 2))
    }

    mutating func append(_ other: Sound) {
        samples.append(other.samples)
    }

    init() {}

    /// - Throws: `CommandFailed` for a file that is not a WAV of this kind.
    init(wav: Data) throws {
        let bytes = [UInt8](wav.prefix(44))
        guard bytes.count == 44, bytes.starts(with: Array("RIFF".utf8)), Array(bytes[36..<40]) == Array("data".utf8),
            Self.number(bytes[22..<24]) == 1, Self.number(bytes[24..<28]) == Self.samplesPerSecond,
            Self.number(bytes[34..<36]) == 16
        else { throw CommandFailed("The speech synthesiser wrote something other than plain sound.") }
        samples = wav.dropFirst(44)
        if samples.count % 2 == 1 { samples.removeLast() }
    }

    var wav: Data {
        var file = Data("RIFF".utf8)
        file.append(Self.bytes(36 + samples.count, 4))
        file.append(contentsOf: "WAVEfmt ".utf8)
        for (number, width) in [(16, 4), (1, 2), (1, 2), (Self.samplesPerSecond, 4), (Self.samplesPerSecond * 2, 4)] {
            file.append(Self.bytes(number, width))
        }
        file.append(Self.bytes(2, 2))
        file.append(Self.bytes(16, 2))
        file.append(contentsOf: "data".utf8)
        file.append(Self.bytes(samples.count, 4))
        file.append(samples)
        return file
    }

    private static func number(_ littleEndian: ArraySlice<UInt8>) -> Int {
        littleEndian.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func bytes(_ number: Int, _ width: Int) -> Data {
        Data((0..<width).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }
}
