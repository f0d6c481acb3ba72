import Testing

@testable import Media

@Suite struct MediaToolsTests {
    private func find(isSandboxed: Bool, python: String = Machine.speechPython) async -> MediaTools {
        await MediaTools.find(
            isSandboxed: isSandboxed, speechPython: python, speechModel: Machine.speechModel,
            speechWorker: Machine.speechWorker)
    }

    @Test(.enabled(if: Machine.hasFFmpeg)) func whereEverythingIsInPlaceNothingBlocks() async {
        #expect(await find(isSandboxed: true).blocker == nil)
    }

    @Test(.enabled(if: Machine.hasSpeech)) func whereEverythingIsInPlaceNothingIsMissing() async {
        #expect(await find(isSandboxed: true).missing.isEmpty)
    }

    @Test func missingSpeechIsSaidButBlocksNothing() async {
        let tools = await find(isSandboxed: false, python: "/no/python")

        #expect(tools.missing.contains { $0.contains("speech environment is not installed") })
        #expect(tools.blocker?.contains("speech") != true)
    }

    @Test func aSandboxThatIsOffIsAWarning() async {
        #expect(await find(isSandboxed: false).missing.contains { $0.contains("sandbox for ffmpeg is switched off") })
    }
}
