import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import Submissions
import TabularCore

extension APIRoute {
  /// `GET /api/openapi.json`: what the interface is.
  static let description = APIRoute(open: "/api/openapi.json") { _ in
    .text(EmbeddedPage.openAPI, type: "application/json")
  }

  static let packages = [
    APIRoute(.get, "/packages") { asked, caller in
      var writer = JSONWriter()
      let packages = asked.site.packages.filter { package in
        caller.grants.contains { $0.package == package.name || $0.package == Grant.allPackages }
      }
      writer.object {
        $0.member("packages") {
          $0.array(packages) { writer, package in
            writer.object {
              $0.member("name", package.name)
              $0.member("title", package.title.text(in: asked.language))
              $0.member("tables") {
                $0.array(package.tables) { writer, table in
                  writer.object {
                    $0.member("name", table.name)
                    $0.member("title", table.title.text(in: asked.language))
                  }
                }
              }
            }
          }
        }
      }
      return .json(writer)
    }
  ]

  static let submissions = [
    APIRoute(.get, "/submissions") { asked, caller in
      let state = try asked.query("state").map { text in
        guard let state = SubmissionState(rawValue: text) else { throw PageFailure.badParameter }
        return state
      }
      let found = try await asked.asking { try $0.list(for: caller, states: state.map { [$0] }) }
      var writer = JSONWriter()
      writer.object {
        $0.member("submissions") {
          $0.array(found) { writer, submission in writer.submission(submission) }
        }
      }
      return .json(writer)
    },
    APIRoute(.post, "/submissions") { asked, caller in
      let package = asked.query("package") ?? ""
      guard asked.site.package(named: package) != nil else { throw PageFailure.badParameter }
      let scope = try asked.query("scope").map { text in
        guard let scope = Scope(text) else { throw DeskError.badScope }
        return scope
      }
      guard caller.may(.upload, package: package, scope: scope) else { throw DeskError.notAllowed }
      let (language, follows) = (asked.language.rawValue, asked.query("follows"))
      var reading = UploadReading(site: asked.site) { _ in }
      let upload = try await reading.read(asked.request)
      let submission = try await asked.asking {
        try $0.submit(
          upload.files, package: package, scope: scope, language: language, by: caller,
          follows: follows)
      }
      var writer = JSONWriter()
      writer.submission(submission)
      var response = Response.json(writer, status: .created)
      response.headers[.location] = base + "/submissions/\(submission.id)"
      return response
    },
    APIRoute(.get, "/submissions/{id}") { asked, caller in
      let id = try asked.parameter("id")
      let submission = try await asked.asking { try $0.submission(id, for: caller) }
      var writer = JSONWriter()
      writer.submission(submission)
      return .json(writer)
    },
  ]

  /// The parts of paths that ask for a file, and what each gives.
  static let outputs = [
    "report": DeskOutput.Kind.jsonReport, "findings": .reportLines, "page": .htmlReport,
    "plan": .plan, "execution": .execution(isPage: false), "undo-report": .undo(isPage: false),
  ].sorted { $0.key < $1.key }.map { part, kind in
    APIRoute(.get, "/submissions/{id}/\(part)") { asked, caller in
      let id = try asked.parameter("id")
      let output = try await asked.asking { try $0.output(kind, of: id, for: caller) }
      return try await asked.download(output)
    }
  }

  /// The steps of a submission: `{"version": 3, "comment": "", "approvals": [{"code": …, "count": …}]}`.
  static let steps = StepValues.offered.map { action in
    APIRoute(.post, "/submissions/{id}/\(action.rawValue)") { asked, caller in
      let id = try asked.parameter("id")
      let order = try await StepOrder.read(asked.request)
      let submission = try await asked.asking {
        try $0.act(
          action, on: id, version: order.version, by: caller, comment: order.comment,
          approvals: order.approvals)
      }
      var writer = JSONWriter()
      writer.submission(submission)
      return .json(writer)
    }
  }
}

/// What a program sends with a step.
private struct StepOrder: Sendable {
  private static let maximumBytes = 64 << 10

  var version: Int
  var comment = ""
  var approvals: [Approval] = []

  static func read(_ request: Request) async throws -> StepOrder {
    var request = request
    let body = try await request.collectBody(upTo: maximumBytes)
    guard let node = try? JSONParser.parse(Array(body.readableBytesView)),
      let members = node.members,
      let version = node.member("version")?.wholeNumber
    else { throw PageFailure.unreadableForm }
    var order = StepOrder(version: version)
    for member in members {
      switch member.name {
      case "version": break
      case "comment":
        guard let text = member.value.string, text.count <= 2000 else {
          throw PageFailure.unreadableForm
        }
        order.comment = text
      case "approvals":
        guard let items = member.value.items else { throw PageFailure.unreadableForm }
        for item in items {
          guard let code = item.member("code")?.string,
            let count = item.member("count")?.wholeNumber
          else { throw PageFailure.unreadableForm }
          guard let approval = Approval(code: code, count: count) else {
            throw PageFailure.unreadableForm
          }
          order.approvals.append(approval)
        }
      default: throw PageFailure.unreadableForm
      }
    }
    return order
  }
}

extension JSONNode {
  /// The number; `nil` for anything else, a text of digits too.
  fileprivate var wholeNumber: Int? {
    guard string == nil, let number = scalar.flatMap({ Int($0) }), number >= 0 else { return nil }
    return number
  }
}
