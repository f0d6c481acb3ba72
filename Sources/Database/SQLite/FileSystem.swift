import Foundation

/// The database would lie on a file system whose locks and shared memory SQLite cannot rely on.
package struct NetworkFileSystem: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// The kernel's name of the file system, such as `nfs4`.
    package let name: String

    package var description: String {
        "\(path) is on a file system of type \(name); the database must lie on a local disk"
    }
}

/// What the kernel says about the mounted file systems.
enum FileSystem {
    /// The type of the file system with that device number (`st_dev`). Nil when the kernel lists none under it, as for
    /// subvolumes of btrfs, or tells nothing because /proc is not there: then we take it for a local one.
    static func name(ofDevice device: UInt64) -> String? {
        guard let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return nil }
        return name(ofDevice: device, in: String(decoding: mounts, as: UTF8.self))
    }

    /// `mounts` is in the form of /proc/self/mountinfo, see proc(5): the third field is the device, the type follows ` - `.
    static func name(ofDevice device: UInt64, in mounts: String) -> String? {
        let major = (device >> 8) & 0xFFF | (device >> 32) & 0xFFFF_F000
        let minor = device & 0xFF | (device >> 12) & 0xFFFF_FF00
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == "\(major):\(minor)", let dash = fields.firstIndex(of: "-") else {
                continue
            }
            return fields.dropFirst(dash + 1).first.map(String.init)
        }
        return nil
    }

    /// File systems that other machines may write to, or that come from one.
    static func isShared(_ name: String) -> Bool {
        shared.contains(name) || name.hasPrefix("fuse.")
    }

    private static let shared: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "coda", "gfs2", "ocfs2", "lustre", "ncpfs",
        "vboxsf",
        "virtiofs",
    ]
}
