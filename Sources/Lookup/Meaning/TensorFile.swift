import Foundation

/// What is wrong with the meaning model, in a sentence for the admin.
package struct ModelProblem: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A file of the safetensors form: a table of contents as JSON, then numbers.
struct TensorFile {
    private struct Entry {
        let kind: String
        let range: Range<Int>
    }

    private let data: Data
    private let entries: [String: Entry]

    /// - Throws: `ModelProblem` when it cannot be read or is not of that form.
    init(path: String) throws {
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw ModelProblem("\(path) cannot be read.")
        }
        guard data.count > 8 else { throw ModelProblem("\(path) is cut off.") }
        let headLength = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard headLength < UInt64(data.count - 8) else { throw ModelProblem("\(path) is cut off.") }
        let start = 8 + Int(headLength)
        let head = try? JSONSerialization.jsonObject(with: data[8..<start]) as? [String: [String: Any]]
        guard let head else { throw ModelProblem("\(path) has no table of contents.") }
        var entries: [String: Entry] = [:]
        for (name, value) in head {
            guard let kind = value["dtype"] as? String, let offsets = value["data_offsets"] as? [Int],
                offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= data.count - start
            else { continue }
            entries[name] = Entry(kind: kind, range: start + offsets[0]..<start + offsets[1])
        }
        self.entries = entries
    }

    /// All numbers of one tensor.
    /// - Throws: `ModelProblem` when it is not there, or of another kind or size.
    func numbers(_ name: String, count: Int? = nil) throws -> [Float] {
        guard let entry = entries[name], entry.kind == "F32", entry.range.count % 4 == 0,
            count.map({ $0 * 4 == entry.range.count }) ?? true
        else { throw ModelProblem("The model has no usable \(name).") }
        return data.withUnsafeBytes { bytes in
            stride(from: entry.range.lowerBound, to: entry.range.upperBound, by: 4).map {
                Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
            }
        }
    }
}
