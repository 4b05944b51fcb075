import HTTPTypes
import Hummingbird
import Submissions

/// Something that a program asks for, with a token in place of a session.
struct APIRoute: Sendable {
  let method: HTTPRequest.Method
  /// The path, with parameters as `{id}`.
  let path: String
  /// Whether it is answered without a token.
  let isOpen: Bool
  let answer: @Sendable (PageRequest, Caller?) async throws -> Response

  /// The name of the method.
  var verb: String { method.rawValue }

  /// Where the interface begins.
  static let base = "/api/v1"

  /// What is asked with a token.
  init(
    _ method: HTTPRequest.Method, _ path: String,
    _ answer: @escaping @Sendable (PageRequest, Caller) async throws -> Response
  ) {
    self.method = method
    self.path = Self.base + path
    isOpen = false
    self.answer = { asked, caller in
      guard let caller else { throw PageFailure.noToken }
      return try await answer(asked, caller)
    }
  }

  /// What is asked by anybody.
  init(open path: String, _ answer: @escaping @Sendable (PageRequest) async throws -> Response) {
    method = .get
    self.path = path
    isOpen = true
    self.answer = { asked, _ in try await answer(asked) }
  }

  /// Every route of the interface.
  static let all: [APIRoute] = [description] + packages + submissions + steps + outputs + migration

  /// Adds the route to a router.
  func add(to router: RouterGroup<WebContext>, of site: Site) {
    router.on(RouterPath(path), method: method) { request, context in
      let asked = PageRequest(request: request, context: context, site: site)
      return try await answer(asked, context.program)
    }
  }
}
