import Foundation
import Testing

@testable import Database

struct SQLiteSurroundingsTests {
    @Test(arguments: ["3.7.0", "3.40.1", "3.44.5", "3.45.0", "3.50.6", "3.51.0", "3.51.2"])
    func versionsWithTheWALResetBugAreKnown(version: String) {
        #expect(SQLiteVersion(version)?.hasWALResetBug == true)
    }

    @Test(arguments: ["3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.52.0", "4.0.0"])
    func mendedVersionsAreKnown(version: String) {
        #expect(SQLiteVersion(version)?.hasWALResetBug == false)
    }

    @Test func versionOfTheLibraryIsTold() throws {
        let database = try SQLiteDatabase.inMemory()
        #expect(SQLiteVersion(database.sqliteVersion) != nil)
    }

    @Test(arguments: [
        ("nfs4", true), ("cifs", true), ("9p", true), ("fuse.sshfs", true), ("ext4", false), ("xfs", false),
    ])
    func fileSystemsOfOtherMachinesAreTold(name: String, isShared: Bool) {
        #expect(FileSystem.isShared(name) == isShared)
    }

    @Test func typeOfAFileSystemIsFoundByItsDevice() {
        let mounts = """
            21 1 259:2 / / rw,relatime shared:1 - ext4 /dev/root rw
            35 21 0:54 / /mnt/team rw,relatime shared:2 master:3 - nfs4 filer:/team rw,vers=4.2

            """
        #expect(FileSystem.name(ofDevice: 259 << 8 | 2, in: mounts) == "ext4")
        #expect(FileSystem.name(ofDevice: 54, in: mounts) == "nfs4")
        #expect(FileSystem.name(ofDevice: 55, in: mounts) == nil)
    }

    @Test func kernelKnowsTheFileSystemOfItsOwnList() throws {
        let device = try FileManager.default.attributesOfItem(atPath: "/proc/self/mountinfo")[.systemNumber]
        let number = try #require(device as? NSNumber).uint64Value
        #expect(FileSystem.name(ofDevice: number) == "proc")
    }
}
