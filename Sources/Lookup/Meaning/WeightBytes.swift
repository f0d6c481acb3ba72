/// The many small numbers of the network: of their own while it is made, afterwards in the file it was written to. There, only
/// what a sentence needs takes memory, and the system may take that back.
enum WeightBytes: Sendable {
    case own([Int8])
    case kept(KeptBytes)

    var count: Int {
        switch self {
        case .own(let bytes): bytes.count
        case .kept(let bytes): bytes.count
        }
    }

    func withBytes<Value>(_ body: (UnsafeBufferPointer<Int8>) throws -> Value) rethrows -> Value {
        switch self {
        case .own(let bytes): try bytes.withUnsafeBufferPointer(body)
        case .kept(let bytes): try bytes.withBytes { try body($0.bindMemory(to: Int8.self)) }
        }
    }
}
