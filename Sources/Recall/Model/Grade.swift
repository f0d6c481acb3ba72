/// How well a cue was answered, by the key points that were in the answer.
package enum Grade: Int, Sendable, Hashable, CaseIterable {
    case forgot = 1
    case hard = 2
    case good = 3
    case easy = 4

    /// `hard` is a pass: only `forgot` is a lapse.
    package var isPass: Bool { self != .forgot }
}
