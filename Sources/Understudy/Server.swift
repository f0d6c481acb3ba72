import Database
import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import Services
import UnixSignals
import Web

/// The running server: web, worker and housekeeping in one service group, on one storage folder.
struct Server {
    let settings: Settings
    var allowsDemoBeyondLoopback = false
    /// Whether people may ask only so often; measuring turns it off.
    var isLimited = true

    /// Serves until it is told to stop. Prints the address, and on an empty storage how to begin.
    func serve(loadingDemo: Bool) async throws {
        let composition = try await Composition(settings)
        let isEmpty = try await composition.services.sessions.setUpNeeded()
        try await refuseOpenDemo(composition, loadingDemo: loadingDemo && isEmpty)
        let setUpToken = isEmpty && !loadingDemo ? try await composition.services.sessions.makeSetUpToken() : nil
        try await run(composition, isQuiet: false) { address, key in
            say("Understudy is ready at \(address)/")
            if let setUpToken { say("Set it up once at \(publicAddress(address))/set-up?token=\(setUpToken)") }
            guard loadingDemo, isEmpty else { return }
            say("The demo team is being loaded; the server can be used meanwhile.")
            say("Sign in as rep@, performer@, manager@ or admin@demo.example, password \(DemoPerson.password).")
            do {
                try await DemoLoader(client: ServerClient(address: address, key: key)).load(DemoScript.clips)
                say("The demo team is complete.")
            } catch {
                say("The demo could not be loaded whole: \(error)")
            }
        }
    }

    /// Starts a server for as long as `body` runs, on a free port of loopback: for commands while none runs.
    func run<Value: Sendable>(_ body: @escaping @Sendable (String, String) async throws -> Value) async throws -> Value
    {
        let composition = try await Composition(settings)
        let (results, feed) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
        try await run(composition, isQuiet: true) { address, key in
            do {
                feed.yield(.success(try await body(address, key)))
            } catch {
                feed.yield(.failure(error))
            }
            feed.finish()
        }
        for await result in results { return try result.get() }
        throw CommandFailed("The server stopped before the work was done.")
    }

    /// - Parameters:
    ///   - isQuiet: the group ends when `body` does.
    ///   - body: runs beside the server once it listens, with its address and the operator key.
    private func run(
        _ composition: Composition, isQuiet: Bool, _ body: @escaping @Sendable (String, String) async throws -> Void
    ) async throws {
        let (ports, opened) = AsyncStream.makeStream(of: Int.self)
        let web = try await composition.web(isLimited: isLimited)
        let application = Application(
            router: web.router(), server: understudyServer(rules: web.gateRules(hosts: hosts)),
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { opened.yield(port) }
                opened.finish()
            }, logger: composition.logger)
        let services = composition.services
        let companion = Companion(ports: ports, host: settings.host) { address in
            try composition.lock.describe(address: address)
            try await body(address, composition.operatorKey)
        }
        let ending: ServiceGroupConfiguration.ServiceConfiguration.TerminationBehavior =
            isQuiet ? .gracefullyShutdownGroup : .ignore
        var members: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: services.worker), .init(service: services.housekeeper),
            .init(service: IndexLoader(services: services, logger: composition.logger)),
            .init(service: services.lookupLog),
            .init(service: services.follower),
            .init(service: RateSharing(limits: web.limits, services: services)),
            .init(service: LiveFeedEnd(live: services.live)),
            .init(service: application),
        ]
        for endpoint in metrics(web, composition.logger) { members.append(.init(service: endpoint)) }
        if !isQuiet { members.append(.init(service: services.drain)) }
        members.append(.init(service: companion, successTerminationBehavior: ending))
        var configuration = ServiceGroupConfiguration(
            services: members, gracefulShutdownSignals: [.sigterm, .sigint], logger: composition.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(22)
        try await ServiceGroup(configuration: configuration).run()
        try await composition.close()
    }

    /// Figures on a loopback port of their own, where one was given: they are for whoever runs the machine.
    private func metrics(_ web: WebApplication, _ logger: Logger) -> [any Service] {
        guard let port = settings.metricsPort else { return [] }
        return [
            Application(
                router: web.metricsRouter(residentBytes: SpareMemory.residentBytes),
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)), logger: logger)
        ]
    }

    private var hosts: HostRule {
        guard let url = settings.publicURL, let authority = url.split(separator: "/").last.map(String.init) else {
            return .loopback
        }
        return .listed([authority, "localhost:\(settings.port)", "127.0.0.1:\(settings.port)"])
    }

    private func publicAddress(_ address: String) -> String {
        settings.publicURL ?? address
    }

    /// Demo passwords are known to everybody (AU-9).
    private func refuseOpenDemo(_ composition: Composition, loadingDemo: Bool) async throws {
        if !settings.isLoopback, settings.publicURL == nil {
            throw SettingsProblem(key: "UNDERSTUDY_PUBLIC_URL", reason: "is needed to serve beyond this machine")
        }
        let isDemo = try await composition.services.settings.isDemo()
        guard isDemo || loadingDemo, !settings.isLoopback || settings.publicURL != nil, !allowsDemoBeyondLoopback else {
            return
        }
        throw CommandFailed(
            "This is a demo storage: its passwords are known to everybody. Add --allow-demo if you mean it.")
    }

    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}

/// Waits for the server to listen, then does what belongs beside it.
private struct Companion: Service {
    let ports: AsyncStream<Int>
    let host: String
    let body: @Sendable (String) async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await port in ports {
                let name = host.contains(":") ? "[\(host)]" : host
                do {
                    try await body("http://\(name):\(port)")
                } catch {
                    FileHandle.standardError.write(Data("understudy: \(error)\n".utf8))
                }
            }
        }
    }
}

/// Builds the lookup index from the store while the server answers already.
struct IndexLoader: Service {
    let services: Services
    let logger: Logger
    var pause = Duration.seconds(2)

    func run() async throws {
        let indexing = services.indexing
        await cancelWhenGracefulShutdown {
            guard await build() else { return }
            // What building it needed for a moment goes back to the system, and so does what a busy hour has left.
            repeat {
                SpareMemory.giveBack()
                indexing.rest()
                do { try await Task.sleep(for: .seconds(900)) } catch { return }
            } while true
        }
        try await indexing.keep()
    }

    /// However often it takes: a primary that changes just now is there again in seconds. False when the server stops before.
    func build() async -> Bool {
        while await !isBuilt() {
            do { try await Task.sleep(for: pause) } catch { return false }
        }
        return true
    }

    private func isBuilt() async -> Bool {
        do {
            // Before reading: what other nodes change meanwhile is followed.
            try await services.follower.begin()
            try await services.indexing.rebuild()
            return true
        } catch {
            logger.error("the lookup index could not be built", metadata: ["error": "\(error)"])
            return false
        }
    }
}

/// Ends the event streams when the server stops, so that no open page holds it up.
private struct LiveFeedEnd: Service {
    let live: LiveFeed

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do { try await Task.sleep(for: .seconds(86_400 * 365)) } catch { return }
        }
        await live.finish()
    }
}
