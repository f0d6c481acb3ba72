import Domain
import Foundation
import Glibc

/// The index as it was when it was kept in a file: a start reads it instead of every transcript. The file is thrown away when it is
/// damaged or of another form, and of its clips only those are taken that have not changed since.
package struct KeptIndex: Sendable {
    let segments: [LiveSegment]

    /// Of the file's form; another number is another form.
    private static let form: UInt64 = 4
    private static let magic: UInt64 = 0x5844_4E49_5255_4553

    /// Whether there is a file to be looked at.
    package static func isThere(path: String) -> Bool { access(path, R_OK) == 0 }

    /// - Returns: nil when there is no file that can be used.
    package init?(path: String, model: String) {
        guard let file = MappedFile(path: path) else { return nil }
        let found = file.withBytes { bytes -> [LiveSegment]? in
            var reader = KeptReader(file, bytes)
            do {
                return try Self.segments(&reader, model)
            } catch {
                // Damaged, cut off or of another form: all the same to whoever reads the clips anew.
                return nil
            }
        }
        file.forget()
        guard let found else { return nil }
        segments = found
    }

    private static func segments(_ file: inout KeptReader, _ model: String) throws -> [LiveSegment] {
        guard try file.array(UInt64.self) == [magic, form], try file.array(UInt8.self) == Array(model.utf8) else {
            throw ByteReader.CutOff()
        }
        let counts = try file.array(Int.self, count: 1)
        guard (0...1000).contains(counts[0]) else { throw ByteReader.CutOff() }
        let segments = try (0..<counts[0]).map { _ in try LiveSegment(Segment(&file)) }
        guard file.isAtEnd else { throw ByteReader.CutOff() }
        return segments
    }

    static func write(_ segments: [LiveSegment], model: String, to path: String) throws {
        let partial = path + ".part"
        _ = FileManager.default.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600])
        guard let handle = FileHandle(forWritingAtPath: partial) else { throw CocoaError(.fileWriteUnknown) }
        do {
            var file = KeptWriter(handle)
            try file.write([magic, form])
            try file.write(Array(model.utf8))
            // Those that are gone are left out; merging one alone does that.
            let whole = segments.map {
                $0.aliveCount == $0.segment.clips.count ? $0.segment : Segment.merged([$0])
            }
            try file.write([whole.count])
            for segment in whole { try segment.write(to: &file) }
            try handle.synchronize()
            try handle.close()
            guard rename(partial, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }
}

extension LiveIndex {
    /// Keeps the index in a file for the next start, unless that says it already: a stop need not write a gigabyte that is there.
    /// - Throws: what writing a file throws.
    package func keep(in path: String, model: String) throws {
        guard !isKept || !FileManager.default.fileExists(atPath: path) else { return }
        let changes = changeCount
        try KeptIndex.write(snapshot.segments, model: model, to: path)
        noteKept(changes: changes)
    }

    /// The same, and lives from the file from now on: what is shown seldom need not be in memory.
    package func settle(in path: String, model: String) throws {
        let changes = changeCount
        let written = snapshot.segments
        try KeptIndex.write(written, model: model, to: path)
        noteKept(changes: changes)
        guard let kept = KeptIndex(path: path, model: model), kept.segments.count == written.count else { return }
        exchange(zip(written, kept.segments).filter { $0.0.aliveCount == $0.0.segment.clips.count })
    }
}

extension Segment {
    fileprivate convenience init(_ file: inout KeptReader) throws {
        let kept = file.file
        let cards = try file.bytes { bytes in
            let count = try bytes.number(UInt32.self)
            var pool = TextPool()
            return try (0..<count).map { _ in try ClipCard(&bytes, of: kept, &pool) }
        }
        let firstWindows = try file.array(Int.self, count: cards.count + 1)
        let windows = try WindowColumns(&file)
        guard firstWindows.last == windows.count else { throw ByteReader.CutOff() }
        let postings = SegmentPostings(
            spoken: try Postings(&file, documentCount: windows.count),
            written: try Postings(&file, documentCount: cards.count),
            spellings: try Postings(&file, documentCount: cards.count),
            names: try Postings(&file, documentCount: cards.count))
        self.init(
            clips: cards, firstWindows: firstWindows, windows: windows, postings: postings,
            meaning: try MeaningColumns(&file, count: windows.count))
    }

    fileprivate func write(to file: inout KeptWriter) throws {
        var cards = ByteWriter()
        cards.write(UInt32(clamping: clips.count))
        for card in clips { card.write(to: &cards) }
        try file.write(cards.bytes)
        try file.write(firstWindows)
        try windows.write(to: &file)
        try postings.spoken.write(to: &file)
        try postings.written.write(to: &file)
        try postings.spellings.write(to: &file)
        try postings.names.write(to: &file)
        try meaning.write(to: &file)
    }
}

/// Writes columns one after the other, each with its size and a checksum.
struct KeptWriter {
    private let handle: FileHandle

    init(_ handle: FileHandle) {
        self.handle = handle
    }

    mutating func write<Number: BitwiseCopyable>(_ column: [Number]) throws {
        try column.withUnsafeBytes { try write($0) }
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        var head = ByteWriter()
        head.write(UInt64(bytes.count))
        head.write(Checksum.of(bytes, seed: 7))
        try handle.write(contentsOf: Data(head.bytes))
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count, deallocator: .none)
        try handle.write(contentsOf: data)
    }
}

/// Reads them back. Whatever is not as it was written makes it throw.
struct KeptReader {
    let file: MappedFile
    private var reader: ByteReader

    init(_ file: MappedFile, _ bytes: UnsafeRawBufferPointer) {
        self.file = file
        reader = ByteReader(bytes)
    }

    var isAtEnd: Bool { reader.left == 0 }

    /// A column that stays in the file.
    mutating func mapped() throws -> KeptBytes {
        KeptBytes(file, try column())
    }

    private mutating func column() throws -> UnsafeRawBufferPointer {
        let count = try reader.number(UInt64.self)
        let sum = try reader.number(UInt64.self)
        guard count <= UInt64(reader.left) else { throw ByteReader.CutOff() }
        let bytes = try reader.raw(Int(count))
        guard Checksum.of(bytes, seed: 7) == sum else { throw ByteReader.CutOff() }
        return bytes
    }

    mutating func array<Number: BitwiseCopyable>(_ type: Number.Type, count: Int? = nil) throws -> [Number] {
        let bytes = try column()
        let size = MemoryLayout<Number>.stride
        let found = bytes.count / size
        guard bytes.count % size == 0, count.map({ $0 == found }) ?? true else { throw ByteReader.CutOff() }
        return [Number](unsafeUninitializedCapacity: found) { room, filled in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
            filled = found
        }
    }

    mutating func bytes<Value>(_ body: (inout ByteReader) throws -> Value) throws -> Value {
        var reader = ByteReader(try column())
        return try body(&reader)
    }
}
