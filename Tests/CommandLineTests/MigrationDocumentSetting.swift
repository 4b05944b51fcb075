import Foundation
import TestSupport
import Testing

/// A folder with the shipped migrations, a store on a server, and a small service that they talk to.
final class MigrationDocumentSetting {
  let registrar: Registrar
  let store: String
  private let service: SmallService

  init() throws {
    registrar = try Registrar()
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

  /// What a page says is to be typed, line by line, with the exit status that it tells: `# exit 4`.
  static func lines(of page: String) throws -> [(line: String, status: Int32)] {
    let text = try String(
      contentsOfFile: Repository.path(
        of: "Schemas/migrations/\(page).md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { line in
      let parts = line.dropFirst(2).components(separatedBy: "  # exit ")
      return (parts[0], parts.count == 2 ? Int32(parts[1]) ?? -1 : 0)
    }
  }

  /// Types what a page says; returns what was printed.
  @discardableResult
  func type(_ page: String) throws -> String {
    var printed = ""
    for (line, status) in try Self.lines(of: page) {
      let result = try registrar.shell(
        line,
        environment: [
          "COPY_STORE": store,
          "STORE_NAME": String(store.prefix { $0 != "?" }.split(separator: "/").last ?? ""),
          "SERVICE_URL": "http://127.0.0.1:\(service.port)",
        ])
      #expect(result.status == status, "\(line)\n\(result.output)\n\(result.errors)")
      printed += result.output + result.errors
      if result.status != status { break }
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
