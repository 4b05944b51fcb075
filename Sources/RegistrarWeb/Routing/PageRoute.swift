import HTTPTypes
import Hummingbird
import Submissions

/// A page, or something that a page asks for or sends.
///
/// All routes stand in lists, so that a test can ask each of them without a session, in the wrong role and
/// without the form's secret.
struct PageRoute: Sendable {
  /// What a request brings along.
  enum Body: Sendable {
    /// Nothing.
    case none
    /// A form with the secret of the session among its fields.
    case form
    /// JSON from a script of ours, which sends the secret of the session in a field of the request.
    case json
    /// A form with files, which the route itself reads and whose secret it checks before any file.
    case upload
  }

  let method: HTTPRequest.Method
  /// The path, with parameters as `{id}`.
  let path: String
  let access: RouteAccess
  let body: Body
  let answer: @Sendable (PageRequest) async throws -> Response

  /// The name of the method.
  var verb: String { method.rawValue }

  /// Something to look at.
  static func get(
    _ path: String, _ access: RouteAccess,
    _ answer: @escaping @Sendable (PageRequest) async throws -> Response
  ) -> PageRoute {
    PageRoute(method: .get, path: path, access: access, body: .none, answer: answer)
  }

  /// A form that is sent.
  static func post(
    _ path: String, _ access: RouteAccess, body: Body = .form,
    _ answer: @escaping @Sendable (PageRequest) async throws -> Response
  ) -> PageRoute {
    PageRoute(method: .post, path: path, access: access, body: body, answer: answer)
  }

  /// Every route of the pages.
  static let all: [PageRoute] =
    account + clerk + grid + submissions + approver + operation + migration + files

  /// Adds the route to a router.
  func add(to router: RouterGroup<WebContext>, of site: Site) {
    router.on(RouterPath(path), method: method) { request, context in
      try await respond(to: request, context, site)
    }
  }

  private func respond(to request: Request, _ context: WebContext, _ site: Site) async throws
    -> Response
  {
    var asked = PageRequest(request: request, context: context, site: site)
    if access != .open {
      guard let caller = context.session?.caller else {
        guard method == .get else { throw PageFailure.loggedOut }
        return .seeOther("/login")
      }
      guard access.admits(caller) else { throw DeskError.notAllowed }
    }
    switch body {
    case .none: break
    case .upload: try asked.checkOrigin()
    case .json:
      try asked.checkOrigin()
      try asked.checkSecret(HTTPField.Name("X-Registrar-Secret").flatMap { request.headers[$0] })
      var request = request
      asked.json = Array(try await request.collectBody(upTo: 1 << 20).readableBytesView)
    case .form:
      try asked.checkOrigin()
      asked.form = try await FormBody.read(request)
      if access != .open { try asked.checkSecret(asked.form["csrf"]) }
    }
    return try await answer(asked)
  }
}
