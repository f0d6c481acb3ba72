import Foundation

/// A colour of a drawn picture.
struct PixelColour: Sendable {
    var red: Double
    var green: Double
    var blue: Double

    init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `share` of `other`, the rest of this.
    func mixed(with other: PixelColour, _ share: Double) -> PixelColour {
        PixelColour(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share)
    }
}

/// The picture of a demo clip without its words: a dark stage, a floor, two discs, and a light on the one who speaks.
struct StageCard: Sendable {
    static let width = 1280
    static let height = 720
    static let discRadius = 112.0
    static let ownerCentre = (x: 400.0, y: 400.0)
    static let otherCentre = (x: 880.0, y: 400.0)

    let ownerColour: PixelColour
    let isOwnerSpeaking: Bool

    private static let wall = PixelColour(red: 24, green: 27, blue: 36)
    private static let floor = PixelColour(red: 44, green: 38, blue: 38)
    private static let light = PixelColour(red: 255, green: 236, blue: 200)
    private static let buyer = PixelColour(red: 0x8d, green: 0x93, blue: 0xa0)

    /// A binary PPM, the simplest picture ffmpeg reads.
    var ppm: Data {
        var file = Data("P6\n\(Self.width) \(Self.height)\n255\n".utf8)
        var row = [UInt8](repeating: 0, count: Self.width * 3)
        for y in 0..<Self.height {
            for x in 0..<Self.width {
                let colour = colour(Double(x) + 0.5, Double(y) + 0.5)
                row[x * 3] = byte(colour.red)
                row[x * 3 + 1] = byte(colour.green)
                row[x * 3 + 2] = byte(colour.blue)
            }
            file.append(contentsOf: row)
        }
        return file
    }

    private func colour(_ x: Double, _ y: Double) -> PixelColour {
        let lit = isOwnerSpeaking ? Self.ownerCentre : Self.otherCentre
        var colour = Self.wall.mixed(with: Self.floor, smooth((y - 500) / 40))
        // The beam widens from above the picture to the floor.
        let beam = 1 - smooth((abs(x - lit.x) - 60 - (y + 160) * 0.22) / 70)
        colour = colour.mixed(with: Self.light, beam * 0.13)
        let pool = hypot((x - lit.x) / 230, (y - 560) / 46)
        colour = colour.mixed(with: Self.light, (1 - smooth((pool - 0.6) / 0.5)) * 0.2)
        colour = disc(colour, x, y, Self.ownerCentre, ownerColour, isLit: isOwnerSpeaking)
        return disc(colour, x, y, Self.otherCentre, Self.buyer, isLit: !isOwnerSpeaking)
    }

    private func disc(
        _ below: PixelColour, _ x: Double, _ y: Double, _ centre: (x: Double, y: Double), _ colour: PixelColour,
        isLit: Bool
    ) -> PixelColour {
        let distance = hypot(x - centre.x, y - centre.y) - Self.discRadius
        guard distance < 12 else { return below }
        let face = isLit ? colour : colour.mixed(with: Self.wall, 0.55)
        let ring = isLit ? 1 - smooth((abs(distance - 7) - 2) / 1.5) : 0
        return below.mixed(with: Self.light, ring).mixed(with: face, 1 - smooth((distance + 1) / 2))
    }

    private func smooth(_ value: Double) -> Double {
        let clamped = min(max(value, 0), 1)
        return clamped * clamped * (3 - 2 * clamped)
    }

    private func byte(_ value: Double) -> UInt8 {
        UInt8(min(max(value, 0), 255))
    }
}
