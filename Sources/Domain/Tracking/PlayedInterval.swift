/// One stretch that a player played without a jump, on conditions that did not change meanwhile.
package struct PlayedInterval: Sendable, Hashable {
    /// Where in the recording, in milliseconds.
    package let start: Int
    package let end: Int
    /// Thousandths of the usual speed.
    package let rate: Int
    /// The page could be seen, or the picture was over other pages.
    package let isVisible: Bool
    package let isMuted: Bool
    /// The window was the one being used.
    package let isFocused: Bool
    /// When it began, in milliseconds since the player was made: its own clock, which nobody can set, so that the computer's
    /// wrong or changed time says nothing here.
    package let at: Int
    /// How long it took by that clock, waiting for data included.
    package let wall: Int

    package init(
        start: Int, end: Int, rate: Int = 1000, isVisible: Bool = true, isMuted: Bool = false, isFocused: Bool = true,
        at: Int, wall: Int
    ) {
        self.start = start
        self.end = end
        self.rate = rate
        self.isVisible = isVisible
        self.isMuted = isMuted
        self.isFocused = isFocused
        self.at = at
        self.wall = wall
    }

    /// Whether somebody can have followed it: not in a hidden tab, and not without sound behind another window.
    package var counts: Bool { isVisible && (isFocused || !isMuted) }

    // MARK: As text

    /// Numbers separated by commas, as it is stored.
    package var text: String {
        let flags = (isVisible ? 1 : 0) + (isMuted ? 2 : 0) + (isFocused ? 4 : 0)
        return "\(start),\(end),\(rate),\(flags),\(at),\(wall)"
    }

    /// Nil for anything that `text` does not write.
    package init?(text: some StringProtocol) {
        let numbers = text.split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 6 else { return nil }
        let flags = numbers[3]
        self.init(
            start: numbers[0], end: numbers[1], rate: numbers[2], isVisible: flags & 1 != 0, isMuted: flags & 2 != 0,
            isFocused: flags & 4 != 0, at: numbers[4], wall: numbers[5])
    }
}
