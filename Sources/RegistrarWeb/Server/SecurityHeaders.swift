import HTTPTypes
import Hummingbird

/// Puts the fields on every answer that tell a browser what the page may do.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = WebContext

  /// Whether browsers reach the server by TLS.
  let isBehindTLS: Bool

  /// What a page of ours may load: files of this server, and no script or style within a page.
  static let contentPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "form-action 'self'", "frame-src 'self'", "frame-ancestors 'none'",
    "base-uri 'none'",
  ].joined(separator: "; ")

  /// What a report may do, which brings its script and style along: it runs without an origin, reaches
  /// nothing, and stands in a frame of ours at most.
  static let reportPolicy = [
    "sandbox allow-scripts allow-downloads", "default-src 'none'", "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'", "img-src data:", "form-action 'none'", "frame-ancestors 'self'",
    "base-uri 'none'",
  ].joined(separator: "; ")

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    func add(_ name: HTTPField.Name, _ value: String) {
      if response.headers[name] == nil { response.headers[name] = value }
    }
    add(.contentSecurityPolicy, Self.contentPolicy)
    add(.xContentTypeOptions, "nosniff")
    add(.cacheControl, "no-store")
    if let name = HTTPField.Name("Referrer-Policy") { add(name, "same-origin") }
    if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { add(name, "same-origin") }
    if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { add(name, "same-origin") }
    if let name = HTTPField.Name("Permissions-Policy") {
      add(name, "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    }
    if isBehindTLS {
      add(.strictTransportSecurity, "max-age=63072000; includeSubDomains")
    }
    return response
  }
}
