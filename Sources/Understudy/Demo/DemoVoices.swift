/// A voice of espeak-ng, the Debian package: the same person always sounds the same. Chosen among its variants for how
/// well a small speech model understands them.
struct DemoVoice: Sendable {
    /// Language and variant (`en+f3`). It must be `en`, not `en-gb`: that one silently ignores the variant.
    let name: String
    /// 0 to 99.
    let pitch: Int
    let wordsPerMinute: Int
}

extension DemoPerson {
    var voice: DemoVoice {
        switch self {
        case .tomasz: DemoVoice(name: "en+m1", pitch: 62, wordsPerMinute: 172)
        case .amara: DemoVoice(name: "en+steph", pitch: 45, wordsPerMinute: 164)
        case .ingrid: DemoVoice(name: "en+f3", pitch: 30, wordsPerMinute: 160)
        case .sam: DemoVoice(name: "en-us+m6", pitch: 45, wordsPerMinute: 166)
        case .callum: DemoVoice(name: "en+m3", pitch: 42, wordsPerMinute: 164)
        case .lena: DemoVoice(name: "en-us+f1", pitch: 32, wordsPerMinute: 166)
        case .diego: DemoVoice(name: "en-us+Henrique", pitch: 48, wordsPerMinute: 168)
        case .mei: DemoVoice(name: "en-us+steph2", pitch: 46, wordsPerMinute: 164)
        case .yusuf: DemoVoice(name: "en-us+m5", pitch: 42, wordsPerMinute: 166)
        }
    }

    /// Red, green and blue of the disc that stands for the person in pictures.
    var colour: PixelColour {
        switch self {
        case .tomasz: PixelColour(red: 0x4f, green: 0x8f, blue: 0xc0)
        case .amara: PixelColour(red: 0xc8, green: 0x5f, blue: 0x4a)
        case .ingrid: PixelColour(red: 0x6f, green: 0x8f, blue: 0x5a)
        case .sam: PixelColour(red: 0x7a, green: 0x7f, blue: 0x8a)
        case .callum: PixelColour(red: 0x3f, green: 0x8c, blue: 0x86)
        case .lena: PixelColour(red: 0xb0, green: 0x6a, blue: 0xa8)
        case .diego: PixelColour(red: 0xcf, green: 0x8a, blue: 0x35)
        case .mei: PixelColour(red: 0x5a, green: 0x74, blue: 0xc4)
        case .yusuf: PixelColour(red: 0xa8, green: 0x4f, blue: 0x62)
        }
    }
}

extension DemoClip {
    /// The other side of the table: never a voice of the demo team, and not the same in every clip.
    var otherSpeech: DemoVoice {
        let voices = [
            DemoVoice(name: "en-us+m1", pitch: 38, wordsPerMinute: 162),
            DemoVoice(name: "en+f2", pitch: 30, wordsPerMinute: 162),
            DemoVoice(name: "en-us+edward", pitch: 45, wordsPerMinute: 160),
            DemoVoice(name: "en-us+robert", pitch: 62, wordsPerMinute: 162),
        ]
        return voices[slug.utf8.reduce(0) { ($0 + Int($1)) % voices.count }]
    }
}
