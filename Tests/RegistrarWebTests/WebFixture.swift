import Foundation
import HTTPExchange
import ImportPipeline
import ImportService
import Logging
import Schemas
import ServiceLifecycle
import Submissions
import TestSupport

@testable import RegistrarWeb

/// One server for all tests, on a free port of this machine, with an account for each role.
final class WebFixture: Sendable {
  /// The server; it starts when it is first asked for, and ends with the process.
  static let shared = Task(executorPreference: OwnExecutor.shared) { try await WebFixture() }

  static let password = "correct horse battery"
  static let package = "student-management"

  let port: Int
  let desk: SubmissionDesk
  /// The migration that it shows, of a store of its own.
  let migration: ServedMigration?
  private let scratch: ScratchFolder

  /// A server of its own.
  ///
  /// - Parameters:
  ///   - requests: how many requests may come at once, and each second; all visitors of the tests come from one
  ///     address.
  ///   - showsMigration: whether it shows a migration.
  init(
    requests: (burst: Double, rate: Double) = (100_000, 1000), showsMigration: Bool = true
  ) async throws {
    let scratch = try ScratchFolder()
    let location = try StoreLocation("sqlite:" + scratch.path(of: "records.sqlite"))
    var command = ChildCommand(
      program: try Self.program(),
      environment: [
        "DATABASE_URL": location.text, "PATH": "/usr/bin:/bin",
        "REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas"),
        "REGISTRAR_NOW": "2026-11-20T12:00:00Z",
      ])
    command.executeArguments = []
    var settings = DeskSettings(
      open: { () throws(StoreError) in try location.deskConnection() },
      records: { () throws(StoreError) in try location.connection(writes: true) },
      folder: scratch.path(of: "uploads"), command: command, host: "test",
      clock: { Int(Date().timeIntervalSince1970) })
    // A debug binary takes more memory for its own code than a release binary for everything.
    settings.limits.memory = 8 << 20
    settings.requests = requests
    // All tests hand in at the same time, and most in the same name.
    settings.uploads.waiting = 10_000
    let desk = try SubmissionDesk(settings)
    for role in Role.allCases {
      _ = try desk.accounts.add(role.rawValue, password: Self.password, by: "test")
      try desk.accounts.grant(Grant(role, package: Self.package), to: role.rawValue, by: "test")
    }
    // A clerk of one place sees what is of that place.
    _ = try desk.accounts.add("elsewhere", password: Self.password, by: "test")
    try desk.accounts.grant(
      Grant(.clerk, package: Self.package, scope: Scope("course_code=NONE-1")), to: "elsewhere",
      by: "test")
    var served = ServerSettings(port: 0)
    served.maximumUploadBytes = 1 << 20
    served.maximumUploadFiles = 3
    served.command = command
    served.gridMemory = 8 << 20
    if showsMigration { served.migration = try Self.migration(in: scratch) }
    migration = served.migration
    let package = try PackageLoader.load(
      path: try Repository.path(of: "Schemas/\(Self.package)/datapackage.json"))
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = try WebServer(
      desk: desk, packages: [ServedPackage(package)], settings: served, logger: logger)
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let group = server.group(signals: []) { port in announce.yield(port) }
    Task.detached(executorPreference: OwnExecutor.shared) { try await group.run() }
    var found = 0
    for await port in ports {
      found = port
      break
    }
    self.port = found
    self.desk = desk
    self.scratch = scratch
  }

  /// A migration of two phases, neither of which has files.
  private static func migration(in scratch: ScratchFolder) throws -> ServedMigration {
    try scratch.write(
      "migration.json",
      #"""
      {"name": "move", "title": {"en": "The move & more", "fr": "Le déménagement"},
       "package": "\#(package)", "timeZones": ["America/Toronto"],
       "milestones": [{"id": "cutover", "at": "2026-12-01T08:00", "title": "Cut-over"},
                      {"id": "freeze", "at": "T-5d"}],
       "environments": [{"name": "copy", "store": {"env": "MOVE_STORE"}}],
       "phases": [
         {"id": "later", "title": "<b>Later</b>", "milestone": "freeze", "backup": false,
          "checklist": [{"id": "agree", "title": "Agree with all", "required": true}]},
         {"id": "last", "title": "Last", "dependsOn": ["later"], "backup": false}]}
      """#)
    var migration = ServedMigration(arguments: [
      "migrate", "status", "--format", "json", "--migration", scratch.path(of: "migration.json"),
      "--environment", "copy",
    ])
    migration.variables["MOVE_STORE"] = "sqlite:" + scratch.path(of: "move.sqlite")
    return migration
  }

  /// The binary that stands beside the tests, unless another is named.
  static func program() throws -> String {
    if let named = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"] { return named }
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(
      path: "registrar")
    return FileManager.default.fileExists(atPath: beside.path)
      ? beside.path
      : try Repository.path(of: ".build/debug/registrar")
  }

  /// A visitor without a session.
  func visitor() throws -> WebVisitor { try WebVisitor(port: port) }

  /// A visitor who has logged in.
  func visitor(_ name: String) async throws -> WebVisitor {
    let visitor = try visitor()
    try await visitor.logIn(name)
    return visitor
  }

  /// The secret of a new token with all roles of an account.
  func token(_ name: String, _ roles: [Role]) throws -> String {
    try desk.tokens.issue(to: name, label: "test", roles: roles, days: 1, by: name).secret
  }
}

/// A browser, as far as a server sees it.
final class WebVisitor: @unchecked Sendable {  // Each request waits for the last.
  private let conversation: HTTPConversation
  let origin: String
  /// The secret of the session, from the last page that had one.
  private(set) var secret = ""

  init(port: Int) throws {
    origin = "http://127.0.0.1:\(port)"
    guard let address = HTTPAddress(origin) else { throw CocoaError(.featureUnsupported) }
    conversation = try HTTPConversation(
      with: address, policy: HTTPPolicy(timeoutSeconds: 300, keepsCookies: true))
  }

  /// Sends a request from a thread of its own: the tasks of the server need theirs.
  func ask(
    _ method: String, _ path: String, _ fields: [HTTPField] = [], body: [UInt8]? = nil
  ) async throws -> HTTPAnswer {
    let request = HTTPRequest(method, path, fields: fields, body: body)
    let answer = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { [self] in
        continuation.resume(with: Result { try conversation.answer(to: request) })
      }
    }
    let text = String(decoding: answer.body.prefix(1 << 20), as: UTF8.self)
    if let mark = text.firstRange(of: "name=\"csrf\" value=\"") {
      secret = String(text[mark.upperBound...].prefix { $0 != "\"" })
    }
    return answer
  }

  /// A page.
  func get(_ path: String, _ fields: [HTTPField] = []) async throws -> HTTPAnswer {
    try await ask("GET", path, fields)
  }

  /// Sends a form with the secret of the session.
  func send(
    _ path: String, _ values: [String: String] = [:], origin: String? = nil, secret: String? = nil
  ) async throws -> HTTPAnswer {
    var values = values
    values["csrf"] = secret ?? self.secret
    let body = values.map { PageRequest.encoded($0.key) + "=" + PageRequest.encoded($0.value) }
      .joined(separator: "&")
    return try await ask(
      "POST", path,
      [
        HTTPField("Content-Type", "application/x-www-form-urlencoded"),
        HTTPField("Origin", origin ?? self.origin),
      ], body: Array(body.utf8))
  }

  func logIn(_ name: String, password: String = WebFixture.password) async throws {
    let page = String(decoding: try await get("/login").body, as: UTF8.self)
    let ticket =
      page.firstRange(of: "name=\"ticket\" value=\"").map {
        String(page[$0.upperBound...].prefix { $0 != "\"" })
      } ?? ""
    _ = try await send("/login", ["ticket": ticket, "name": name, "password": password])
    _ = try await get("/submissions")
  }

  /// Uploads files.
  func upload(
    _ files: [(name: String, bytes: [UInt8])], fields: [String: String]? = nil,
    path: String = "/submissions", headers: [HTTPField] = []
  ) async throws -> HTTPAnswer {
    var body: [UInt8] = []
    let own = ["csrf": secret, "package": WebFixture.package]
    for (name, value) in fields ?? own {
      body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
    }
    for file in files {
      body +=
        "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\n\r\n"
        .utf8
      body += file.bytes + [13, 10]
    }
    body += "--b--\r\n".utf8
    return try await ask(
      "POST", path,
      [
        HTTPField("Content-Type", "multipart/form-data; boundary=b"), HTTPField("Origin", origin),
      ] + headers, body: body)
  }
}

extension HTTPAnswer {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }
}
