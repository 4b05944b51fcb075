import Foundation
import TestSupport

/// The codes of records on their way to another system, each from the command.
extension EmittedCodeTests {
  static let systems: [String: Scenario] = [
    "emit.refused": { setting in
      try emit(setting) { request in
        request.method == "GET" ? .answer(200, "[]") : .answer(400, #"{"message":"no"}"#)
      }
    },
    "emit.outcome-unknown": { setting in
      try emit(setting) { request in request.method == "GET" ? .answer(200, "[]") : .end }
    },
    "emit.unmapped": { try emit($0, of: "SELECT 'ana' AS login, 'clerk' AS role") },
    "emit.key-collision": {
      try emit($0, of: "SELECT 'ana' AS login, 'a' AS role UNION ALL SELECT 'ANA', 'a'")
    },
    "emit.limit": { try emit($0, of: "SELECT 'anastasia' AS login, 'a' AS role") },
    "emit.stopped": { try emit($0) { _ in .answer(302, fields: ["Location: /login"]) } },
  ]

  /// Sends a record of a store to a system that answers so.
  private static func emit(
    _ setting: GuardSetting, of select: String = "SELECT 'ana' AS login, 'a' AS role",
    _ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply = { _ in
      .answer(200, "[]")
    }
  ) throws -> Registrar.Result {
    let server = try LoopbackServer(answer)
    defer { server.end() }
    _ = try setting.run(["--execute"])
    try setting.tool.scratch.write(
      "town.json",
      #"""
      {"name": "town", "title": "A town",
       "config": {"url": {"required": true}},
       "target": {"address": "{config.url}"},
       "transport": {"settleSeconds": 0, "timeoutSeconds": 5, "perSecond": 1000},
       "retry": {"busy": {"times": 0, "firstSeconds": 0, "maxSeconds": 0}, "unknown": {"times": 0}},
       "maps": {"role": {"values": {"a": "A"}}},
       "tables": [{"name": "people", "select": "\#(select)",
         "columns": {"login": {"maxLength": 5}, "role": {}}, "key": "login", "fold": true,
         "values": {"kind": {"map": "role", "of": "{role}"}},
         "list": {"request": "GET /people"}, "match": {"/login": "{login}"}, "id": "/id",
         "body": {"login": "{login}", "kind": "{kind}"},
         "create": {"request": "POST /people"}}]}
      """#)
    return try setting.tool.run([
      "emit", setting.tool.scratch.path(of: "town.json"), "--from", "sqlite:s.sqlite",
      "--package", Repository.path(of: "Schemas/exam-platform"), "--execute",
      "--set", "url=\(server.address)",
    ])
  }
}
