import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import Submissions
import TabularCore

/// What a failure means to the one who asked: a status, a word for programs, a sentence for people.
struct FailureAnswer {
  let status: HTTPResponse.Status
  /// The failure's name, also that of its sentence below `labels/web/failure`.
  let code: String
  /// After how many seconds it is worth another try.
  var retrySeconds: Int?
  /// The methods that the page knows which was asked for with another.
  private(set) var allowedMethods: [String] = []
  var language: Language = .english
  private var limit = ""

  init(_ error: any Error) {
    switch error {
    case let error as DeskError: self.init(error)
    case let error as PageFailure: self.init(error)
    case let error as HTTPError:
      self.init(error.status, error.status == .contentTooLarge ? "tooLarge" : "badRequest")
      if error.status == .notFound { self.init(.notFound, "notFound") }
    default:
      self.init(.internalServerError, "internal")
    }
  }

  private init(_ status: HTTPResponse.Status, _ code: String) {
    self.status = status
    self.code = code
  }

  private init(_ failure: PageFailure) {
    switch failure {
    case .loggedOut: self.init(.unauthorized, "loggedOut")
    case .foreignForm: self.init(.forbidden, "foreignForm")
    case .unreadableForm: self.init(.badRequest, "badRequest")
    case .noToken: self.init(.unauthorized, "noToken")
    case .badParameter: self.init(.badRequest, "badRequest")
    case .noFile: self.init(.badRequest, "noFile")
    case .unknownPage: self.init(.notFound, "notFound")
    case .wrongMethod(let methods):
      self.init(.methodNotAllowed, "wrongMethod")
      allowedMethods = methods
    case .tooMany(let seconds):
      self.init(.tooManyRequests, "wait")
      retrySeconds = seconds
    }
  }

  private init(_ error: DeskError) {
    switch error {
    case .store: self.init(.serviceUnavailable, "store")
    case .notFound, .unknownAccount: self.init(.notFound, "notFound")
    case .notAllowed: self.init(.forbidden, "notAllowed")
    case .stale: self.init(.conflict, "stale")
    case .wrongState: self.init(.conflict, "wrongState")
    case .fourEyes: self.init(.forbidden, "fourEyes")
    case .hasErrors: self.init(.conflict, "hasErrors")
    case .noComment: self.init(.badRequest, "noComment")
    case .badCredentials: self.init(.unauthorized, "badCredentials")
    case .wait(let seconds):
      self.init(.tooManyRequests, "wait")
      retrySeconds = seconds
    case .nameTaken: self.init(.conflict, "nameTaken")
    case .badName: self.init(.badRequest, "badName")
    case .badScope: self.init(.badRequest, "badScope")
    case .weakPassword: self.init(.badRequest, "weakPassword")
    case .tooLarge(let limit):
      self.init(.contentTooLarge, "tooLarge")
      self.limit = String(limit >> 20)
    case .tooMany: self.init(.tooManyRequests, "tooMany")
    case .diskFull: self.init(.init(code: 507, reasonPhrase: "Insufficient Storage"), "diskFull")
    case .unwritable: self.init(.internalServerError, "internal")
    case .unknownKind: self.init(.unsupportedMediaType, "unknownKind")
    case .expired: self.init(.gone, "expired")
    case .noResources: self.init(.serviceUnavailable, "busy")
    }
  }

  /// The title of a page about it.
  var title: String { language.label("web/failure/title") }

  /// A sentence for people.
  var message: String {
    language.label(
      "web/failure/" + code, ["seconds": retrySeconds ?? 1, "limit": limit])
  }

  /// An answer for programs (RFC 9457).
  var problem: Response {
    var writer = JSONWriter()
    writer.object {
      $0.member("type", "urn:registrar:problem:" + code)
      $0.member("title", message)
      $0.member("status", status.code)
      $0.member("code", code)
    }
    return .text(writer.text, type: "application/problem+json", status: status)
  }
}
