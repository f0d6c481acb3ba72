/// Finds text in bytes, cheaply: the client of a measurement should cost nothing.
enum Bytes {
    /// Where the first occurrence of `text` ends; nil when there is none.
    static func end(of text: StaticString, in bytes: [UInt8]) -> Int? {
        text.withUTF8Buffer { wanted in
            bytes.withUnsafeBufferPointer { bytes in
                guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
                for start in 0...bytes.count - wanted.count where bytes[start] == first {
                    var length = 1
                    while length < wanted.count, bytes[start + length] == wanted[length] { length += 1 }
                    if length == wanted.count { return start + length }
                }
                return nil
            }
        }
    }
}
