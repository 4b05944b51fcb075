import TestSupport
import Testing

/// `registrar emit --check`: a profile beside the package of its store.
@Suite struct EmitCheckTests {
  @Test func shippedProfiles_fitTheirPackage() throws {
    let tool = try Registrar()
    for name in ["kolibri", "pretix", "scim"] {
      let result = try tool.run(["emit", name, "--check"])
      #expect(result.status == 0, "\(name): \(result.output)\(result.errors)")
      #expect(result.errors == "", "\(name)")
    }
  }

  /// Files are compared with the system as a store is, and told at their cells.
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
    // What takes no part stands in nobody's way.
    try tool.scratch.write("keys.txt", "\u{FEFF}# first\n  bob\n\n")
    let part = try tool.run(
      command + ["--validate", "--report", "json", "--only-keys", "keys.txt"])
    #expect(part.status == 0, "\(part.errors)")
    #expect(part.output.contains(#""created":1,"updated":0,"unchanged":0,"refused":0"#))
  }

  /// What keeps a run from beginning is told with what mends it, and without numbers of nothing.
  @Test func whatIsMissing_isNamed() throws {
    let tool = try Registrar()
    try tool.scratch.write(
      "students.csv", "Username,Email,First name,Last name\nana,ana@example.org,Ana,Lee\n")
    let command = ["emit", "kolibri", "--from", "students.csv", "--validate"]
    let unset = try tool.run(command)
    #expect(unset.status == 3, "\(unset.errors)")
    #expect(unset.errors.contains("`KOLIBRI_URL`"), "\(unset.errors)")
    let away = try tool.run(
      command,
      [
        "KOLIBRI_URL": "http://127.0.0.1:1", "KOLIBRI_FACILITY": "Hall", "KOLIBRI_USER": "ana",
        "KOLIBRI_PASSWORD": "hush-hush",
      ])
    #expect(away.status == 6, "\(away.errors)")
    #expect(away.output == "kolibri at http://127.0.0.1:1: nothing was sent\n")
    #expect(!(away.output + away.errors).contains("hush-hush"))
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
    let result = try tool.run(["emit", "./town.json", "--check"])
    #expect(result.status == 3, "\(result.output)")
    #expect(result.errors.contains("studnets"), "\(result.errors)")
    #expect(result.errors.contains("students"), "\(result.errors)")
  }
}
