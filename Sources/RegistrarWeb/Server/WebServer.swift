import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import ServiceLifecycle
public import Submissions
import TabularCore
import UnixSignals

/// The pages and the interface for programs, served over HTTP/1.1.
///
/// For example:
///
///     let server = try WebServer(desk: desk, packages: packages, settings: settings, logger: logger)
///     try await server.run()
public struct WebServer: Sendable {
  private let site: Site
  private let logger: Logger

  /// A server.
  ///
  /// - Parameters:
  ///   - desk: where submissions lie.
  ///   - packages: the packages whose tables people fill in here.
  /// - Throws: when a page's template is faulty.
  public init(
    desk: SubmissionDesk, packages: [ServedPackage], settings: ServerSettings, logger: Logger
  ) throws {
    site = Site(
      settings: settings, desk: desk, packages: packages, library: try PageLibrary(),
      grids: GridSessions(folder: desk.uploads.path + "/grids", settings: settings))
    self.logger = logger
  }

  /// Answers requests until the process is asked to end by SIGTERM or SIGINT; what is being answered then
  /// is answered.
  ///
  /// - Parameter ready: called with the port once requests are taken.
  public func run(ready: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
    try await group(signals: [.sigterm, .sigint], ready: ready).run()
  }

  /// The server and the desk's own work, to be run and ended together.
  func group(
    signals: [UnixSignal], ready: @escaping @Sendable (_ port: Int) async -> Void
  ) -> ServiceGroup {
    ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: DeskService(desk: site.desk, grids: site.grids)),
          .init(service: application(ready: ready)),
        ],
        gracefulShutdownSignals: signals, logger: logger))
  }

  func application(ready: @escaping @Sendable (_ port: Int) async -> Void)
    -> some ApplicationProtocol
  {
    let settings = site.settings
    return Application(
      router: Self.router(of: site),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          idleTimeout: .seconds(75),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in await ready(channel.localAddress?.port ?? settings.port) },
      logger: logger)
  }

  /// The paths of all routes.
  static let declaredPaths: DeclaredPaths = {
    var routes: [(path: String, method: String)] = [("/health", "GET"), ("/metrics", "GET")]
    for file in EmbeddedPage.files { routes.append(("/" + file.name, "GET")) }
    for route in PageRoute.all { routes.append((route.path, route.verb)) }
    for route in APIRoute.all { routes.append((route.path, route.verb)) }
    return DeclaredPaths(routes)
  }()

  static func router(of site: Site) -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      SecurityHeaders(isBehindTLS: site.settings.isBehindTLS)
      FailureMiddleware(site: site, paths: declaredPaths)
    }
    // Those that watch the server are not counted as guests.
    router.get("/health") { _, _ in
      // The store answers too, or the server is of no use.
      _ = try await site.blocking { try site.desk.accounts.account(named: "health") }
      return Response.text("ok\n", type: "text/plain; charset=utf-8")
    }
    router.get("/metrics") { _, _ in
      let load = await site.desk.children.load
      return Response.text(
        site.counts.text(children: load), type: "text/plain; version=0.0.4; charset=utf-8")
    }
    for file in EmbeddedPage.files {
      router.get(RouterPath("/" + file.name)) { _, _ in
        var response = Response.text(file.text, type: file.type)
        response.headers[.cacheControl] = "public, max-age=300"
        return response
      }
    }
    let guarded = router.group().add(middleware: RequestMiddleware(site: site))
    for route in PageRoute.all { route.add(to: guarded, of: site) }
    for route in APIRoute.all { route.add(to: guarded, of: site) }
    return router
  }
}

/// The desk's own work beside the server: checks and executions, one after another.
private struct DeskService: Service {
  let desk: SubmissionDesk
  let grids: GridSessions

  func run() async throws {
    await cancelWhenGracefulShutdown { await desk.work() }
    await grids.endAll()
  }
}
