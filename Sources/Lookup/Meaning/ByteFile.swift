import Foundation

/// Puts numbers and texts one after the other, in the order of this machine: such files stay where they are made.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func write<Number: BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    mutating func write<Number: BitwiseCopyable>(array: [Number]) {
        write(UInt64(array.count))
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func write(text: String) {
        write(UInt32(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}

/// Takes them out again. Nothing it is given can make it read beyond the end.
struct ByteReader {
    /// There is less, or something else, than there should be.
    struct CutOff: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var left: Int { bytes.count - position }

    mutating func raw(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else { throw CutOff() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func number<Number: BitwiseCopyable>(_ type: Number.Type) throws -> Number {
        try raw(MemoryLayout<Number>.size).loadUnaligned(as: type)
    }

    /// - Parameter count: how many there must be, when that is known.
    mutating func array<Number: BitwiseCopyable>(_ type: Number.Type, count: Int? = nil) throws -> [Number] {
        let written = try number(UInt64.self)
        let size = MemoryLayout<Number>.stride
        guard written <= UInt64(left / size), count.map({ UInt64($0) == written }) ?? true else { throw CutOff() }
        let source = try raw(Int(written) * size)
        return [Number](unsafeUninitializedCapacity: Int(written)) { room, filled in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: source)
            filled = Int(written)
        }
    }

    mutating func text() throws -> String {
        String(decoding: try raw(Int(try number(UInt32.self))), as: UTF8.self)
    }
}
