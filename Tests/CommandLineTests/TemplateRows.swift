import Foundation
import TestSupport
import Testing

/// Templates with the records of a store, changed by a program and imported again.
struct TemplateRows {
  let tool: Registrar
  /// The location of the store.
  let store: String

  /// A store with the clean examples.
  init(_ kind: Kind) throws {
    tool = try Registrar()
    switch kind {
    case .sqlite: store = "sqlite:" + tool.scratch.path(of: "s.sqlite")
    case .postgresql:
      let server = try PostgresServer.shared()
      store = server.uri(try server.makeDatabase())
    }
    let folder = try Repository.path(of: "Templates/exam-platform/examples/clean")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let result = try tool.runImport(
      files.map { folder + "/" + $0 } + ["--execute", "--store", store])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  init(tool: Registrar, store: String) {
    self.tool = tool
    self.store = store
  }

  /// The stores.
  enum Kind: CaseIterable {
    case sqlite
    case postgresql
  }

  /// Writes templates with the records of tables.
  func write(_ arguments: [String], language: String = "en") throws {
    let result = try tool.runTemplate(
      arguments + ["--with-rows", "--store", store, "--language", language])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// Imports a workbook.
  func importing(_ file: String, _ arguments: [String] = []) throws -> Registrar.Result {
    try tool.runImport([file, "--store", store] + arguments)
  }

  /// How many records an import would make, change and remove, and how many rows it read.
  func counts(_ file: String) throws -> (changed: Int, read: Int) {
    let result = try importing(file, ["--report", "json:report.json"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: tool.scratch.path(of: "report.json")))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let ledger = try #require(
      report["ledger"] as? [[String: Any]])
    var changed = 0
    var read = 0
    for line in ledger {
      for name in ["created", "updated", "deleted", "invalid"] {
        changed += line[name] as? Int ?? 0
      }
      read += line["read"] as? Int ?? 0
    }
    return (changed, read)
  }

  /// Writes a copy with other cells, by openpyxl; they are given by sheet, row and header, `nil` empties one.
  func change(
    _ file: String, to other: String,
    _ cells: [(sheet: String, row: Int, header: String, value: String?)]
  ) throws {
    var script = """
      import sys, warnings, openpyxl
      warnings.simplefilter("ignore")
      book = openpyxl.load_workbook(sys.argv[1])
      def cell(sheet, row, header, value):
          for c in book[sheet][1]:
              if c.value is not None and c.value.split(" *")[0] == header:
                  book[sheet].cell(row, c.column).value = value
                  return
          raise KeyError(header)

      """
    for cell in cells {
      let value =
        cell.value.map { Int($0) == nil || $0.hasPrefix("0") ? "\"\($0)\"" : $0 } ?? "None"
      script += "cell(\"\(cell.sheet)\", \(cell.row), \"\(cell.header)\", \(value))\n"
    }
    try python(script + "book.save(sys.argv[2])\n", [file, other])
  }

  /// Runs a script of Python with openpyxl.
  func python(_ script: String, _ arguments: [String]) throws {
    let result = try tool.run(["-c", script] + arguments, program: "/usr/bin/python3")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
