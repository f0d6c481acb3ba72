import Foundation
import Lookup
import Testing

/// The sentence encoder of this machine; the tests that need it are skipped without it.
enum InstalledModel {
    static let folder =
        (ProcessInfo.processInfo.environment["UNDERSTUDY_MODELS"] ?? root + "/Storage/models")
        + "/\(MeaningModel.folderName)"

    static let isThere = FileManager.default.fileExists(atPath: folder + "/model.safetensors")

    static let whyNot = Comment("The meaning model is not installed: ./understudy test installs it.")

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Read once for all tests.
    static let encoder = Result { try MeaningModel.load(folder: folder) }
}
