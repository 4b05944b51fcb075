import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

/// A request to a page, with what answers need.
struct PageRequest: Sendable {
  let request: Request
  let context: WebContext
  let site: Site
  /// The fields of the form that was sent.
  var form: [String: String] = [:]
  /// The JSON that was sent.
  var json: [UInt8] = []

  var language: Language { context.language }
  var desk: SubmissionDesk { site.desk }

  /// Who asks.
  var caller: Caller {
    get throws {
      guard let caller = context.session?.caller else { throw PageFailure.loggedOut }
      return caller
    }
  }

  /// A parameter of the path.
  func parameter(_ name: String) throws -> String {
    guard let text = context.parameters.get(name), text.utf8.count <= 200 else {
      throw PageFailure.unknownPage
    }
    return text
  }

  /// A parameter behind the question mark; `nil` if it is missing or empty.
  func query(_ name: String) -> String? {
    let text = request.uri.queryParameters[Substring(name)].map(String.init) ?? ""
    return text.isEmpty || text.utf8.count > 1000 ? nil : text
  }

  /// A label of the language files below `labels/web`.
  func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("web/" + key, values)
  }

  /// Refuses a form that another site sent: browsers say where a form comes from.
  func checkOrigin() throws {
    let origin = request.headers[.origin]
    guard let origin else {
      // A browser that leaves the origin out says that the page is ours.
      guard let name = HTTPField.Name("Sec-Fetch-Site"),
        request.headers[name] == "same-origin"
      else { throw PageFailure.foreignForm }
      return
    }
    guard let host = request.head.authority, let scheme = origin.firstRange(of: "://"),
      origin[scheme.upperBound...] == host
    else { throw PageFailure.foreignForm }
  }

  /// Refuses a form without the secret of the session.
  func checkSecret(_ secret: String?) throws {
    guard let session = context.session, let secret,
      desk.sessions.isValid(csrf: secret, for: session)
    else { throw PageFailure.foreignForm }
  }

  /// Does work of the desk that blocks.
  func asking<Result: Sendable>(
    _ work: @escaping @Sendable (SubmissionDesk) throws -> Result
  ) async throws -> Result {
    let desk = desk
    return try await site.blocking { try work(desk) }
  }
}

extension PageRequest {
  /// What happened, in words; the name of an event that has none.
  func event(_ action: String) -> String { words("event/" + action) ?? action }

  /// Why something could not be done, in words: `exit 4`, `signal 9`, `time`, `interrupted`.
  func trouble(_ failure: String) -> String {
    let kind = failure.replacing(" ", with: "-")
    return words("trouble/" + kind)
      ?? words("trouble/" + (failure.split(separator: " ").first.map(String.init) ?? ""))
      ?? failure
  }

  /// A label that there may be; `nil` for none.
  private func words(_ key: String) -> String? {
    Language.english.keys(below: "labels/web").contains(key) ? label(key) : nil
  }
}
