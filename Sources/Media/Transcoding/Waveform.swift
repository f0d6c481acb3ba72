import Glibc

/// The sound as a row of heights.
enum Waveform {
    /// Reads piece by piece: eight hours are half a gigabyte.
    /// - Parameter path: 16-bit little-endian samples, one channel.
    /// - Returns: `count` peaks 0...255, scaled so that the loudest is 255; silence is all zeros; no sound, no peaks.
    /// - Throws: `FileFailure`.
    static func peaks(ofFile path: String, count: Int) throws -> [UInt8] {
        let samples = Int(try PlainFile.size(path) ?? 0) / 2
        guard samples > 0, count > 0 else { return [] }
        let handle = try PlainFile.open(path, O_RDONLY)
        defer { close(handle) }
        var peaks = [Int](repeating: 0, count: count)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var sample = 0
        while sample < samples {
            let read = piece.withUnsafeMutableBytes { pread(handle, $0.baseAddress, $0.count, 2 * sample) }
            if read < 0 && errno == EINTR { continue }
            guard read > 1 else { throw FileFailure(action: "read", path: path, code: read < 0 ? errno : EIO) }
            for place in 0..<min(read / 2, samples - sample) {
                let value = Int16(bitPattern: UInt16(piece[2 * place]) | UInt16(piece[2 * place + 1]) << 8)
                let bar = (sample + place) * count / samples
                peaks[bar] = max(peaks[bar], abs(Int(value)))
            }
            sample += read / 2
        }
        guard let loudest = peaks.max(), loudest > 0 else { return [UInt8](repeating: 0, count: count) }
        return peaks.map { UInt8(clamping: $0 * 255 / loudest) }
    }
}
