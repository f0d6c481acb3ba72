import Synchronization

/// Files that are open at this moment: whoever asks for one of them meanwhile shares it. Nothing is kept open here. A connection
/// holds on to the file it sent last (`FileSender`), and lets go of it when it ends or sends another.
package final class OpenFiles: Sendable {
    private struct Entry {
        weak var file: OpenFile?
    }

    /// By path.
    private let entries = Mutex<[String: Entry]>([:])

    package init() {}

    /// How many files somebody holds.
    var count: Int { entries.withLock { $0.values.count { $0.file != nil } } }

    /// The file, with the first piece of the range in memory.
    /// - Throws: `FileUnreadable`.
    func open(_ path: String, size: Int64, first range: Range<Int64>) async throws -> OpenFile {
        if let file = entries.withLock({ $0[path]?.file }), file.size >= size {
            try await file.prepare(range.prefix(OpenFile.pieceBytes))
            return file
        }
        let file = try await OpenFile.open(path, size: size, first: range)
        entries.withLock { entries in
            if entries.count >= 64 { entries = entries.filter { $0.value.file != nil } }
            entries[path] = Entry(file: file)
        }
        return file
    }
}
