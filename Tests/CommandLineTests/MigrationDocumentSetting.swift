import Foundation
import TestSupport
import Testing

/// A folder with the shipped migrations, a store on a server, and a small service that they talk to.
final class MigrationDocumentSetting {
  let registrar: Registrar
  let store: String
  private let service: SmallService

  /// - Parameter losesPower: whether the tool can be made to end in the middle of its work.
  init(losesPower: Bool = false) throws {
    registrar = try Registrar(hasFailpoints: losesPower)
    let server = try PostgresServer.shared()
    store = server.uri(try server.makeDatabase())
    let scratch = registrar.scratch
    let shipped = try Repository.path(of: "Schemas/migrations")
    for name in try FileManager.default.contentsOfDirectory(atPath: shipped) {
      try FileManager.default.copyItem(atPath: "\(shipped)/\(name)", toPath: scratch.path(of: name))
    }
    service = try SmallService(in: scratch)
    try scratch.write("log", "")
  }

  /// Writes files by their paths.
  func write(_ files: [String: String]) throws {
    for (path, text) in files {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(
        atPath: registrar.scratch.path(of: folder), withIntermediateDirectories: true)
      try registrar.scratch.write(path, text)
    }
  }

  /// Copies the sound examples of a package into a folder.
  func copyExamples(of package: String, to folder: String) throws {
    let examples = try Repository.path(of: "Templates/\(package)/examples/clean")
    try FileManager.default.createDirectory(
      atPath: registrar.scratch.path(of: folder), withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: examples)
    where name.hasSuffix(".csv") {
      try FileManager.default.copyItem(
        atPath: "\(examples)/\(name)", toPath: registrar.scratch.path(of: "\(folder)/\(name)"))
    }
  }

  /// The end of a line whose process is killed when it has written two tables and committed nothing of them.
  private static let powerCut = "  # the plug is pulled"

  /// What a page says is to be typed, line by line, with the exit status that it tells: `# exit 4`.
  static func lines(of page: String) throws -> [(line: String, status: Int32)] {
    let text = try String(
      contentsOfFile: Repository.path(
        of: "Schemas/migrations/\(page).md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { line in
      if line.hasSuffix(powerCut) { return (String(line.dropFirst(2)), 137) }
      let parts = line.dropFirst(2).components(separatedBy: "  # exit ")
      return (parts[0], parts.count == 2 ? Int32(parts[1]) ?? -1 : 0)
    }
  }

  /// Types what a page says; returns what was printed.
  ///
  /// - Parameter inTheDark: called when a process was killed.
  @discardableResult
  func type(_ page: String, inTheDark: () throws -> Void = {}) throws -> String {
    var printed = ""
    for (line, status) in try Self.lines(of: page) {
      var environment = [
        "COPY_STORE": store,
        "STORE_NAME": String(store.prefix { $0 != "?" }.split(separator: "/").last ?? ""),
        "SERVICE_URL": "http://127.0.0.1:\(service.port)",
      ]
      if line.hasSuffix(Self.powerCut) { environment["REGISTRAR_FAILPOINT"] = "table-merged@2" }
      let result = try registrar.shell(line, environment: environment)
      #expect(result.status == status, "\(line)\n\(result.output)\n\(result.errors)")
      printed += result.output + result.errors
      if result.status != status { break }
      if line.hasSuffix(Self.powerCut) { try inTheDark() }
    }
    return printed
  }

  /// What the service was asked, a line each.
  func log() throws -> [Substring] {
    String(decoding: try registrar.scratch.contents(of: "log"), as: UTF8.self)
      .split(separator: "\n")
  }

  /// The answer of a query in the store.
  func ask(_ sql: String) throws -> [String] {
    try PostgresServer.shared().ask(sql, at: store)
  }
}
