/// Names of firms, people and towns nobody has, a few thousand of them: what makes real transcripts so much richer in words
/// than any list of sentences.
enum InventedNames {
    static let firmCount = 6000
    static let personCount = 60

    /// Nobody else's firm; the same number is the same name.
    static func firm(_ number: Int) -> String {
        let first = beginnings[number % beginnings.count]
        let middle = middles[number / beginnings.count % middles.count]
        let end = ends[number / (beginnings.count * middles.count) % ends.count]
        return first + middle + end
    }

    /// A colleague.
    static func person(_ number: Int) -> String {
        "\(givenNames[number % givenNames.count]) \(firm(number * 37 + 11))"
    }

    /// Sentences around a name and a number.
    static func sentence(_ numbers: inout SeededNumbers) -> String {
        let name = firm(numbers.rank(below: firmCount))
        let amount = (1 + numbers.rank(below: 90)) * 50
        let frame = frames[numbers.below(frames.count)]
        return frame.map { piece in
            switch piece {
            case "NAME": name
            case "AMOUNT": "\(amount)"
            default: piece
            }
        }.joined(separator: " ")
    }

    private static let beginnings = [
        "Kor", "Bel", "Tam", "Ves", "Mor", "Dal", "Fen", "Gar", "Hol", "Jur", "Lan", "Nor", "Pel", "Quin", "Rav", "Sel",
        "Tor", "Ul", "Wen", "Zan",
    ]
    private static let middles = [
        "va", "do", "ri", "mi", "lo", "ne", "sta", "gre", "pi", "cho", "bra", "len", "sil", "tu", "wo",
    ]
    private static let ends = [
        "ne", "rix", "dal", "tor", "mund", "wick", "sen", "gard", "lin", "via", "stad", "co", "berg", "lane", "nova",
        "tech", "mark", "well", "quist", "ford",
    ]
    private static let givenNames = [
        "Anna", "Ben", "Carla", "David", "Elif", "Farid", "Greta", "Hugo", "Iris", "Jonas", "Karin", "Luis", "Mara",
        "Nils", "Olga",
    ]
    private static let frames: [[String]] = [
        ["We heard the same from", "NAME", "last month."],
        ["At", "NAME", "they wait", "AMOUNT", "minutes for a van."],
        ["It cost", "NAME", "about", "AMOUNT", "euros a month before anybody counted."],
        ["Ask for the dispatcher at", "NAME", "and say who sent you."],
        ["Our last supplier was", "NAME", "and it went wrong after", "AMOUNT", "days."],
        ["The offer of", "NAME", "is", "AMOUNT", "lower."],
        ["I have seen it work at", "NAME", "with", "AMOUNT", "drivers."],
        ["What did", "NAME", "say when the price went up?"],
    ]
}
