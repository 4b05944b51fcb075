import HTTPTypes
import Hummingbird
import Submissions

extension PageRoute {
  /// What can be downloaded.
  static let files: [PageRoute] = [
    .get(
      "/submissions/{id}/files/{kind}", .roles([.clerk, .approver, .operator, .auditor])
    ) { asked in
      guard let kind = DeskOutput.Kind(segment: try asked.parameter("kind")) else {
        throw PageFailure.unknownPage
      }
      let (id, caller) = (try asked.parameter("id"), try asked.caller)
      let output = try await asked.asking { try $0.output(kind, of: id, for: caller) }
      return try await asked.download(output, asPage: kind.isPage)
    }
  ]
}

extension DeskOutput.Kind {
  /// Whether a browser shows it; everything else it saves.
  var isPage: Bool {
    switch self {
    case .htmlReport, .execution(isPage: true), .undo(isPage: true): true
    default: false
    }
  }
}

extension PageRequest {
  /// A file as a download, or as a report to look at, which is kept apart from everything else here.
  func download(_ output: DeskOutput, asPage: Bool = false) async throws -> Response {
    let body = try await FileIO().loadFile(path: output.path, context: context)
    var response = Response(status: .ok, headers: [.contentType: output.mediaType], body: body)
    if asPage, output.mediaType.hasPrefix("text/html") {
      response.headers[.contentSecurityPolicy] = SecurityHeaders.reportPolicy
    } else {
      response.headers[.contentDisposition] = Self.disposition(of: output.name)
    }
    return response
  }

  /// `attachment` with a name (RFC 6266, RFC 8187): what is not plain stands in percent signs.
  static func disposition(of name: String) -> String {
    let plain = String(
      name.map { character in
        character.isASCII
          && (character.isLetter || character.isNumber || "-_. ".contains(character))
          ? character : "_"
      })
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded(name))"
  }
}
