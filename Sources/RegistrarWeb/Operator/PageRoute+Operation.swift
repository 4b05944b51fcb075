import Foundation
import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRoute {
  /// What those look after who keep the store, and those who look after them.
  static let operation: [PageRoute] = [
    .get("/runs", .roles([.operator, .auditor])) { asked in
      try await asked.commandPage("runs", title: asked.label("part/runs"), ["runs"])
    },
    .get("/runs/{run}", .roles([.operator, .auditor])) { asked in
      let run = try asked.parameter("run")
      return try await asked.commandPage("runs", title: run, ["show"], words: [run])
    },
    .get("/records", .roles([.operator])) { asked in try await asked.recordsPage() },
    .get("/accesses", .roles([.auditor])) { asked in try await asked.accessesPage() },
  ]
}

extension PageRequest {
  /// What a command tells, in a page.
  ///
  /// - Parameter words: what someone typed; an option is refused.
  fileprivate func commandPage(
    _ part: String, title: String, _ arguments: [String], words: [String] = [],
    values: [String: Any] = [:]
  ) async throws -> Response {
    guard words.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") && !$0.utf8.contains(0) }) else {
      throw PageFailure.unknownPage
    }
    var values = values
    let result = await desk.children.run(
      arguments + ["--language", language.rawValue] + words, seconds: 60)
    values["output"] = Self.lines(result)
    return page("command", title: title, part: part, values)
  }

  /// What a command printed.
  private static func lines(_ result: ChildResult) -> String {
    let said = result.output.isEmpty ? result.errors : result.output
    return String(decoding: said, as: UTF8.self)
  }

  /// Verification and the way of a record through the runs.
  fileprivate func recordsPage() async throws -> Response {
    let title = label("part/records")
    var values: [String: Any] = ["asksRecord": true]
    let package = query("package") ?? site.packages.first?.name ?? ""
    values["packages"] = site.packages.map { entry -> [String: Any] in
      ["name": entry.name, "title": entry.title.text(in: language)]
    }
    values["tables"] = site.packages.flatMap { entry in
      entry.tables.map { table -> [String: Any] in
        [
          "name": table.name, "title": table.title.text(in: language),
          "isCurrent": table.name == query("table"),
        ]
      }
    }
    values["key"] = query("key")
    if query("verify") != nil {
      return try await commandPage("records", title: title, ["verify"], values: values)
    }
    guard let table = query("table"), let key = query("key"),
      site.package(named: package)?.tables.contains(where: { $0.name == table }) == true
    else { return page("command", title: title, part: "records", values) }
    return try await commandPage(
      "records", title: title, ["trace", "--package", package],
      words: [table] + key.split(separator: "/").map(\.trimmed), values: values)
  }

  /// Who looked at what.
  fileprivate func accessesPage() async throws -> Response {
    let (entries, broken) = try await asking {
      (try $0.log.entries(limit: 500), try $0.log.firstBroken())
    }
    var values: [String: Any] = [
      "entries": entries.map { entry -> [String: Any] in
        [
          "number": entry.number, "at": ShownTime(seconds: entry.at).values, "who": entry.account,
          "address": entry.address, "action": event(entry.action), "detail": entry.detail,
          "subject": entry.subject,
        ]
      }
    ]
    values["verdict"] =
      broken.map { label("accesses/broken", ["number": $0]) } ?? label("accesses/whole")
    if broken != nil { values["isBroken"] = true }
    return page("accesses", title: label("part/accesses"), part: "accesses", values)
  }
}
