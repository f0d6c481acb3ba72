import CKernels

extension Kernels {
    /// The places of the `count` largest values and of those that equal the smallest of them, in no order. Minus infinity does not
    /// count.
    func largest(_ count: Int, of values: [Float]) -> [Int] {
        guard !values.isEmpty, count > 0 else { return [] }
        let blocks = (values.count + CK_BLOCK - 1) / CK_BLOCK
        let tops = [Float](unsafeUninitializedCapacity: blocks) { room, filled in
            if let base = room.baseAddress { ck_block_tops(level, values, values.count, base) }
            filled = blocks
        }
        // So many blocks reach the border that there are enough values above it.
        let border = tops.count > count ? Self.largest(count, of: tops) : -.greatestFiniteMagnitude
        let found = places(of: values, from: max(border, -.greatestFiniteMagnitude), most: values.count)
        guard found.count > count else { return found.map(Int.init) }
        let least = Self.largest(count, of: found.map { values[Int($0)] })
        return found.filter { values[Int($0)] >= least }.map(Int.init)
    }

    /// The value that so many of the others reach or exceed, itself counted: with a rank of 1 the largest. Nothing is sorted, which for
    /// the blocks of a hundred thousand clips takes ten times as long.
    /// - Parameter rank: 1 to the number of values.
    static func largest(_ rank: Int, of values: [Float]) -> Float {
        var values = values
        return values.withUnsafeMutableBufferPointer { values in
            var low = 0
            var high = values.count - 1
            let wanted = rank - 1
            while low < high {
                let middle = values[low + (high - low) / 2]
                var left = low
                var right = high
                while left <= right {
                    while values[left] > middle { left += 1 }
                    while values[right] < middle { right -= 1 }
                    guard left <= right else { break }
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
                if wanted <= right {
                    high = right
                } else if wanted >= left {
                    low = left
                } else {
                    return middle
                }
            }
            return values[wanted]
        }
    }

    /// The largest of some value of windows, with a share of the one before in the same clip; 0 when none is positive.
    /// - Parameter counted: 1 for windows that count; nil when all do.
    func largest(_ values: [Float], _ segment: Segment, _ counted: [UInt8]?, carried: Float = 0) -> Float {
        counted.map { ck_largest_said(level, values, segment.continues, $0, carried, values.count) }
            ?? ck_largest_said(level, values, segment.continues, nil, carried, values.count)
    }

    /// The places of the values that are `border` or more, ascending.
    /// - Parameter most: no more of them.
    func places(of values: [Float], from border: Float, most: Int) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: min(most, values.count)) { room, filled in
            guard let base = room.baseAddress else { return }
            filled = ck_above(level, values, values.count, border, base, min(most, values.count))
        }
    }
}
