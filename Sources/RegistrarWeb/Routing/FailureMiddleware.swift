import HTTPTypes
import Hummingbird
import Logging
import Submissions
import TabularCore

/// Answers a failure with a page that says what to do, or with a problem (RFC 9457) where a program asked;
/// and counts all answers.
struct FailureMiddleware: RouterMiddleware {
  typealias Context = WebContext

  let site: Site
  /// What may be asked.
  let paths: DeclaredPaths

  func handle(
    _ request: Request, context: WebContext,
    next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    site.counts.begin()
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = answer(to: error, request, context)
    }
    let seconds = (clock.now - start) / .seconds(1)
    site.counts.end(
      route: context.endpointPath ?? "other", method: request.method.rawValue,
      status: response.status.code, seconds: seconds)
    return response
  }

  private func answer(to error: any Error, _ request: Request, _ context: WebContext) -> Response {
    var failure = FailureAnswer(told(error, request))
    if failure.status == .internalServerError {
      // What a store says may hold values of records.
      context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
    }
    var response: Response
    if request.uri.path.hasPrefix("/api/") {
      response = failure.problem
    } else {
      var context = context
      context.language =
        request.cookies[LanguageCookie.name].flatMap { Language(spoken: $0.value) }
        ?? request.headers[.acceptLanguage].flatMap { Language(accepting: $0) } ?? .english
      let asked = PageRequest(request: request, context: context, site: site)
      failure.language = context.language
      response = asked.page(
        "failure", title: failure.title, ["message": failure.message], status: failure.status)
    }
    if let seconds = failure.retrySeconds { response.headers[.retryAfter] = String(seconds) }
    if !failure.allowedMethods.isEmpty {
      response.headers[.allow] = failure.allowedMethods.joined(separator: ", ")
    }
    return response
  }

  /// The router takes a path that is asked for in a way it does not know for one that is not there.
  private func told(_ error: any Error, _ request: Request) -> any Error {
    guard let failure = error as? HTTPError, failure.status == .notFound else { return error }
    let methods = paths.methods(of: request.uri.path)
    return methods.isEmpty ? error : PageFailure.wrongMethod(methods)
  }
}
