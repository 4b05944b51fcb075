import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import SQLiteStore
import Synchronization
import SystemEmission
import TabularCore
import TestSupport
import Testing

/// A store with people, courses and members, and a system that gets them.
struct AcademySetting {
  let scratch: ScratchFolder
  let server: AcademyServer
  let service = ImportService(
    Surroundings(author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")))

  var choice: StoreChoice { StoreChoice(store: "sqlite:" + scratch.path(of: "s.sqlite")) }
  var package: String { scratch.path(of: "academy") }

  init(people: String = AcademySetting.people) throws {
    scratch = try ScratchFolder()
    server = try AcademyServer()
    try FileManager.default.createDirectory(
      atPath: scratch.path(of: "academy"), withIntermediateDirectories: true)
    try scratch.write(
      "academy/datapackage.json",
      #"""
      {"name": "academy", "version": "1", "resources": [
        {"name": "people", "path": "people.csv", "schema": {"fields": [
          {"name": "login", "registrar:type": "code", "constraints": {"required": true}},
          {"name": "name", "registrar:type": "string"},
          {"name": "role", "registrar:type": "string"}], "primaryKey": ["login"]}},
        {"name": "members", "path": "members.csv", "schema": {"fields": [
          {"name": "login", "registrar:type": "code", "constraints": {"required": true}},
          {"name": "course", "registrar:type": "code", "constraints": {"required": true}}],
          "primaryKey": ["login", "course"]}}]}
      """#)
    try fill(people: people, members: Self.members)
  }

  static let people = """
    login,name,role
    ANA,Ana Lee,student
    BOB,Bob Roy,student
    CYD,"Cyd ""C"" Ng",teacher
    DEE,Dée Côté,student
    EVE,Eve Oh,teacher

    """
  static let members = "login,course\nANA,C1\nBOB,C1\nCYD,C2\nDEE,C2\nEVE,C1\n"

  /// Imports people and members.
  func fill(people: String, members: String? = nil) throws {
    var files = [try scratch.write("people.csv", people)]
    if let members { files.append(try scratch.write("members.csv", members)) }
    var request = ImportRequest(files: files, package: package)
    request.store = choice
    request.options.mode = .execute
    let report = try service.prepare(request).run()
    guard report.run.outcome == .clean || report.run.outcome == .warnings else {
      throw CocoaError(.fileReadCorruptFile)
    }
  }

  /// The profile of the system.
  func profile(
    perSecond: Int = 10_000, idempotent: Bool = false, groups: Bool = false
  ) throws -> EmitProfile {
    let path = try scratch.write(
      "academy.json",
      #"""
      {"name": "academy", "title": "The academy", "package": "academy",
       "config": {
         "url": {"required": true}, "user": {"required": true},
         "password": {"required": true, "secret": true, "environment": "ACADEMY_PASSWORD"}},
       "target": {"address": "{config.url}",
         "identify": {"request": "GET /info", "expect": {"/app": "^academy$", "/version": "^1[.]"}}},
       "auth": {
         "login": {"request": "POST /login",
           "body": {"user": "{config.user}", "password": "{config.password}"},
           "expect": {"/id": "."}},
         "cookies": true, "copyCookies": {"csrf": "X-CSRF"},
         "prove": {"request": "GET /me", "expect": {"/id": "."}}},
       "transport": {"perSecond": \#(perSecond), "timeoutSeconds": 3, "settleSeconds": 0},
       "error": {"code": "/code", "field": "/field", "message": "/message"},
       "answers": [
         {"status": 403, "code": "^NOT_AUTHENTICATED$", "is": "expired"},
         {"status": 400, "code": "^TAKEN$", "is": "exists"}],
       "retry": {"busy": {"times": 3, "firstSeconds": 0, "maxSeconds": 0}, "unknown": {"times": 2}},
       \#(idempotent ? #""idempotency": {"header": "X-Key"},"# : "")
       "maps": {"role": {"values": {"student": "S", "teacher": "T"}}},
       "tables": [
         {"name": "people", "of": "people",
          "select": "SELECT id AS record_id, login, name, role FROM people",
          "columns": {"login": {"from": "login", "pattern": "^[A-Z]+$"},
            "name": {"from": "name", "maxLength": 20}, "role": {"from": "role"}},
          "key": "login", "fold": true,
          "values": {"kind": {"map": "role", "of": "{role}"}},
          "list": {"request": "GET /people", "items": "/results",
            "pages": {"parameter": "page", "last": "/pages"}},
          "match": {"/login": "{login}"}, "id": "/id",
          "body": {"login": "{login}", "name": "{name}", "kind": "{kind}"},
          "create": {"request": "POST /people"\#(idempotent ? #", "idempotent": true"# : "")},
          "update": {"request": "PATCH /people/{id}", "only": "changed", "never": "login"},
          "delete": {"request": "DELETE /people/{id}"},
          "compare": ["/name", "/kind"], "confirm": {"/name": "{name}"}},
         {"name": "courses", "of": "members",
          "select": "SELECT DISTINCT course FROM members",
          "columns": {"course": {"from": "course"}}, "key": "course",
          "list": {"request": "GET /courses"},
          "match": {"/code": "{course}"}, "id": "/id", "body": {"code": "{course}"},
          "create": {"request": "POST /courses"}},
         {"name": "members", "of": "members",
          "select": "SELECT id AS record_id, login, course FROM members",
          "columns": {"login": {"from": "login"}, "course": {"from": "course"}},
          "key": ["login", "course"],
          "ids": {"person": {"table": "people", "key": "{login}"},
            "course": {"table": "courses", "key": "{course}"}},
          "list": {"request": "GET /members"},
          "match": {"/person": "{id.person}", "/course": "{id.course}"}, "id": "/id",
          "body": {"person": "{id.person}", "course": "{id.course}"},
          "create": \#(groups
            ? #"{"request": "PATCH /groups/{id.course}", "answer": "none", "repeatable": true}"#
            : #"{"request": "POST /members", "batch": 2, "answer": "none", "repeatable": true}"#)}
       ]}
      """#)
    return try EmitProfileLoader.load(path: path)
  }

  /// Sends, or tells what would be sent.
  func run(
    _ profile: EmitProfile? = nil, executes: Bool = true,
    _ change: (inout SystemEmitter) -> Void = { _ in }
  ) throws -> EmissionReport {
    let profile = try profile ?? self.profile()
    var emitter = SystemEmitter(
      profile, settings: try settings(profile), store: try connection())
    change(&emitter)
    return emitter.run(executes: executes)
  }

  /// Whether the system has every record once, and the next run writes nothing.
  func expectEachOnce(_ name: String) throws {
    let state = server.state.withLock { $0 }
    #expect(
      state.people.values.compactMap { $0["login"] }.sorted()
        == ["ANA", "BOB", "CYD", "DEE", "EVE"], "\(name)")
    #expect(state.courses.values.sorted() == ["C1", "C2"], "\(name)")
    #expect(state.members.count == 5 && Set(state.members).count == 5, "\(name)")
    let second = try run()
    #expect(second.failure == nil, "\(name)")
    #expect(server.state.withLock { $0.writes } == state.writes, "\(name)")
  }

  /// A connection that writes to the store.
  func connection() throws -> SQLiteConnection {
    try SQLiteConnection(path: scratch.path(of: "s.sqlite"), writes: true)
  }

  func settings(
    _ profile: EmitProfile, password: String = "letmein"
  ) throws -> EmissionSettings {
    try EmissionSettings(
      profile, given: ["url": server.address, "user": "admin"],
      environment: ["ACADEMY_PASSWORD": password]
    ) { _ in nil }
  }

  /// Forgets what was sent: the system is empty, and the store knows of nothing.
  func reset(faults: [Int: AcademyServer.Fault] = [:]) throws {
    server.state.withLock { state in
      let (session, ended) = (state.session, state.endedSession)
      state = AcademyServer.State()
      (state.session, state.endedSession) = (session, ended)
      state.faults = faults
    }
    let connection = try connection()
    if try connection.hasTable("registrar_emissions") {
      try connection.execute("DELETE FROM registrar_emissions")
    }
  }
}

extension EmissionReport {
  /// The codes of the findings with their variants, in order.
  var found: [String] {
    issues.map { $0.code.rawValue + ($0.variant.isEmpty ? "" : "/" + $0.variant) }
  }

  /// The numbers of a table: created, updated, unchanged, refused.
  func numbers(_ table: String) -> [Int] {
    tables.filter { $0.name == table }
      .flatMap { [$0.created, $0.updated, $0.unchanged, $0.refused] }
  }
}
