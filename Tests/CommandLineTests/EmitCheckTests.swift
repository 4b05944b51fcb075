import TestSupport
import Testing

/// `registrar emit --check`: a profile beside the package of its store.
@Suite struct EmitCheckTests {
  @Test func shippedProfiles_fitTheirPackage() throws {
    let tool = try Registrar()
    for name in ["kolibri", "pretix", "scim"] {
      let result = try tool.run(["emit", name, "--from", "none.csv", "--check"])
      #expect(result.status == 0, "\(name): \(result.output)\(result.errors)")
      #expect(result.errors == "", "\(name)")
    }
  }

  /// Files are compared with the system as a store is, and told at their cells; what is sent needs a store.
  @Test func files_areComparedWithTheSystem() throws {
    let tool = try Registrar()
    let server = try LoopbackServer { _ in .answer(200, #"[{"id": 1, "login": "ana"}]"#) }
    defer { server.end() }
    try tool.scratch.write(
      "town.json",
      #"""
      {"name": "town", "title": "A town", "config": {"url": {"required": true}},
       "target": {"address": "{config.url}"},
       "tables": [{"name": "people", "of": "students",
         "select": "SELECT id AS record_id, username FROM students",
         "columns": {"username": {"from": "username", "maxLength": 5}}, "key": "username",
         "list": {"request": "GET /people"}, "match": {"/login": "{username}"}, "id": "/id",
         "body": {"login": "{username}"}, "create": {"request": "POST /people"}}]}
      """#)
    try tool.scratch.write(
      "students.csv",
      """
      Username,Email,First name,Last name
      ana,ana@example.org,Ana,Lee
      bob,bob@example.org,Bob,Roy
      anastasia,anastasia@example.org,Ana,Oh

      """)
    let command = [
      "emit", "./town.json", "--set", "url=\(server.address)", "--from", "students.csv",
    ]
    let result = try tool.run(command + ["--validate", "--report", "json"])
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains(#""created":1,"updated":0,"unchanged":1,"refused":1"#))
    #expect(result.output.contains("students.csv"), "\(result.output)")
    let sent = try tool.run(command + ["--execute"])
    #expect(sent.status == 2)
    #expect(sent.errors.contains("--validate"), "\(sent.errors)")
  }

  @Test func namesThatThePackageDoesNotHave_areTold() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "town.json",
      #"""
      {"name": "town", "title": "A town", "target": {"address": "https://town.example.org"},
       "tables": [{"name": "people", "of": "studnets", "select": "SELECT username FROM students",
         "columns": {"username": {"from": "username"}}, "key": "username",
         "list": {"request": "GET /people"}, "match": {"/login": "{username}"}, "id": "/id",
         "body": {"login": "{username}"}, "create": {"request": "POST /people"}}]}
      """#)
    let result = try tool.run(["emit", "./town.json", "--from", "none.csv", "--check"])
    #expect(result.status == 3, "\(result.output)")
    #expect(result.errors.contains("studnets"), "\(result.errors)")
    #expect(result.errors.contains("students"), "\(result.errors)")
  }
}
