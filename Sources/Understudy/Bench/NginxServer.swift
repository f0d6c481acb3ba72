import Foundation
import Glibc

/// An nginx of its own that sends one folder with `sendfile`, for comparison.
struct NginxServer: Sendable {
    let port: Int
    /// The file's address.
    let path: String
    private let child: BenchChild
    private let folder: String

    private static let binaries = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]

    /// Nil when nginx is not installed.
    /// - Throws: `CommandFailed` when it does not start.
    static func start(serving file: String) async throws -> NginxServer? {
        guard let binary = binaries.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
        let port = try Loopback.freePort()
        let folder = NSTemporaryDirectory() + "understudy-bench-nginx-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let root = URL(fileURLWithPath: file).deletingLastPathComponent().path
        try configuration(port: port, root: root, folder: folder).write(
            toFile: "\(folder)/nginx.conf", atomically: true, encoding: .utf8)
        let child = try BenchChild(binary, ["-p", folder, "-e", "stderr", "-c", "\(folder)/nginx.conf"])
        let server = NginxServer(
            port: port, path: "/" + URL(fileURLWithPath: file).lastPathComponent, child: child, folder: folder)
        for _ in 0..<100 {
            if await server.answers() { return server }
            try await Task.sleep(for: .milliseconds(50))
        }
        try await server.stop()
        throw CommandFailed("nginx is installed but does not start.")
    }

    func stop() async throws {
        try await child.stop()
        try FileManager.default.removeItem(atPath: folder)
    }

    private func answers() async -> Bool {
        let request = LoadRequest(port: port).get(path, fields: ["Range: bytes=0-0"])
        do {
            return try await onOwnThread { [port] in try LoadConnection(port: port).ask(request).head.status == 206 }
        } catch {
            return false
        }
    }

    private static func configuration(port: Int, root: String, folder: String) -> String {
        """
        daemon off;
        \(getuid() == 0 ? "user root;" : "")
        worker_processes auto;
        pid \(folder)/nginx.pid;
        error_log stderr crit;
        events { worker_connections 256; }
        http {
            access_log off;
            sendfile on;
            tcp_nopush on;
            keepalive_requests 1000000;
            client_body_temp_path \(folder)/body;
            proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/fastcgi;
            uwsgi_temp_path \(folder)/uwsgi;
            scgi_temp_path \(folder)/scgi;
            server {
                listen 127.0.0.1:\(port);
                location / { root \(root); }
            }
        }
        """
    }
}
