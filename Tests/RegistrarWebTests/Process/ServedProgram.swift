import Foundation
import HTTPExchange
import JSONText
import StoreTesting
import Submissions
import TestSupport

/// `registrar serve` as a process, with a store of its own and an account with a token for each role.
final class ServedProgram {
  /// Why it is of no use.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static let package = "student-management"

  let store: StoreUnderTest
  private let scratch: ScratchFolder
  private let program: String
  private let environment: [String: String]
  private var tokens: [Role: String] = [:]
  private var process = Process()
  private var port = 0
  private var starts = 0

  /// A store with accounts; the server does not run yet.
  init(_ kind: StoreKind) throws {
    store = try StoreUnderTest(kind)
    scratch = try ScratchFolder()
    program = try WebFixture.program()
    environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
      "DATABASE_URL": kind == .sqlite ? "sqlite:" + store.place : store.place,
      "REGISTRAR_SCHEMAS": try Repository.path(of: "Schemas"),
    ]
    for role in Role.allCases {
      let name = role.rawValue
      try run(["account", "add", name, "--no-password"])
      try run(["account", "role", name, name, "--package", Self.package])
      let said = try run(["account", "token", name, "--label", "test", "--role", name])
      guard let token = said.firstMatch(of: /reg_[A-Za-z0-9_-]+/) else {
        throw Failure(description: "no token: \(said)")
      }
      tokens[role] = String(token.output)
    }
  }

  deinit { kill(withChildren: true) }

  /// Runs a command to its end; what it printed.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let run = try ProgramRun([program] + arguments, in: scratch, environment: environment)
    guard run.status == 0 else {
      throw Failure(description: "\(arguments): \(run.status) \(run.output) \(run.errors)")
    }
    return run.output + run.errors
  }

  // MARK: The server

  /// Starts the server, and waits until it takes requests.
  func start() throws {
    starts += 1
    let said = try scratch.write("serve-\(starts)", "")
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "serve", "--port", "0", "--package", Self.package, "--folder", scratch.path(of: "uploads"),
      // A debug binary takes more memory for its own code than a release binary for everything.
      "--language", "en", "--check-memory", "8192",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
    try process.start()
    for _ in 0..<1200 {
      let text = String(decoding: try scratch.contents(of: "serve-\(starts)"), as: UTF8.self)
      if let found = text.firstMatch(of: /127\.0\.0\.1:([0-9]+)/), let port = Int(found.output.1) {
        self.port = port
        return
      }
      guard process.isRunning else { throw Failure(description: "the server ended: \(text)") }
      usleep(50_000)
    }
    throw Failure(description: "the server did not start")
  }

  /// Ends the server by SIGKILL, alone or together with the commands that it runs.
  func kill(withChildren: Bool) {
    guard process.isRunning else { return }
    let children = withChildren ? self.children : []
    Foundation.kill(process.processIdentifier, SIGKILL)
    for child in children { Foundation.kill(child, SIGKILL) }
    process.waitUntilExit()
  }

  /// Waits until no command runs any more that a server began; those that outlive it end by themselves.
  func waitForChildren() throws {
    for _ in 0..<1200 {
      if try !isAnyAtWork() { return }
      usleep(50_000)
    }
    throw Failure(description: "a command does not end")
  }

  private var children: [pid_t] {
    processes.filter { Self.parent(of: $0) == process.processIdentifier }
  }

  private var processes: [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
  }

  private static func parent(of process: pid_t) -> pid_t? {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // Behind the name, which may hold anything: the state, then the parent.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 ? pid_t(fields[1]) : nil
  }

  /// Whether a command has a file of the folder of uploads among its arguments.
  private func isAnyAtWork() throws -> Bool {
    let folder = Array(scratch.path(of: "uploads/children").utf8)
    return processes.contains { one in
      guard let words = FileManager.default.contents(atPath: "/proc/\(one)/cmdline") else {
        return false
      }
      return words.firstRange(of: folder) != nil
    }
  }

  // MARK: Requests

  /// Asks as a role.
  func ask(
    _ method: String, _ path: String, as role: Role, _ fields: [HTTPField] = [],
    body: [UInt8]? = nil
  ) throws -> HTTPAnswer {
    guard let address = HTTPAddress("http://127.0.0.1:\(port)") else {
      throw Failure(description: "no address")
    }
    let conversation = try HTTPConversation(
      with: address, policy: HTTPPolicy(timeoutSeconds: 300))
    let own = HTTPField("Authorization", "Bearer " + (tokens[role] ?? ""))
    return try conversation.answer(
      to: HTTPRequest(method, "/api/v1" + path, fields: [own] + fields, body: body))
  }

  /// Uploads a file as a clerk; the submission once it was checked.
  func upload(_ name: String, _ text: String) throws -> ServedSubmission {
    let body =
      "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(name)\"\r\n\r\n\(text)"
      + "\r\n--b--\r\n"
    let answer = try ask(
      "POST", "/submissions?package=\(Self.package)", as: .clerk,
      [HTTPField("Content-Type", "multipart/form-data; boundary=b")], body: Array(body.utf8))
    guard answer.status == 201 else {
      throw Failure(description: "\(answer.status) \(answer.text)")
    }
    return try settled(try ServedSubmission(answer).id)
  }

  /// Takes a step with a submission.
  @discardableResult
  func step(
    _ name: String, _ submission: ServedSubmission, as role: Role
  ) throws -> ServedSubmission {
    let answer = try ask(
      "POST", "/submissions/\(submission.id)/\(name)", as: role,
      body: Array("{\"version\": \(submission.version)}".utf8))
    guard answer.status == 200 else {
      throw Failure(description: "\(name): \(answer.status) \(answer.text)")
    }
    return try ServedSubmission(answer)
  }

  /// The submission once nothing goes on by itself.
  func settled(_ id: String) throws -> ServedSubmission {
    for _ in 0..<1200 {
      let found = try ServedSubmission(try ask("GET", "/submissions/\(id)", as: .auditor))
      if !["uploaded", "checking", "executing", "undoing"].contains(found.state) { return found }
      usleep(50_000)
    }
    throw Failure(description: "submission \(id) does not come to an end")
  }
}

/// A submission as the interface for programs tells it.
struct ServedSubmission {
  let id: String
  let state: String
  let version: Int
  let run: String?
  let undoRun: String?
  let failure: String?
  let errors: Int

  init(_ answer: HTTPAnswer) throws {
    let node = try JSONParser.parse(answer.body)
    guard let id = node.member("id")?.string, let state = node.member("state")?.string,
      let version = node.member("version")?.scalar.flatMap({ Int($0) })
    else { throw ServedProgram.Failure(description: "\(answer.status) \(answer.text)") }
    self.id = id
    self.state = state
    self.version = version
    run = node.member("run")?.string
    undoRun = node.member("undoRun")?.string
    failure = node.member("failure")?.string
    errors = node.member("summary")?.member("errors")?.scalar.flatMap { Int($0) } ?? -1
  }
}
